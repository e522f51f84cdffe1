//! The known name nearest to a mistyped one: for `did you mean`.

/// Names longer than this are not compared: nobody mistypes them.
const LONGEST: usize = 100;

/// The known name nearest to `wanted`, if one is near enough to be meant: the same but
/// for capitals, hyphens and underscores, or about one letter in three wrong, missing,
/// too many or swapped with its neighbour. Of several equally near, the first.
///
/// Takes time for each known name; with thousands of them, ask once and not for each of
/// thousands of complaints.
#[must_use]
pub fn nearest<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = folded(wanted)?;
    let limit = (wanted.len() / 3).max(1);
    let mut best: Option<(usize, &'a str)> = None;
    for name in known {
        let Some(candidate) = folded(name) else {
            continue;
        };
        let limit = best.map_or(limit, |(distance, _)| distance.saturating_sub(1));
        if candidate.len().abs_diff(wanted.len()) > limit {
            continue;
        }
        let distance = distance(&wanted, &candidate);
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name)
}

fn folded(name: &str) -> Option<Vec<char>> {
    let folded: Vec<char> = name
        .chars()
        .take(LONGEST + 1)
        .map(|c| if c == '_' { '-' } else { c })
        .flat_map(char::to_lowercase)
        .collect();
    (!folded.is_empty() && folded.len() <= LONGEST).then_some(folded)
}

/// How many letters to change, add, drop or swap with a neighbour, each once.
fn distance(a: &[char], b: &[char]) -> usize {
    // Three rows of the usual table: the one before last, the last and this one.
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut a_before = None;
    for (i, &from) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        let mut b_before = None;
        for (j, &to) in b.iter().enumerate() {
            let at =
                |row: &[usize], index: usize| row.get(index).copied().unwrap_or(usize::MAX / 2);
            let mut least = (at(&last, j) + usize::from(from != to))
                .min(at(&last, j + 1) + 1)
                .min(at(&row, j) + 1);
            if a_before == Some(to) && b_before == Some(from) {
                least = least.min(at(&before_last, j.saturating_sub(1)) + 1);
            }
            row.push(least);
            b_before = Some(to);
        }
        before_last = std::mem::replace(&mut last, row);
        a_before = Some(from);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let known = ["title", "authors", "text-direction", "src"];
        for (wanted, found) in [
            ("titel", Some("title")),
            ("Title", Some("title")),
            ("author", Some("authors")),
            ("text_direction", Some("text-direction")),
            ("scr", Some("src")),
            ("colour", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(nearest(wanted, known), found, "{wanted}");
        }
        assert_eq!(nearest("d999", ["d168", "d99", "d9990"]), Some("d99"));
    }

    #[test]
    fn distances_are_counted() {
        let count = |a: &str, b: &str| {
            distance(
                &a.chars().collect::<Vec<_>>(),
                &b.chars().collect::<Vec<_>>(),
            )
        };
        assert_eq!(count("", "abc"), 3);
        assert_eq!(count("abc", "abc"), 0);
        assert_eq!(count("abcd", "bacd"), 1);
        assert_eq!(count("kitten", "sitting"), 3);
    }
}
