//! One reference in words: what it asks for, looked up in the edition's tables.

use super::DocIdx;
use super::link::{Link, Target, TargetKind};
use super::missing::Trouble;
use super::places::Found;
use super::resolve::{Tables, comparable, only};
use super::summary::RefSummary;
use super::unmarked::Begins;
use super::volumes::{Cited, Lookup};
use crate::config::Volume;
use crate::diag::{Code, Diagnostic};
use crate::model::{RecordId, VolumeCue};

/// Where a reference looks: a volume's id, and what is listed of it.
#[derive(Clone, Copy)]
struct Within<'a> {
    volume: Option<&'a str>,
    listed: Option<&'a Volume>,
}

/// One reference in words.
pub(super) struct Ask<'t, 'a> {
    pub(super) tables: &'t Tables<'a>,
    pub(super) from: DocIdx,
    pub(super) reference: &'t RefSummary,
}

/// A link, or why there is none.
type Answer = Result<Link, Trouble>;

impl<'a> Ask<'_, 'a> {
    /// A number belongs to the volume named before it, or else to the document's own.
    fn within(&self, cue: &VolumeCue) -> Result<Within<'a>, Trouble> {
        let own = self.tables.summary(self.from).id.volume();
        let volumes = &self.tables.volumes;
        let VolumeCue::Named {
            years,
            volume,
            part,
            title,
            ..
        } = cue
        else {
            return Ok(Within {
                volume: own,
                listed: own.and_then(|own| volumes.listed(own)),
            });
        };
        let cited = Cited {
            years: years.as_deref(),
            number: volume,
            part: part.as_deref(),
            title: title.as_deref(),
        };
        match volumes.cited(cited, own) {
            Lookup::One(found) => Ok(Within {
                volume: Some(&found.id),
                listed: Some(found),
            }),
            Lookup::None if volume.is_empty() && title.is_none() => Err(self
                .doubtful("the series is named, but not which of its volumes")
                .into()),
            Lookup::None => {
                let name = called(cited);
                let diagnostic = self.no_target(
                    format!("{name} is not listed in book.toml"),
                    "list it in `[[volumes]]` with its `id`, its `label` as cited here, and a `url` for its documents",
                );
                Err(Trouble::of_volume(diagnostic, &name))
            }
            Lookup::Several => Err(self
                .doubtful("more than one listed volume has this name")
                .into()),
        }
    }

    /// A volume as a whole: its contents here, or its place on the web.
    pub(super) fn volume(&self, cue: &VolumeCue) -> Answer {
        let within = self.within(cue)?;
        let Some(id) = within.volume else {
            return Err(self.doubtful("this document is in no volume").into());
        };
        if self.tables.contents.volume(id).is_some() {
            return Ok(Link::Volume(id.into()));
        }
        let address = within.listed.and_then(|listed| {
            let (volume, rest) = listed.url.as_deref()?.split_once("{id}")?;
            let volume = volume.trim_end_matches(['/', '#']);
            let whole = rest.is_empty() && volume.contains("{volume}");
            whole.then(|| volume.replace("{volume}", &listed.id))
        });
        match address {
            Some(url) => Ok(Link::Url(url.into())),
            None if self.tables.register.volume(id).is_some() => Ok(Link::Page("index.html")),
            None => {
                let diagnostic = self.no_target(
                    format!("`{id}` is not in this edition"),
                    "give the volume a `url` in `[[volumes]]` of book.toml",
                );
                Err(Trouble::of_volume(diagnostic, id))
            }
        }
    }

    pub(super) fn document(&self, cue: &VolumeCue, number: &str) -> Answer {
        let within = self.within(cue)?;
        match self.tables.numbered(within.volume, number) {
            Found::One(document) => Ok(Link::Target(Target {
                document,
                kind: TargetKind::Document,
                key: None,
            })),
            Found::Several => Err(self.several(number).into()),
            Found::None => self.outside(within, number, ""),
        }
    }

    pub(super) fn note(&self, cue: &VolumeCue, number: Option<&str>, note: &str) -> Answer {
        let document = match number {
            None if *cue == VolumeCue::Own => self.from,
            None => {
                return Err(self
                    .doubtful("it does not say in which document the note is")
                    .into());
            }
            Some(number) => {
                let within = self.within(cue)?;
                match self.tables.numbered(within.volume, number) {
                    Found::One(document) => document,
                    Found::Several => return Err(self.several(number).into()),
                    Found::None => {
                        return self.outside(within, number, &format!("fn{}", comparable(note)));
                    }
                }
            }
        };
        let summary = self.tables.summary(document);
        match self.tables.places.note(document, note.trim()) {
            Found::One(note) => Ok(Link::Target(Target {
                document,
                kind: TargetKind::Note,
                key: Some(note.key.clone()),
            })),
            Found::None => Err(self
                .no_target(
                    format!("`{}` has no note {note}", summary.id),
                    "look the note up, and decide the reference in the sidecar (`references`)",
                )
                .into()),
            Found::Several => {
                let reason = format!("`{}` has more than one note {note}", summary.id);
                Err(self.doubtful(&reason).into())
            }
        }
    }

    pub(super) fn page(&self, cue: &VolumeCue, page: &str) -> Answer {
        let within = self.within(cue)?;
        let place = (within.volume, comparable(page));
        // A document can begin in the middle of a page, so the page's own beginning
        // comes first.
        match only(self.tables.pages.get(&place)) {
            Found::One(target) => return Ok(Link::Target(target.clone())),
            Found::Several => {
                return Err(self.doubtful("more than one document has this page").into());
            }
            Found::None => {}
        }
        match only(self.tables.first_pages.get(&place)) {
            Found::One(&document) => Ok(Link::Target(Target {
                document,
                kind: TargetKind::Document,
                key: None,
            })),
            Found::Several => Err(self
                .doubtful("more than one document begins on this page")
                .into()),
            Found::None => {
                let unmarked = page.trim().parse().ok();
                let unmarked =
                    unmarked.and_then(|page| self.tables.unmarked.get(&(within.volume, page)));
                match unmarked {
                    Some(&Begins::With(document)) => {
                        return Ok(Link::Target(Target {
                            document,
                            kind: TargetKind::Document,
                            key: None,
                        }));
                    }
                    Some(Begins::Unclear) => {
                        let reason = "the page begins between documents, and with which of them no text says; `first-page` in a sidecar does";
                        return Err(self.doubtful(reason).into());
                    }
                    None => {}
                }
                let diagnostic = self.no_target(
                    format!("no document of this edition has page {page} of that volume"),
                    "nothing to do when the page is outside the edition; `[diagnostics]` in book.toml can allow this code",
                );
                let volume = within.volume;
                let here = volume.is_none_or(|id| self.tables.register.volume(id).is_some());
                Err(Trouble::of_pages(diagnostic, volume, here))
            }
        }
    }

    /// A document that is not in this edition: `d` and its number at the volume's address.
    fn outside(&self, within: Within, number: &str, place: &str) -> Answer {
        let id = format!("d{}", comparable(number));
        let legal = RecordId::new(None, &id).is_ok();
        let volume = within.listed.filter(|_| legal);
        let link = volume.and_then(|volume| self.tables.elsewhere(volume, &id, place));
        link.ok_or_else(|| {
            let volume = within
                .volume
                .map(|id| format!(" of `{id}`"))
                .unwrap_or_default();
            self.no_target(
                format!("document {number}{volume} is not in this edition"),
                "add the document, or give its volume a `url` in `[[volumes]]` of book.toml",
            )
            .into()
        })
    }

    fn no_target(&self, why: String, help: &str) -> Box<Diagnostic> {
        let message = format!("`{}` leads nowhere: {why}", self.reference.text);
        Box::new(Diagnostic::new(Code::UnknownTarget, self.reference.span, message).help(help))
    }

    fn several(&self, number: &str) -> Box<Diagnostic> {
        self.doubtful(&format!("more than one document has the number {number}"))
    }

    pub(super) fn doubtful(&self, reason: &str) -> Box<Diagnostic> {
        let message = format!("`{}` is not clear: {reason}", self.reference.text);
        Box::new(
            Diagnostic::new(Code::DoubtfulRef, self.reference.span, message)
                .help("decide it in the sidecar: `references` with `quote` and how it `reads`"),
        )
    }
}

/// What a volume is called in a diagnostic: `volume III, part 2 (1948)`.
fn called(cited: Cited<'_>) -> String {
    let mut name = match (cited.title, cited.number) {
        (Some(title), "") => format!("the volume `{title}`"),
        (Some(title), number) => format!("volume {number} of `{title}`"),
        (None, number) => format!("volume {number}"),
    };
    if let Some(part) = cited.part {
        name.push_str(&format!(", part {part}"));
    }
    if let Some(years) = cited.years {
        name.push_str(&format!(" ({years})"));
    }
    name
}
