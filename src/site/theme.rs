//! The theme: the files that recto brings, with those of the edition laid over them.
//!
//! The default theme is compiled in, as one table that a test holds against the folder.
//! An edition's own theme folder replaces it file by file; what a replaced template may
//! ask for is the contract in [`super::views`], whose number `theme.toml` states.

mod words;

use super::assets;
use super::templates::Templates;
use super::urls;
use super::views::CONTRACT;
use crate::config::Config;
use crate::diag::{Code, Diagnostic, Diagnostics, Place, nearest};
use crate::source::{FileId, Files, Found, SourceProblem, Sources, Span, decode};
use crate::words::Words;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;
use words::Catalogue;

macro_rules! embedded {
    ($(#[$doc:meta])* $name:ident, $folder:literal: $($path:literal)+) => {
        $(#[$doc])*
        pub const $name: &[(&str, &[u8])] = &[
            $(($path, include_bytes!(concat!("../../themes/", $folder, "/", $path))),)+
        ];
    };
}

embedded! {
    /// Every file of the theme `plain`, by its path in the theme's folder.
    PLAIN, "plain":
    "css/plain.css"
    "templates/base.html"
    "templates/document.html"
    "theme.toml"
}

embedded! {
    /// Every file of the default theme, by its path in the theme's folder.
    DEFAULT, "default":
    "css/recto.css"
    "fonts/OFL-source-sans-3.txt"
    "fonts/OFL-source-serif-4.txt"
    "fonts/source-sans-3-cyrillic-wght-normal.woff2"
    "fonts/source-sans-3-latin-ext-wght-normal.woff2"
    "fonts/source-sans-3-latin-wght-normal.woff2"
    "fonts/source-serif-4-cyrillic-400-italic.woff2"
    "fonts/source-serif-4-cyrillic-wght-normal.woff2"
    "fonts/source-serif-4-latin-ext-400-italic.woff2"
    "fonts/source-serif-4-latin-ext-wght-normal.woff2"
    "fonts/source-serif-4-latin-400-italic.woff2"
    "fonts/source-serif-4-latin-wght-normal.woff2"
    "images/favicon.svg"
    "js/peek.js"
    "js/recto.js"
    "js/search-index.js"
    "js/search.js"
    "js/theme.js"
    "js/timeline.js"
    "templates/404.html"
    "templates/base.html"
    "templates/components.html"
    "templates/contents.html"
    "templates/document.html"
    "templates/entries.html"
    "templates/entry.html"
    "templates/essay.html"
    "templates/home.html"
    "templates/kind.html"
    "templates/kinds.html"
    "templates/search.html"
    "templates/tei.html"
    "templates/timeline.html"
    "theme.toml"
    "words/de.toml"
    "words/en.toml"
    "words/fr.toml"
    "words/ru.toml"
}

/// The slots: templates that are empty until an edition fills them.
pub const SLOTS: &[&str] = &[
    "slots/after-text.html",
    "slots/before-text.html",
    "slots/footer.html",
    "slots/head.html",
    "slots/header.html",
];

/// What an edition without a folder of that name calls the theme `plain` by.
const PLAIN_NAME: &str = "plain";

/// Below this name every template of the default theme can be extended, replaced or not.
pub(super) const DEFAULT_PREFIX: &str = "default/";

/// Where a file of the theme is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// The default theme.
    Recto,
    /// The other theme that recto ships, laid over the default one.
    Plain,
    /// The edition's theme folder.
    Edition(FileId),
}

/// A template's text.
#[derive(Debug, Clone)]
pub(super) struct Template {
    /// The name under which templates know it, `document.html`.
    pub(super) name: String,
    /// Its text.
    pub(super) text: Cow<'static, str>,
    /// Where it is from.
    pub(super) origin: Origin,
}

/// What pages are made with. Finished when it is made.
#[derive(Debug)]
pub struct Theme {
    /// The templates, ready to be filled.
    pub(super) templates: Templates,
    /// The words of the interface in the edition's language.
    pub(super) words: Arc<Words>,
    /// Style sheets, scripts, fonts and images, by their paths.
    pub files: BTreeMap<String, Cow<'static, [u8]>>,
    /// Style sheets that every page links, in order.
    pub css: Vec<String>,
    /// Scripts that every page links, in order.
    pub js: Vec<String>,
}

/// The files of a theme while they are laid over each other.
#[derive(Default)]
struct Layers {
    /// The default theme's templates, slots included, and then the edition's.
    templates: Vec<Template>,
    files: BTreeMap<String, Cow<'static, [u8]>>,
    words: Vec<Catalogue>,
    css: Vec<String>,
    js: Vec<String>,
}

/// `theme.toml`.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    contract: Option<u32>,
    css: Option<Vec<String>>,
    js: Option<Vec<String>>,
    #[serde(rename = "name")]
    _name: Option<String>,
}

