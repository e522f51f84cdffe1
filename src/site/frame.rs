//! What every page has round its subject: title, navigation, addresses of style sheets.

use super::document::direction_word;
use super::pieces::Tables;
use super::urls::{self, Here};
use super::views::{EditorView, LicenceView, LinkView, MetaView, NavItem, PageView, SiteView};
use crate::edition::DocIdx;
use crate::html::Addresses;
use crate::model::{Date, EntityKind};
use crate::source::FileId;
use tera::Value;

/// What made the site.
const GENERATOR: &str = concat!("recto ", env!("CARGO_PKG_VERSION"));

/// What a page says of itself.
pub(super) struct About {
    /// As in the templates' contract.
    pub(super) kind: &'static str,
    /// The navigation's item it belongs to.
    pub(super) section: String,
    /// Its title. Empty: the edition's.
    pub(super) title: String,
    pub(super) description: Option<String>,
    pub(super) breadcrumbs: Vec<LinkView>,
    /// Its source.
    pub(super) file: Option<FileId>,
}

/// What all pages at one depth share.
pub(super) struct Depth {
    pub(super) nav: Value,
    /// Pages of the entries of the indexes.
    pub(super) names: Addresses,
}

impl Tables<'_> {
    /// The edition as templates see it.
    pub(super) fn site(&self) -> SiteView {
        let (book, info, html) = (&self.config.book, &self.config.edition, &self.config.html);
        SiteView {
            title: book.title.clone(),
            description: book.description.clone(),
            authors: book.authors.clone(),
            language: book.language.clone(),
            direction: direction_word(book.text_direction),
            url: self.plan.site_url.clone(),
            series: info.series.clone(),
            editors: info
                .editors
                .iter()
                .map(|editor| EditorView {
                    name: editor.name.clone(),
                    role: editor.role.clone(),
                })
                .collect(),
            publisher: info.publisher.clone(),
            place: info.place.clone(),
            version: info.version.clone(),
            // The settings take nothing but days.
            date: info
                .date
                .as_deref()
                .and_then(|date| Some(self.date(Date::parse(date).ok()?))),
            licence_text: info.licence_text.as_deref().map(licence),
            licence_code: info.licence_code.as_deref().map(licence),
            repository: html.git_repository_url.clone(),
            colours: html.default_theme.clone().unwrap_or_else(|| "auto".into()),
            dark_colours: html.preferred_dark_theme.clone(),
            print: html.print,
            document_count: self.edition.documents().len(),
            text_count: self.text_count(),
            generator: GENERATOR,
        }
    }

    /// The documents and their further witnesses.
    fn text_count(&self) -> usize {
        let texts = |document: &DocIdx| 1 + self.edition.witnesses(*document).len();
        self.edition.documents().iter().map(texts).sum()
    }

    /// What pages share that lie as deep as this one.
    pub(super) fn depth(&self, here: &Here<'_>) -> Depth {
        let index = EntityKind::ALL.into_iter();
        let index = index.flat_map(|kind| self.edition.index_of(kind));
        Depth {
            nav: Value::from_serializable(&self.nav(here)),
            names: index
                .map(|entry| (entry.id.as_str().into(), here.to(&urls::entry(entry))))
                .collect(),
        }
    }

    /// The navigation.
    pub(super) fn nav(&self, here: &Here<'_>) -> Vec<NavItem> {
        let item = |key: &str, label: &str, path: &str| NavItem {
            key: key.to_owned(),
            label: label.to_owned(),
            href: here.to(path),
        };
        let mut nav = vec![item("home", &self.words.documents, "index.html")];
        if self.config.timeline.enable {
            nav.push(item("timeline", &self.words.timeline, "timeline.html"));
        }
        let [first, rest @ ..] = self.plan.indexes.as_slice() else {
            return nav;
        };
        let label = if rest.is_empty() {
            &self.words.people
        } else {
            &self.words.index
        };
        nav.push(item("index", label, first.path()));
        for essay in self.edition.essays() {
            if Some(essay) != self.plan.home_essay {
                let summary = self.edition.document(essay);
                let page = &self.plan.spot(essay).page;
                nav.push(item(summary.id.local(), &self.title(essay, None), page));
            }
        }
        nav
    }

    /// A page as templates see it. `here` is `None` for a page that cannot know where it
    /// will be shown.
    pub(super) fn page(&self, here: Option<&Here<'_>>, path: &str, about: About) -> PageView {
        let site = &self.config.book.title;
        let title = match about.title.as_str() {
            "" => site.clone(),
            title => format!("{title} – {site}"),
        };
        let canonical = match (&self.plan.site_url, about.kind) {
            (None, _) | (_, "missing") => None,
            (Some(site), "home") => Some(site.clone()),
            (Some(site), _) => Some(format!("{site}{path}")),
        };
        let links = |paths: &[String]| match here {
            Some(here) => paths.iter().map(|path| here.to(path)).collect(),
            None => Vec::new(),
        };
        let mut open_graph = vec![
            meta("og:site_name", site),
            meta(
                "og:title",
                if about.title.is_empty() {
                    site
                } else {
                    &about.title
                },
            ),
            meta(
                "og:type",
                match about.kind {
                    "document" | "essay" => "article",
                    "person" => "profile",
                    _ => "website",
                },
            ),
        ];
        if let Some(description) = &about.description {
            open_graph.push(meta("og:description", description));
        }
        if let Some(canonical) = &canonical {
            open_graph.push(meta("og:url", canonical));
        }
        PageView {
            kind: about.kind,
            section: about.section,
            title,
            description: about.description,
            canonical,
            home: here.map(|here| here.to("index.html")),
            root: here.map(Here::root).unwrap_or_default(),
            stylesheets: links(&self.plan.css),
            scripts: links(&self.plan.js),
            feed: here.map(|here| here.to("feed.xml")),
            search: here
                .filter(|_| self.config.html.search)
                .map(|here| here.to(urls::SEARCH)),
            edit: about.file.and_then(|file| self.edit(file)),
            open_graph,
            breadcrumbs: about.breadcrumbs,
        }
    }

    /// Where a source can be edited.
    fn edit(&self, file: FileId) -> Option<String> {
        let template = self.config.html.edit_url_template.as_ref()?;
        let path = urls::encode(self.files.path(file));
        Some(template.replace("{path}", &path))
    }
}

fn meta(property: &'static str, content: &str) -> MetaView {
    MetaView {
        property,
        content: content.to_owned(),
    }
}

/// A licence: an address is linked, and Creative Commons' are called by name.
fn licence(words: &str) -> LicenceView {
    let Some((_, rest)) = words.split_once("://") else {
        return LicenceView {
            label: words.to_owned(),
            href: None,
        };
    };
    let rest = rest.trim_end_matches('/');
    let parts: Vec<&str> = rest.trim_start_matches("www.").split('/').collect();
    let label = match parts.as_slice() {
        ["creativecommons.org", "licenses", kind, version, ..] => {
            format!("CC {} {version}", kind.to_uppercase())
        }
        ["creativecommons.org", "publicdomain", "zero", version, ..] => format!("CC0 {version}"),
        _ => rest.to_owned(),
    };
    LicenceView {
        label,
        href: urls::is_safe(words).then(|| words.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_are_called_by_name() {
        let cc = licence("https://creativecommons.org/licenses/by-sa/4.0/");
        assert_eq!(cc.label, "CC BY-SA 4.0");
        assert!(cc.href.is_some());
        let words = licence("Public domain");
        assert_eq!((words.label.as_str(), words.href), ("Public domain", None));
        assert_eq!(licence("javascript://x").href, None);
    }
}
