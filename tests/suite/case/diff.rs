//! Two texts side by side, line by line, with a few lines around what differs.

const AROUND: usize = 2;

/// What differs: `-` only in the first, `+` only in the second. Empty: nothing does.
pub(crate) fn diff(before: &str, after: &str) -> String {
    let (a, b): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let same = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let tail = a[same..]
        .iter()
        .rev()
        .zip(b[same..].iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let (mid_a, mid_b) = (&a[same..a.len() - tail], &b[same..b.len() - tail]);
    let mut marked: Vec<(char, &str)> = a[..same].iter().map(|line| (' ', *line)).collect();
    marked.extend(middle(mid_a, mid_b));
    marked.extend(a[a.len() - tail..].iter().map(|line| (' ', *line)));
    let near = |at: usize| {
        let from = at.saturating_sub(AROUND);
        let to = (at + AROUND + 1).min(marked.len());
        marked[from..to].iter().any(|(mark, _)| *mark != ' ')
    };
    let mut out = String::new();
    let mut gap = false;
    for (at, (mark, line)) in marked.iter().enumerate() {
        if near(at) {
            out.push_str(&format!("{mark} {line}\n"));
            gap = false;
        } else if !gap {
            out.push_str("  …\n");
            gap = true;
        }
    }
    out
}

/// The longest common lines, by the table; long texts are shown whole.
fn middle<'a>(a: &[&'a str], b: &[&'a str]) -> Vec<(char, &'a str)> {
    let all = |mark, lines: &[&'a str]| -> Vec<(char, &'a str)> {
        lines.iter().map(|line| (mark, *line)).collect()
    };
    if a.len() * b.len() > 4_000_000 {
        return [all('-', a), all('+', b)].concat();
    }
    let width = b.len() + 1;
    let mut table = vec![0u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            table[i * width + j] = if a[i] == b[j] {
                table[(i + 1) * width + j + 1] + 1
            } else {
                table[(i + 1) * width + j].max(table[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut out) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            out.push((' ', a[i]));
            (i, j) = (i + 1, j + 1);
        } else if table[(i + 1) * width + j] >= table[i * width + j + 1] {
            out.push(('-', a[i]));
            i += 1;
        } else {
            out.push(('+', b[j]));
            j += 1;
        }
    }
    out.extend(all('-', &a[i..]));
    out.extend(all('+', &b[j..]));
    out
}
