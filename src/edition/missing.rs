//! References in words whose target is not in the edition. An edition that prints a part
//! of a volume has hundreds of them: what is missing is told once, and the places counted.

use crate::diag::{Diagnostic, Diagnostics};
use std::collections::BTreeMap;

/// Why a reference leads nowhere.
#[derive(Debug)]
pub(super) struct Trouble {
    diagnostic: Box<Diagnostic>,
    missing: Option<What>,
}

/// What is missing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    /// A volume, as it is called.
    Volume(String),
    /// Pages of a volume of this edition, by its id.
    Pages(Option<String>),
    /// Pages of another volume.
    PagesElsewhere(Option<String>),
}

impl What {
    /// How many references are told one by one. For a volume one place is enough.
    const fn told(&self) -> usize {
        match self {
            Self::Volume(_) | Self::PagesElsewhere(_) => 1,
            Self::Pages(_) => 10,
        }
    }
}

impl From<Box<Diagnostic>> for Trouble {
    fn from(diagnostic: Box<Diagnostic>) -> Self {
        Self {
            diagnostic,
            missing: None,
        }
    }
}

impl Trouble {
    /// A volume is missing.
    pub(super) fn of_volume(diagnostic: Box<Diagnostic>, name: &str) -> Self {
        Self {
            diagnostic,
            // `volume v` and `volume V` are one.
            missing: Some(What::Volume(name.to_uppercase())),
        }
    }

    /// A page of a volume is missing; `here` when documents of the volume are in the
    /// edition.
    pub(super) fn of_pages(diagnostic: Box<Diagnostic>, volume: Option<&str>, here: bool) -> Self {
        let volume = volume.map(str::to_owned);
        let missing = if here {
            What::Pages(volume)
        } else {
            What::PagesElsewhere(volume)
        };
        Self {
            diagnostic,
            missing: Some(missing),
        }
    }
}

/// How many further places are shown with the last reference that is told.
const SHOWN: usize = 10;

/// What is missing, with the references that ask for it.
#[derive(Debug, Default)]
pub(super) struct Missing {
    asked: BTreeMap<What, Vec<Diagnostic>>,
}

impl Missing {
    /// Tells of a trouble, or keeps it until all are known.
    pub(super) fn add(&mut self, trouble: Trouble, diags: &mut Diagnostics) {
        match trouble.missing {
            None => diags.push(*trouble.diagnostic),
            Some(what) => self
                .asked
                .entry(what)
                .or_default()
                .push(*trouble.diagnostic),
        }
    }

    /// Tells of what is missing.
    pub(super) fn tell(self, diags: &mut Diagnostics) {
        for (what, mut all) in self.asked {
            all.sort_by_key(Diagnostic::span);
            let rest = all.split_off(all.len().min(what.told()));
            if let Some(last) = all.pop() {
                diags.extend(all);
                diags.push(with_rest(last, &what, &rest));
            }
        }
    }
}

/// The last reference that is told, with the number and the first places of the others.
fn with_rest(mut last: Diagnostic, what: &What, rest: &[Diagnostic]) -> Diagnostic {
    let asks = match (what, rest.len()) {
        (_, 0) => return last,
        (What::Volume(_), 1) => "1 more reference asks for it".to_owned(),
        (What::Volume(_), count) => format!("{count} more references ask for it"),
        (What::Pages(_) | What::PagesElsewhere(_), 1) => {
            "1 more reference asks for a page that is missing".to_owned()
        }
        (What::Pages(_) | What::PagesElsewhere(_), count) => {
            format!("{count} more references ask for pages that are missing")
        }
    };
    last.message.push_str(&format!("; {asks}"));
    for span in rest.iter().filter_map(Diagnostic::span).take(SHOWN) {
        last = last.label(span, "and here");
    }
    last
}