impl Theme {
    /// The default theme with the edition's folder laid over it, and the further style
    /// sheets and scripts of `book.toml`. The folder's files get numbers in `files`, so
    /// that complaints can point into them.
    #[must_use]
    pub fn load(
        config: &Config,
        sources: &dyn Sources,
        files: &mut Files,
        diags: &mut Diagnostics,
    ) -> Self {
        let html = &config.html;
        let mut theme = Layers::default();
        for (path, bytes) in DEFAULT {
            theme.add(path, Cow::Borrowed(*bytes), Origin::Recto, diags);
        }
        for slot in SLOTS {
            let path = format!("templates/{slot}");
            theme.add(&path, Cow::Borrowed(&[]), Origin::Recto, diags);
        }
        match html.theme.as_deref() {
            // A folder of that name is the edition's own.
            Some(PLAIN_NAME) if is_missing(sources, PLAIN_NAME) => {
                for (path, bytes) in PLAIN {
                    theme.add(path, Cow::Borrowed(*bytes), Origin::Plain, diags);
                }
            }
            Some(folder) => theme.lay_over(folder, sources, files, diags),
            None => {}
        }
        for path in theme.css.iter().chain(&theme.js) {
            if !theme.files.contains_key(path) {
                let message = format!("theme.toml names `{path}`, and there is no such file");
                diags.push(Diagnostic::new(Code::BadTheme, Place::Nowhere, message));
            }
        }
        let css = further(&html.additional_css, "additional-css", sources, diags);
        let js = further(&html.additional_js, "additional-js", sources, diags);
        theme.css.extend(css.iter().map(|(path, _)| path.clone()));
        theme.js.extend(js.iter().map(|(path, _)| path.clone()));
        theme.files.extend(css.into_iter().chain(js));
        for (path, bytes) in &mut theme.files {
            if let Some(short) = assets::published(path, bytes) {
                *bytes = Cow::Owned(short);
            }
        }
        let words = Arc::new(theme.words(&config.book.language, diags));
        Self {
            templates: Templates::new(&theme.templates, &words, diags),
            words,
            files: theme.files,
            css: theme.css,
            js: theme.js,
        }
    }
}

impl Layers {
    /// Lays the edition's folder over what is there.
    fn lay_over(
        &mut self,
        folder: &str,
        sources: &dyn Sources,
        files: &mut Files,
        diags: &mut Diagnostics,
    ) {
        let found = walk(folder, sources);
        if found.is_empty() {
            diags.push(
                Diagnostic::new(
                    Code::BadTheme,
                    Place::Nowhere,
                    format!("the theme folder `{folder}` is not there, or is empty"),
                )
                .help("correct `theme` in book.toml, or take the key away; `plain` is the other theme that recto ships"),
            );
        }
        let mut replaced = None;
        let mut stated = false;
        for file in found {
            let id = files.add(&file.path);
            let below = file.path.get(folder.len()..).unwrap_or("");
            let path = below.trim_start_matches('/');
            let bytes = match file.problem {
                Some(problem) => Err(problem),
                None => sources.read(&file.path),
            };
            match bytes {
                Ok(bytes) => {
                    if path.starts_with("templates/") {
                        replaced = Some(id);
                    }
                    stated |= path == "theme.toml";
                    self.add(path, Cow::Owned(bytes), Origin::Edition(id), diags);
                }
                Err(problem) => diags.push(unreadable(id, &problem)),
            }
        }
        if let (Some(file), false) = (replaced, stated) {
            diags.push(outdated(
                file,
                "the theme folder does not say for which contract its templates were made",
            ));
        }
    }

    /// Adds a file, or replaces the one of the same path.
    fn add(
        &mut self,
        path: &str,
        bytes: Cow<'static, [u8]>,
        origin: Origin,
        diags: &mut Diagnostics,
    ) {
        if path == "theme.toml" {
            self.manifest(bytes, origin, diags);
        } else if let Some(name) = path.strip_prefix("templates/") {
            self.template(name, bytes, origin, diags);
        } else if let Some(name) = path.strip_prefix("words/") {
            self.catalogue(name, bytes, origin, diags);
        } else if ["css/", "js/", "fonts/", "images/"]
            .iter()
            .any(|folder| path.starts_with(folder))
        {
            self.files.insert(path.to_owned(), bytes);
        }
    }

