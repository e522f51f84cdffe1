//! The notes of a record: one copy of each, after the text, with the way back.

use super::text::Ctx;
use super::{Renderer, Writer};
use crate::model::{Descend, Node, NoteKind, Tag, walk};

impl Renderer<'_> {
    /// The whole section of notes. Says whether there are any.
    pub fn notes(&mut self, level: u8, out: &mut Writer) -> bool {
        let record = self.record;
        if record.notes.is_empty() {
            return false;
        }
        self.plain_entries = true;
        // Marks inside notes are written later than the way back to them.
        let mut marks = self.marks.clone();
        for note in &record.notes {
            walk(&note.body, &mut |node| {
                if let Node::Element(element) = node
                    && element.tag == Tag::Anchor
                    && let Some(mark) = element.index.and_then(|at| marks.get_mut(at as usize))
                {
                    *mark += 1;
                }
                Descend::Into
            });
        }
        let heading = if level <= 2 { "h2" } else { "h3" };
        out.markup("<section class=\"notes\" role=\"doc-endnotes\"");
        // No key of the text's own looks like this.
        let id = [self.ids.prefix, "notes"];
        out.attr_parts("aria-labelledby", &id);
        out.end();
        out.open(heading);
        out.attr_parts("id", &id);
        out.markup(">");
        out.text(&self.says.notes);
        out.markup("</");
        out.markup(heading);
        out.markup(">\n<ol>\n");
        for (note, marks) in record.notes.iter().zip(marks) {
            out.open("li");
            out.attr(
                "class",
                match note.kind {
                    NoteKind::Source => "note source",
                    NoteKind::Editorial => "note",
                },
            );
            out.attr_parts("id", &[self.ids.prefix, &note.key]);
            out.attr("data-n", &note.n);
            out.end();
            if !note.n.is_empty() {
                out.markup("<span class=\"note-n\">");
                out.text(&note.n);
                out.markup("</span> ");
            }
            out.markup("<div class=\"note-body\">");
            self.nodes(
                &note.body,
                Ctx::flow(level.saturating_add(1)).running(),
                out,
            );
            out.markup("</div>");
            for time in 1..=marks {
                let again = match time {
                    1 => String::new(),
                    times => format!("-{times}"),
                };
                out.markup(" <a class=\"backref\" role=\"doc-backlink\"");
                out.attr_parts("href", &["#", self.ids.prefix, &note.key, "-ref", &again]);
                out.attr_parts("aria-label", &self.says.back_to_note.around(&note.n));
                out.markup(">↩</a>");
            }
            out.markup("</li>\n");
        }
        out.markup("</ol>\n</section>\n");
        self.plain_entries = false;
        true
    }
}
