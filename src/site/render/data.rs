//! Files beside the pages: the record in other forms, and its TEI with a page to read it.

use super::super::frame::About;
use super::super::pieces::Scratch;
use super::super::plan::{Page, PageKind, ending};
use super::super::urls::Here;
use super::super::views::{Html, TeiView};
use super::printer::{Printer, about};
use super::{Original, Problem};
use crate::config::DataFormat;
use crate::edition::DocIdx;
use crate::export;
use crate::export::bibliography::is_citable;
use crate::html::{self, Writer};
use std::cell::LazyCell;
use tera::Value;

impl Printer<'_> {
    /// All documents in a form for reference managers, in the order of the edition.
    pub(super) fn bibliography(&self, format: DataFormat) -> String {
        let tables = &self.tables;
        let documents = tables.edition.iter();
        let documents = documents.filter(|(_, summary)| is_citable(summary.kind));
        let works = documents.map(|(document, _)| tables.work(document));
        match format {
            DataFormat::Ris => works.map(|work| export::ris::entry(&work)).collect(),
            DataFormat::Bibtex => works.map(|work| export::bibtex::entry(&work)).collect(),
            DataFormat::Csl => export::csl::items(works),
            DataFormat::Tei | DataFormat::Json | DataFormat::Text => String::new(),
        }
    }

    /// The files beside a page.
    pub(super) fn data(
        &self,
        document: DocIdx,
        address: Option<&str>,
        original: &Original,
    ) -> Result<(), Problem> {
        let tables = &self.tables;
        let exported = export::Document {
            record: &original.record,
            source: &original.source,
            index: document,
            edition: tables.edition,
            config: tables.config,
            files: tables.files,
            address,
            diags: &original.diags,
        };
        let spot = tables.plan.spot(document);
        let work = LazyCell::new(|| tables.work(document));
        for &format in &spot.formats {
            let text = match format {
                DataFormat::Tei => export::tei::document(&exported),
                DataFormat::Json => export::json::record(&exported),
                DataFormat::Text => export::text::document(&exported),
                DataFormat::Ris => export::ris::entry(&work),
                DataFormat::Bibtex => export::bibtex::entry(&work),
                DataFormat::Csl => export::csl::items(std::iter::once(&*work)),
            };
            let path = format!("{}.{}", spot.stem, ending(format));
            if let (DataFormat::Tei, Some(page)) = (format, &spot.tei) {
                self.tei(page, document, &path, &text)?;
            }
            self.put(&path, text.into_bytes())?;
        }
        Ok(())
    }

    /// The page that shows a document's TEI.
    fn tei(&self, path: &str, document: DocIdx, file: &str, text: &str) -> Result<(), Problem> {
        let tables = &self.tables;
        let here = Here::Page(path);
        let mut words = Writer::new();
        html::xml(text, &mut words);
        let spot = tables.plan.spot(document);
        let view = TeiView {
            title: tables.title(document, None),
            document: here.to_place(&spot.page, spot.section.as_deref()),
            file: here.to(file),
            text: Html::new(words.as_str()),
        };
        let page = Page {
            path: path.to_owned(),
            kind: PageKind::Tei(document),
        };
        let summary = tables.edition.document(document);
        let title = format!("{}{} TEI", view.title, tables.words.colon);
        let about = About {
            breadcrumbs: tables.way_to(&here, summary.id.volume()),
            file: Some(summary.file),
            ..about("tei", "home", &title)
        };
        let view = Value::from_serializable(&view);
        self.fill(
            "tei.html",
            &page,
            &here,
            about,
            ("tei", view),
            &mut Scratch::default(),
        )
    }
}
