//! What the first element of a file says that it is.

use super::{Pass, Stop};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::read::tei::names::{Named, TEI};
use crate::read::tei::scan::Start;
use std::ops::Range;

impl<'a> Pass<'a, '_> {
    /// The first element says what the file is.
    pub(super) fn root(
        &mut self,
        start: &Start<'a>,
        range: &Range<usize>,
        diags: &mut Diagnostics,
    ) -> Result<(), Stop> {
        self.skeleton.root = start.name;
        let local = start.name.rsplit(':').next().unwrap_or(start.name);
        let place = self.span(range.start..range.start + 1 + start.name.len());
        match local {
            "TEI" | "teiCorpus" => {}
            "TEI.2" | "teiCorpus.2" => {
                let stop = Diagnostic::new(Code::TeiP4, place, "this is TEI P4, which is not read");
                return Err(Box::new(stop.help(
                    "convert it to TEI P5; the TEI Consortium offers a stylesheet, p4top5.xsl",
                )));
            }
            _ => {
                let message = format!("this is XML, but not TEI: it begins with `{}`", start.name);
                let stop = Diagnostic::new(Code::NotTei, place, message);
                return Err(Box::new(stop.help(
                    "a TEI file begins with <TEI xmlns=\"http://www.tei-c.org/ns/1.0\">; other XML does not belong into content/",
                )));
            }
        }
        if let Named::Foreign(..) | Named::Tei(_) = self.scope.element(start.name) {
            let address = match start.name.split_once(':') {
                Some((prefix, _)) => self
                    .scope
                    .bindings()
                    .iter()
                    .find(|(known, _)| *known == prefix)
                    .map_or("", |(_, address)| address),
                None => self.scope.default_address(),
            };
            if address != TEI {
                let message = if address.is_empty() {
                    "this does not say that it is TEI P5".to_owned()
                } else {
                    format!("`{address}` is not the namespace of TEI")
                };
                diags.push(
                    Diagnostic::new(Code::TeiNamespace, place, message).help(format!(
                        "write <{} xmlns=\"{TEI}\">; it is read as TEI all the same",
                        start.name
                    )),
                );
                self.scope.accept(address);
                self.skeleton.accepted = Some(address);
            }
        }
        Ok(())
    }
}
