//! Files for machines: sitemap, feed, `robots.txt`.
//!
//! Sitemap and feed want full addresses. When the site's is not known they hold paths
//! from the site's root instead; `robots.txt` then does not point to the sitemap, and
//! the feed's ids are names and not addresses. Dates are the edition's own; the clock is
//! never asked.

use super::pieces::{Tables, date_of};
use super::plan::Page;
use crate::edition::DocIdx;
use crate::html::Writer;
use crate::model::Date;
use std::cmp::Reverse;

/// How many documents the feed holds.
const ENTRIES: usize = 20;

impl Tables<'_> {
    /// The sitemap, or one part of it.
    pub(super) fn sitemap(&self, part: usize, out: &mut Writer) {
        let parts: Vec<&str> = self.plan.sitemap_parts().map(|(_, path)| path).collect();
        out.markup("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        if part == 0 && !parts.is_empty() {
            out.markup("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
            for path in parts {
                out.markup("<sitemap><loc>");
                out.text(&self.full(path));
                out.markup("</loc></sitemap>\n");
            }
            out.markup("</sitemapindex>\n");
            return;
        }
        let changed = self.edition_day();
        out.markup("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
        for Page { path, .. } in self.plan.sitemap_part(part) {
            out.markup("<url><loc>");
            out.text(&self.full(path));
            out.markup("</loc>");
            if let Some(day) = &changed {
                out.markup("<lastmod>");
                out.text(day);
                out.markup("</lastmod>");
            }
            out.markup("</url>\n");
        }
        out.markup("</urlset>\n");
    }

    /// The feed: the last documents in the order of time.
    pub(super) fn feed(&self, out: &mut Writer) {
        let book = &self.config.book;
        let mut documents: Vec<DocIdx> = self.edition.documents().to_vec();
        let order = |&document: &DocIdx| {
            let date = date_of(&self.edition.document(document).header);
            date.map(|date| (date.order(), document))
        };
        documents.sort_by_key(|document| Reverse(order(document)));
        documents.truncate(ENTRIES);
        // A feed must say when it changed: the edition's date, or else the latest day
        // that its documents name.
        let latest = documents
            .iter()
            .filter_map(|&document| date_of(&self.edition.document(document).header))
            .filter_map(|date| date.latest().or_else(|| date.earliest()))
            .max();
        let updated = self
            .edition_day()
            .or_else(|| latest.map(|day| day.to_string()))
            .unwrap_or_else(|| "1970-01-01".to_owned());
        out.markup("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.markup("<feed xmlns=\"http://www.w3.org/2005/Atom\"");
        out.attr("xml:lang", &book.language);
        out.end();
        out.markup("\n");
        element("title", &book.title, out);
        if let Some(description) = &book.description {
            element("subtitle", description, out);
        }
        element("id", &self.feed_id("feed.xml"), out);
        element("updated", &midnight(&updated), out);
        link("self", &self.full("feed.xml"), out);
        link("alternate", &self.full("index.html"), out);
        out.markup("<author>");
        element("name", &self.authors(), out);
        out.markup("</author>\n");
        for document in documents {
            let summary = self.edition.document(document);
            let page = &self.plan.spot(document).page;
            out.markup("<entry>\n");
            let title = self.title(document, None);
            match &summary.header.number {
                Some(number) => element("title", &format!("{}. {title}", number.value), out),
                None => element("title", &title, out),
            }
            element("id", &self.feed_id(page), out);
            element("updated", &midnight(&updated), out);
            link("alternate", &self.full(page), out);
            if !summary.opening.is_empty() {
                element("summary", &summary.opening, out);
            }
            out.markup("</entry>\n");
        }
        out.markup("</feed>\n");
    }

    /// `robots.txt`: everything may be read.
    pub(super) fn robots(&self) -> String {
        let mut text = "User-agent: *\nAllow: /\n".to_owned();
        if self.plan.site_url.is_some() {
            text.push_str(&format!("\nSitemap: {}\n", self.full("sitemap.xml")));
        }
        text
    }

    /// A full address, or the path from the site's root when the site's is not known.
    fn full(&self, path: &str) -> String {
        match &self.plan.site_url {
            Some(site) if path == "index.html" => site.clone(),
            Some(site) => format!("{site}{path}"),
            None => path.to_owned(),
        }
    }

    /// A name that stays the same: the address, or one made of the path.
    fn feed_id(&self, path: &str) -> String {
        match &self.plan.site_url {
            Some(site) => format!("{site}{path}"),
            None => format!("urn:x-recto:{path}"),
        }
    }

    fn authors(&self) -> String {
        let book = &self.config.book;
        let editors = self.config.edition.editors.iter();
        let names: Vec<&str> = match book.authors.as_slice() {
            [] => editors.map(|editor| editor.name.as_str()).collect(),
            authors => authors.iter().map(String::as_str).collect(),
        };
        match (names.as_slice(), &self.config.edition.publisher) {
            ([], Some(publisher)) => publisher.clone(),
            ([], None) => book.title.clone(),
            (names, _) => names.join(", "),
        }
    }

    /// The day of the edition's date.
    fn edition_day(&self) -> Option<String> {
        let date = Date::parse(self.config.edition.date.as_deref()?).ok()?;
        date.latest().map(|day| day.to_string())
    }
}

fn midnight(day: &str) -> String {
    format!("{day}T00:00:00Z")
}

fn element(name: &'static str, words: &str, out: &mut Writer) {
    out.open(name);
    out.end();
    out.text(words);
    out.markup("</");
    out.markup(name);
    out.markup(">\n");
}

fn link(rel: &str, href: &str, out: &mut Writer) {
    out.open("link");
    out.attr("rel", rel);
    out.attr("href", href);
    out.end_empty();
    out.markup("\n");
}
