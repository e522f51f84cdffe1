//! Tera: the templates of a theme made ready, and its complaints turned into diagnostics
//! with the template's place first and the document that was being made second.

use super::say::{for_scripts, say};
use super::theme::{DEFAULT_PREFIX, Origin, Template};
use super::views::PageView;
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::html::escape;
use crate::source::{FileId, Span};
use crate::words::Words;
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::{Context, ErrorKind, Kwargs, ReportError, State, Tera, Value};

/// The templates, ready to be filled.
pub(super) struct Templates {
    tera: Tera,
    /// What every template knows as `words`.
    words: Arc<Words>,
    /// The edition's own templates and their texts, by the names that Tera has for them.
    own: BTreeMap<String, (FileId, String)>,
}

impl std::fmt::Debug for Templates {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Templates")
            .field("own", &self.own)
            .finish_non_exhaustive()
    }
}

/// Why a page could not be made.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Trouble {
    /// The template and the range in it, as far as it is known.
    pub(super) place: Option<(FileId, u32, u32)>,
    /// What is wrong; with the template's name where `place` cannot say it.
    pub(super) message: String,
}

impl Trouble {
    /// As a diagnostic; `page` is the source of the page that was being made.
    #[must_use]
    pub(super) fn diagnostic(&self, page: Option<FileId>) -> Diagnostic {
        let place = match (self.place, page) {
            (Some((file, start, end)), _) => {
                Place::Span(Span::new(file, start as usize, end as usize))
            }
            (None, Some(page)) => Place::File(page),
            (None, None) => Place::Nowhere,
        };
        let diagnostic = Diagnostic::new(Code::BadTheme, place, self.message.clone());
        match (self.place, page) {
            (Some(_), Some(page)) => diagnostic.label(
                Span::new(page, 0, 0),
                "while the page of this document was made",
            ),
            _ => diagnostic,
        }
    }
}

impl Templates {
    /// Makes a theme's templates ready. Those that cannot be used are reported and left
    /// out; the default theme's then stand in for them.
    #[must_use]
    pub(super) fn new(all: &[Template], words: &Arc<Words>, diags: &mut Diagnostics) -> Self {
        let mut named: Vec<(String, &str)> = Vec::new();
        let mut own = BTreeMap::new();
        for template in all {
            let name = match template.origin {
                Origin::Recto => format!("{DEFAULT_PREFIX}{}", template.name),
                Origin::Plain => template.name.clone(),
                Origin::Edition(file) => {
                    own.insert(template.name.clone(), (file, template.text.to_string()));
                    template.name.clone()
                }
            };
            named.push((name, &template.text));
        }
        let mut templates = Self {
            tera: Tera::new(),
            words: Arc::clone(words),
            own,
        };
        // Those with errors are left out until the rest fits together.
        while let Err(error) = templates.set(&named) {
            let troubles = templates.troubles(&error);
            let culprits: Vec<FileId> = troubles
                .iter()
                .filter_map(|trouble| Some(trouble.place?.0))
                .collect();
            for trouble in troubles {
                diags.push(trouble.diagnostic(None));
            }
            let before = named.len();
            named.retain(|(name, _)| {
                let file = templates.own.get(name).map(|(file, _)| *file);
                file.is_none_or(|file| !culprits.is_empty() && !culprits.contains(&file))
            });
            if named.len() == before {
                break;
            }
        }
        templates
    }

