//! The table of ids: which document is where, and in which order they stand.

use super::{DocIdx, Summaries, Summary};
use crate::config::Config;
use crate::diag::{Code, Diagnostic, Diagnostics, Place, nearest};
use crate::load::{Authority, Volume};
use crate::model::{EntityId, Origin, RecordId, RecordKind};
use crate::read::Format;
use crate::source::{FileId, Files, Span};
use rayon::prelude::*;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Ids and files of all documents and essays.
#[derive(Debug, Default)]
pub(super) struct Register {
    by_id: BTreeMap<RecordId, DocIdx>,
    by_origin: BTreeMap<Origin, DocIdx>,
    /// Documents by the id within their volume.
    by_local: BTreeMap<Box<str>, Vec<DocIdx>>,
    /// The volumes that documents are in.
    volumes: BTreeSet<Box<str>>,
    /// Every id that a key can name, by [`natural`] order; for the nearest ones.
    known: Vec<Box<str>>,
    /// The ids of the authority files, in order.
    entries: Vec<EntityId>,
    /// TEI files, whose pointers may lead to what is not here.
    tei: BTreeSet<FileId>,
    /// Whether entries of the authority files are missing, since they are not understood.
    incomplete: bool,
}

impl Register {
    /// Puts the summaries in order, and gives each its place. Of two with one id the one
    /// whose path comes first is kept; the other is an error, and nothing is written.
    pub(super) fn new(
        mut summaries: Summaries,
        authority: &Authority,
        volumes: &[Volume],
        config: &Config,
        files: &Files,
        diags: &mut Diagnostics,
    ) -> (Vec<Summary>, Self) {
        let printed: BTreeMap<FileId, &str> = volumes
            .iter()
            .map(|volume| (volume.file, &**files.path(volume.file)))
            .collect();
        let volumes: BTreeMap<&str, usize> = config
            .volumes
            .iter()
            .enumerate()
            .rev()
            .map(|(rank, volume)| (volume.id.as_str(), rank))
            .collect();
        summaries.par_sort_by(|a, b| {
            order(a, b, &volumes, &printed)
                .then_with(|| files.path(a.file).cmp(files.path(b.file)))
                .then_with(|| a.part.cmp(&b.part))
        });
        let mut register = Self::default();
        let mut kept: Vec<Summary> = Vec::with_capacity(summaries.len());
        for summary in summaries {
            if let Some(first) = register
                .find(&summary.id)
                .and_then(|at| kept.get(at.0 as usize))
            {
                diags.push(duplicate(&summary, first, files));
                continue;
            }
            let at = DocIdx(u32::try_from(kept.len()).unwrap_or(u32::MAX));
            if Format::of(files.path(summary.file)) == Some(Format::Tei) {
                register.tei.insert(summary.file);
            }
            register.by_id.insert(summary.id.clone(), at);
            register.by_origin.insert(summary.origin(), at);
            let local = summary.id.local();
            register.by_local.entry(local.into()).or_default().push(at);
            register.known.push(local.into());
            register.volumes.extend(summary.id.volume().map(Into::into));
            kept.push(*summary);
        }
        entities(authority, files, diags);
        let names = authority.entities.iter().map(|it| it.id.as_str().into());
        register.known.extend(names);
        let ids = authority.entities.iter().map(|it| it.id.clone());
        register.entries = ids.collect();
        register.entries.sort_unstable();
        register.incomplete = authority.incomplete;
        register.known.sort_by(|a, b| natural(a, b));
        register.known.dedup();
        (kept, register)
    }

    /// The document or essay of this id.
    pub(super) fn find(&self, id: &RecordId) -> Option<DocIdx> {
        self.by_id.get(id).copied()
    }

    /// The document or essay that was read from there.
    pub(super) fn of(&self, origin: Origin) -> Option<DocIdx> {
        self.by_origin.get(&origin).copied()
    }

    /// The documents and essays that were read from this file, in its order.
    pub(super) fn in_file(&self, file: FileId) -> impl Iterator<Item = DocIdx> {
        let all = Origin { file, part: 0 }..=Origin {
            file,
            part: u32::MAX,
        };
        self.by_origin.range(all).map(|(_, &document)| document)
    }

    /// The document of this id as another document names it: without a volume its own
    /// volume is meant, then none, then the only volume that has the id.
    pub(super) fn named(&self, from: &RecordId, wanted: &RecordId) -> Option<DocIdx> {
        if wanted.volume().is_some() {
            return self.find(wanted);
        }
        self.local(from.volume(), wanted.local())
            .or_else(|| self.find(wanted))
            .or_else(|| self.only(wanted.local()))
    }

    /// The document of this id, if only one volume has it.
    pub(super) fn only(&self, local: &str) -> Option<DocIdx> {
        match self.by_local.get(local)?.as_slice() {
            &[only] => Some(only),
            _ => None,
        }
    }

