//! Every reference → where it leads.

use super::register::Register;
use super::{Citation, DocIdx, Link, Summary};
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::load::Authority;
use crate::source::Files;

/// Where references lead, and the same seen from their targets.
#[derive(Debug, Default)]
pub(super) struct Links {
    links: Vec<Box<[Link]>>,
    cited_by: Vec<Vec<Citation>>,
}

impl Links {
    pub(super) fn new(
        summaries: &[Summary],
        _register: &Register,
        _authority: &Authority,
        _config: &Config,
        _files: &Files,
        _diags: &mut Diagnostics,
    ) -> Self {
        let mut links = Self::default();
        for summary in summaries {
            links
                .links
                .push(summary.refs.iter().map(|_| Link::Nothing).collect());
            links.cited_by.push(Vec::new());
        }
        links
    }

    pub(super) fn of(&self, document: DocIdx) -> &[Link] {
        self.links
            .get(document.0 as usize)
            .map_or(&[], |links| links)
    }

    pub(super) fn cited_by(&self, document: DocIdx) -> &[Citation] {
        self.cited_by
            .get(document.0 as usize)
            .map_or(&[], Vec::as_slice)
    }
}