    fn set(&mut self, named: &[(String, &str)]) -> tera::TeraResult<()> {
        let mut tera = Tera::new();
        tera.set_escape_fn(escape);
        tera.global_context()
            .insert_value("words", Value::from_serializable(self.words.said()));
        tera.global_context()
            .insert_value("for_scripts", for_scripts(&self.words));
        let words = Arc::clone(&self.words);
        tera.register_filter("say", move |said: &Value, values: Kwargs, _: &State<'_>| {
            say(&words, said, &values)
        });
        tera.set_fallback_prefixes([DEFAULT_PREFIX])?;
        tera.add_raw_templates(named.iter().map(|(name, text)| (name.as_str(), *text)))?;
        self.tera = tera;
        Ok(())
    }

    /// Fills a template. `site` is the same for all pages and `nav` for all of a depth;
    /// both are made once.
    ///
    /// # Errors
    /// When the template asks for what is not there.
    pub(super) fn fill(
        &self,
        template: &str,
        site: &Value,
        nav: &Value,
        page: &PageView,
        subject: Option<(&'static str, Value)>,
        out: &mut Vec<u8>,
    ) -> Result<(), Trouble> {
        let mut context = Context::new();
        context.insert("page", page);
        context.insert_value("site", site.clone());
        context.insert_value("nav", nav.clone());
        if let Some((name, subject)) = subject {
            context.insert_value(name, subject);
        }
        self.tera
            .render_to(template, &context, out)
            .map_err(|error| self.trouble(&error))
    }

    /// An error of Tera's in our terms: the first, when it tells of several.
    fn trouble(&self, error: &tera::Error) -> Trouble {
        let first = self.troubles(error).into_iter().next();
        first.unwrap_or_else(|| Trouble {
            place: None,
            message: error.to_string(),
        })
    }

    /// Errors of Tera's in our terms.
    fn troubles(&self, error: &tera::Error) -> Vec<Trouble> {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                vec![self.placed(report)]
            }
            ErrorKind::MissingParent { current, parent } => vec![Trouble {
                place: self.place(current, 0, 0),
                message: format!("the template extends `{parent}`, and there is none"),
            }],
            ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
                vec![Trouble {
                    place: self.place(tpl, 0, 0),
                    message: format!("the template `{tpl}` leads back to itself"),
                }]
            }
            kind => self.reported(&kind.to_string()),
        }
    }

    /// What Tera tells as finished reports: `error: …` and, on the next line, the place.
    fn reported(&self, report: &str) -> Vec<Trouble> {
        let mut troubles: Vec<Trouble> = Vec::new();
        for line in report.lines() {
            if let Some(message) = line.strip_prefix("error: ") {
                troubles.push(Trouble {
                    place: None,
                    message: lower_first(message),
                });
            } else if let Some((_, place)) = line.split_once("--> ")
                && let Some(trouble) = troubles.last_mut()
                && trouble.place.is_none()
            {
                match self.locate(place) {
                    Some(found) => trouble.place = Some(found),
                    None => trouble.message.push_str(&format!(" (template {place})")),
                }
            }
        }
        if troubles.is_empty() {
            troubles.push(Trouble {
                place: None,
                message: lower_first(report.lines().next().unwrap_or_default()),
            });
        }
        troubles
    }

    /// The place of `people.html:3:12`.
    fn locate(&self, place: &str) -> Option<(FileId, u32, u32)> {
        let mut parts = place.rsplitn(3, ':');
        let column: usize = parts.next()?.trim().parse().ok()?;
        let line: usize = parts.next()?.parse().ok()?;
        let name = parts.next()?;
        let (_, text) = self.own.get(name)?;
        let before: usize = text
            .split_inclusive('\n')
            .take(line.checked_sub(1)?)
            .map(str::len)
            .sum();
        let rest = text.get(before..)?;
        let (at, c) = rest.char_indices().nth(column.checked_sub(1)?)?;
        self.place(name, before + at, before + at + c.len_utf8())
    }

    fn placed(&self, report: &ReportError) -> Trouble {
        let message = lower_first(report.message().lines().next().unwrap_or_default());
        let span = report.span();
        match self.place(report.filename(), span.range.start, span.range.end) {
            Some(place) => Trouble {
                place: Some(place),
                message,
            },
            None => Trouble {
                place: None,
                message: format!(
                    "{message} (template `{}`, line {}, column {})",
                    report.filename(),
                    span.start_line,
                    span.start_col + 1
                ),
            },
        }
    }

    fn place(&self, name: &str, start: usize, end: usize) -> Option<(FileId, u32, u32)> {
        let narrow = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        let (file, _) = self.own.get(name)?;
        Some((*file, narrow(start), narrow(end)))
    }
}

/// Messages begin with a small letter here.
fn lower_first(message: &str) -> String {
    let mut chars = message.chars();
    let first = chars.next().map(|c| c.to_ascii_lowercase());
    let rest = chars.as_str().trim_end_matches('.');
    first.into_iter().chain(rest.chars()).collect()
}