    /// The id of a volume that documents of the edition are in.
    pub(super) fn volume(&self, id: &str) -> Option<&str> {
        self.volumes.get(id).map(AsRef::as_ref)
    }

    /// The document of this id in a volume, or without one.
    fn local(&self, volume: Option<&str>, local: &str) -> Option<DocIdx> {
        self.find(&RecordId::new(volume, local).ok()?)
    }

    /// The error for a key that names nothing, with the nearest ids that there are, or
    /// that could be in several volumes.
    pub(super) fn unresolved(&self, place: impl Into<Place>, wanted: &str) -> Diagnostic {
        let new = |message| Diagnostic::new(Code::UnresolvedRef, place, message);
        let several = self.by_local.get(wanted.trim_start_matches('#'));
        if let Some(several) = several.filter(|several| several.len() > 1) {
            return new(format!(
                "`{wanted}` is in {} volumes of this edition",
                several.len()
            ))
            .help("name the volume before it: `volume#id`");
        }
        let diagnostic = new(format!(
            "there is nothing with the id `{wanted}` in this edition"
        ));
        let nearest = self.nearest(wanted.rsplit('#').next().unwrap_or(wanted));
        let quoted: Vec<_> = nearest.iter().map(|id| format!("`{id}`")).collect();
        diagnostic.help(match quoted.as_slice() {
            [] => "name a document, note, page or person by its id".to_owned(),
            [only] => format!("the nearest id is {only}"),
            several => format!("the nearest ids are {}", several.join(" and ")),
        })
    }

    /// Whether a key can be the id of an entry that is not understood, which is told.
    pub(super) fn may_be_entry(&self, key: &str) -> bool {
        let id = key.trim_start_matches('#');
        let place = ["d", "p", "fn", "a", "s", "pg_"].iter().any(|start| {
            let rest = id.strip_prefix(start);
            rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        });
        self.incomplete && !place && EntityId::new(id).is_ok()
    }

    /// Whether a file is TEI.
    pub(super) fn is_tei(&self, file: FileId) -> bool {
        self.tei.contains(&file)
    }

    /// The error for an id that no authority file has, with the nearest that one has.
    /// `None` where files are not understood: that was told, and the id may be there; and
    /// in TEI files, which point to lists that are not here.
    pub(super) fn no_entry(
        &self,
        place: impl Into<Place>,
        wanted: &EntityId,
    ) -> Option<Diagnostic> {
        let place = place.into();
        let file = match place {
            Place::Nowhere => None,
            Place::File(file) => Some(file),
            Place::Span(span) => Some(span.file),
        };
        if self.incomplete || file.is_some_and(|file| self.is_tei(file)) {
            return None;
        }
        let diagnostic = Diagnostic::new(
            Code::UnresolvedRef,
            place,
            format!("`{wanted}` is in no authority file"),
        );
        let wanted = wanted.as_str();
        let at = self.entries.partition_point(|id| id.as_str() < wanted);
        let around = || around(&self.entries, at).map(EntityId::as_str);
        let near = nearest(wanted, around()).or_else(|| {
            // `mary` for `alder-mary`, if there is one Mary.
            let mut fitting = around().filter(|id| id.split('-').any(|part| part == wanted));
            let first = fitting.next();
            first.filter(|_| fitting.next().is_none())
        });
        Some(
            diagnostic.help(match near {
                Some(id) => format!("did you mean `{id}`?"),
                None => "add an entry with this `id` to people.yaml, or to another authority file"
                    .to_owned(),
            }),
        )
    }

    /// The id that a key most likely means, or else its neighbours in their order. Only
    /// near the key's own place there: a search through all ids for each wrong key would
    /// be quadratic.
    pub(super) fn nearest(&self, wanted: &str) -> Vec<&str> {
        let at = self.known.partition_point(|id| natural(id, wanted).is_lt());
        let near = around(&self.known, at).map(AsRef::as_ref);
        if let Some(likely) = nearest(wanted, near) {
            return vec![likely];
        }
        let (before, after) = self.known.split_at(at);
        let neighbours = [before.last(), after.first()].into_iter().flatten();
        let alike = |id: &&str| id.chars().next() == wanted.chars().next();
        neighbours.map(AsRef::as_ref).filter(alike).collect()
    }
}

/// The neighbours of a place in a list, the nearest first on either side.
fn around<T>(list: &[T], at: usize) -> impl Iterator<Item = &T> {
    let (before, after) = list.split_at(at);
    before.iter().rev().take(64).chain(after.iter().take(64))
}

