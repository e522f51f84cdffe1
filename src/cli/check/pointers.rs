//! Pointers of TEI files that lead nowhere, and names that point to nobody: every one,
//! with its place.

use super::super::report::{plural, thousands};
use crate::diag::Emitter;
use crate::edition::Dangling;
use crate::read::tei::{Coverage, Nobody};
use crate::source::Span;
use serde_json::{Value, json};

/// Both lists for people: place, pointer, and how often it stands.
pub(super) fn lists(
    dangling: &[Dangling],
    coverage: Option<&Coverage>,
    emitter: &mut Emitter<'_>,
) -> String {
    let mut text = String::new();
    if !dangling.is_empty() {
        let times: usize = dangling.iter().map(|found| found.count).sum();
        text.push_str(&format!(
            "Pointers that lead nowhere: {}, {}.\n",
            thousands(dangling.len()),
            plural(times, "time")
        ));
        for found in dangling {
            let row = (found.first, &*found.pointer, found.count);
            text.push_str(&line(emitter, row, &found.help));
        }
    }
    let nobody = nobody(coverage);
    if !nobody.is_empty() {
        let all = nobody.iter().map(|(_, found)| times(found)).sum();
        text.push_str(&format!(
            "Names that point to nobody in any list: {}, {}.\n",
            thousands(nobody.len()),
            plural(all, "time")
        ));
        for (pointer, found) in nobody {
            text.push_str(&line(emitter, (found.first, pointer, times(found)), ""));
        }
    }
    text
}

/// Both lists for programs: an object a pointer.
pub(super) fn json<'a>(
    dangling: &'a [Dangling],
    coverage: Option<&'a Coverage>,
    emitter: &'a mut Emitter<'_>,
) -> impl Iterator<Item = Value> + 'a {
    let rows = dangling.iter().map(|found| {
        let row = (found.first, &*found.pointer, found.count);
        ("dangling", row, Some(&*found.help))
    });
    let nobody = nobody(coverage).into_iter().map(|(pointer, found)| {
        let row = (found.first, pointer, times(found));
        ("nobody", row, None)
    });
    rows.chain(nobody)
        .map(|(kind, (span, pointer, count), help)| {
            let mut object = emitter.place(span);
            if let Value::Object(object) = &mut object {
                object.insert("pointer".to_owned(), json!(pointer));
                object.insert("count".to_owned(), json!(count));
                if let Some(help) = help {
                    object.insert("help".to_owned(), json!(help));
                }
            }
            json!({ kind: object })
        })
}

/// Pointers to nobody, in the order of the files.
fn nobody(coverage: Option<&Coverage>) -> Vec<(&str, &Nobody)> {
    let all = coverage.iter().flat_map(|coverage| &coverage.nobody);
    let mut all: Vec<_> = all.map(|(pointer, found)| (&**pointer, found)).collect();
    all.sort_by_key(|(_, found)| found.first);
    all
}

fn times(found: &Nobody) -> usize {
    usize::try_from(found.count).unwrap_or(usize::MAX)
}

/// `  content/v.xml:4:12  #p_KHA1  3 times; the nearest id is …`.
fn line(
    emitter: &mut Emitter<'_>,
    (span, pointer, count): (Span, &str, usize),
    help: &str,
) -> String {
    let place = emitter.place_in_words(span);
    let pointer: String = pointer.chars().filter(|c| !c.is_control()).collect();
    let times = match count {
        1 => String::new(),
        count => format!("  {} times", thousands(count)),
    };
    let help = match help {
        "" => String::new(),
        help => format!("  ({help})"),
    };
    format!("  {place}  {pointer}{times}{help}\n")
}