    fn template(
        &mut self,
        name: &str,
        bytes: Cow<'static, [u8]>,
        origin: Origin,
        diags: &mut Diagnostics,
    ) {
        let Some(text) = text_of(bytes) else {
            if let Origin::Edition(file) = origin {
                diags.push(
                    Diagnostic::new(
                        Code::BadTheme,
                        Place::File(file),
                        format!("the template `{name}` is not UTF-8 text"),
                    )
                    .help("save the file as UTF-8"),
                );
            }
            return;
        };
        if let Origin::Edition(file) = origin
            && name.starts_with("slots/")
            && !SLOTS.contains(&name)
        {
            let mut diagnostic = Diagnostic::new(
                Code::BadTheme,
                Place::File(file),
                format!("there is no slot `{name}`"),
            );
            diagnostic = match nearest(name, SLOTS.iter().copied()) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic.help(format!("the slots are {}", SLOTS.join(", "))),
            };
            diags.push(diagnostic);
        }
        self.templates.push(Template {
            name: name.to_owned(),
            text,
            origin,
        });
    }

    fn manifest(&mut self, bytes: Cow<'static, [u8]>, origin: Origin, diags: &mut Diagnostics) {
        let bad = |span: Option<std::ops::Range<usize>>, message: &str| {
            let place = match (origin, span) {
                (Origin::Edition(file), Some(span)) => {
                    Place::Span(Span::new(file, span.start, span.end))
                }
                (Origin::Edition(file), None) => Place::File(file),
                (Origin::Recto | Origin::Plain, _) => Place::Nowhere,
            };
            let message = message.lines().next().unwrap_or("").to_owned();
            Diagnostic::new(Code::BadTheme, place, message)
                .help("theme.toml holds `contract`, `name`, `css` and `js`")
        };
        let text = match decode(bytes.into_owned()) {
            Ok(text) => text,
            Err(_) => return diags.push(bad(None, "theme.toml is not UTF-8 text")),
        };
        let manifest: Manifest = match toml::from_str(text.trim_start_matches('\u{feff}')) {
            Ok(manifest) => manifest,
            Err(error) => return diags.push(bad(error.span(), error.message())),
        };
        if let (Origin::Edition(file), stated) = (origin, manifest.contract)
            && stated != Some(CONTRACT)
        {
            let message = match stated {
                Some(stated) => {
                    format!("the theme was made for contract {stated}, and this is {CONTRACT}")
                }
                None => "theme.toml does not say for which contract the theme was made".to_owned(),
            };
            diags.push(outdated(file, &message));
        }
        if let Some(css) = manifest.css {
            self.css = css;
        }
        if let Some(js) = manifest.js {
            self.js = js;
        }
    }
}

/// A file of the theme as text. `None`: it is not UTF-8.
fn text_of(bytes: Cow<'static, [u8]>) -> Option<Cow<'static, str>> {
    match bytes {
        Cow::Borrowed(bytes) => std::str::from_utf8(bytes).ok().map(Cow::Borrowed),
        Cow::Owned(bytes) => decode(bytes).ok().map(Cow::Owned),
    }
}

/// The files of a folder; none when it is not there.
fn walk(folder: &str, sources: &dyn Sources) -> Vec<Found> {
    let mut found = sources.walk(folder);
    found.retain(|file| file.path != folder || file.problem != Some(SourceProblem::Missing));
    found
}

fn is_missing(sources: &dyn Sources, folder: &str) -> bool {
    walk(folder, sources).is_empty()
}

/// Files that `book.toml` adds to every page, with their paths among the theme's files.
fn further(
    paths: &[String],
    key: &str,
    sources: &dyn Sources,
    diags: &mut Diagnostics,
) -> Vec<(String, Cow<'static, [u8]>)> {
    let mut read = Vec::new();
    for path in paths {
        let below = urls::normal(path).ok_or(SourceProblem::OutsideTree);
        match below.and_then(|below| Ok((sources.read(&below)?, below))) {
            Ok((bytes, below)) => read.push((format!("extra/{below}"), Cow::Owned(bytes))),
            Err(problem) => diags.push(
                Diagnostic::new(
                    Code::BadTheme,
                    Place::Nowhere,
                    format!("`{path}` cannot be read: {}", why(&problem)),
                )
                .help(format!("correct `{key}` in book.toml")),
            ),
        }
    }
    read
}

fn outdated(file: FileId, message: &str) -> Diagnostic {
    Diagnostic::new(Code::ThemeOutdated, Place::File(file), message).help(format!(
        "when the templates fit, write `contract = {CONTRACT}` into the theme's theme.toml"
    ))
}

fn unreadable(file: FileId, problem: &SourceProblem) -> Diagnostic {
    let message = format!("a file of the theme cannot be read: {}", why(problem));
    Diagnostic::new(Code::BadTheme, Place::File(file), message)
}

fn why(problem: &SourceProblem) -> String {
    match problem {
        SourceProblem::Missing => "it is not there".to_owned(),
        SourceProblem::Unreadable(words) => words.clone(),
        SourceProblem::OutsideTree => "it is outside the edition's folder".to_owned(),
        SourceProblem::TooLarge(_) => "it is too large".to_owned(),
        SourceProblem::OddName => "its name is not Unicode".to_owned(),
    }
}