/// The order of the edition: documents, then other pages of volumes, then essays; the
/// volumes as `[[volumes]]` lists them, then others by id, then documents without a
/// volume; the order of print in a volume that is one file; number; id.
fn order(
    a: &Summary,
    b: &Summary,
    volumes: &BTreeMap<&str, usize>,
    printed: &BTreeMap<FileId, &str>,
) -> Ordering {
    let kind = |summary: &Summary| match summary.kind {
        RecordKind::Document => 0,
        RecordKind::Matter => 1,
        RecordKind::Essay => 2,
    };
    // A printed volume has its own order, and comes before what was added to it.
    let place = |summary: &Summary| match printed.get(&summary.file) {
        Some(path) => (0, *path, summary.part),
        None => (1, "", 0),
    };
    let rank = |summary: &Summary| {
        let id = summary.id.volume();
        id.map_or(usize::MAX, |id| {
            volumes.get(id).copied().unwrap_or(usize::MAX - 1)
        })
    };
    kind(a)
        .cmp(&kind(b))
        .then_with(|| rank(a).cmp(&rank(b)))
        .then_with(|| natural(a.id.volume().unwrap_or(""), b.id.volume().unwrap_or("")))
        .then_with(|| place(a).cmp(&place(b)))
        .then_with(|| natural(number(a), number(b)))
        .then_with(|| natural(a.id.local(), b.id.local()))
        .then_with(|| a.id.cmp(&b.id))
}

/// The number to order by: the printed one, or else the one in an id such as `d175`.
fn number(summary: &Summary) -> &str {
    let local = summary.id.local();
    let in_id = local
        .strip_prefix('d')
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        .unwrap_or(local);
    let printed = summary.header.number.as_ref();
    printed.map_or(in_id, |number| number.value.as_str())
}

/// Compares as people count: runs of digits as numbers, so that 9 < 11 < 175 < 175a.
pub(super) fn natural(a: &str, b: &str) -> Ordering {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let (mut left, mut right) = (a, b);
    loop {
        let (runs, mut characters) = ((digits(left), digits(right)), (left.chars(), right.chars()));
        if runs.0 > 0 && runs.1 > 0 {
            let (x, rest_x) = left.split_at(runs.0);
            let (y, rest_y) = right.split_at(runs.1);
            let (x, y) = (x.trim_start_matches('0'), y.trim_start_matches('0'));
            match x.len().cmp(&y.len()).then_with(|| x.cmp(y)) {
                Ordering::Equal => (left, right) = (rest_x, rest_y),
                unequal => return unequal,
            }
            continue;
        }
        match (characters.0.next(), characters.1.next()) {
            // `007` and `7` are one number; the strings themselves keep the order total.
            (None, None) => return a.cmp(b),
            (x, y) if x == y => (left, right) = (characters.0.as_str(), characters.1.as_str()),
            (x, y) => return x.cmp(&y),
        }
    }
}

fn duplicate(summary: &Summary, first: &Summary, files: &Files) -> Diagnostic {
    let id = &summary.id;
    Diagnostic::new(
        Code::DuplicateId,
        whole(summary),
        format!("the id `{id}` is used twice"),
    )
    .label(
        whole(first),
        format!("first used here, in {}", files.path(first.file)),
    )
    .help(if summary.id_stated {
        "state another `id` (or `volume`) for one of the two"
    } else {
        "state an `id` or a `volume` in the sidecar of one of the two"
    })
}

/// The place to show for a document as a whole: its heading, or where its file begins.
pub(super) fn whole(summary: &Summary) -> Span {
    let title = summary.header.title.as_ref();
    title
        .and_then(|title| title.evidence.span)
        .unwrap_or_else(|| summary.start())
}

/// Ids of authority files and events: each once.
fn entities(authority: &Authority, files: &Files, diags: &mut Diagnostics) {
    let entities = authority.entities.iter().map(|it| (&it.id, it.span));
    let events = authority.events.iter().map(|it| (&it.id, it.span));
    let mut all: Vec<_> = entities.chain(events).collect();
    all.sort_by_key(|&(id, span)| (id, files.path(span.file), span.start));
    for pair in all.windows(2) {
        if let [(first, at), (second, again)] = pair
            && first == second
        {
            diags.push(
                Diagnostic::new(
                    Code::DuplicateId,
                    *again,
                    format!("the id `{second}` is used twice"),
                )
                .label(*at, "first used here")
                .help("give one of them another id"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_as_people_count() {
        let mut all = [
            "d175a", "d11", "x", "d9", "d175", "d007", "d7", "d12-b", "d12-a2", "d12-a10",
        ];
        all.sort_by(|a, b| natural(a, b));
        assert_eq!(
            all,
            [
                "d007", "d7", "d9", "d11", "d12-a2", "d12-a10", "d12-b", "d175", "d175a", "x"
            ]
        );
    }
}
