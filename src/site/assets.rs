//! Style sheets as they are published: without the comments, which are for those who
//! write them and a third of what a reader would load.

/// A style sheet without its comments and without the blanks at the ends of lines.
/// Comments that begin with `/*!`, as licences do, stay; so does everything in quotes.
pub(super) fn sheet(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find(['"', '\'', '/']) {
        let (plain, stop) = rest.split_at(at);
        out.push_str(plain);
        if stop.starts_with("/*") {
            let end = stop.get(2..).and_then(|inside| inside.find("*/"));
            let (comment, after) = stop.split_at(end.map_or(stop.len(), |end| end + 4));
            // What is between two words stays between them.
            out.push_str(if comment.starts_with("/*!") {
                comment
            } else {
                " "
            });
            rest = after;
        } else {
            let (kept, after) = stop.split_at(quoted(stop));
            out.push_str(kept);
            rest = after;
        }
    }
    out.push_str(rest);
    let lines = out
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty());
    let mut short = String::with_capacity(out.len());
    for line in lines {
        short.push_str(line);
        short.push('\n');
    }
    short
}

/// How long the string is that begins here; 1 where none begins. A string ends with its
/// line when its mark is missing.
fn quoted(text: &str) -> usize {
    let mut chars = text.char_indices();
    let mark = match chars.next() {
        Some((_, mark @ ('"' | '\''))) => mark,
        _ => return 1,
    };
    let mut escaped = false;
    for (at, c) in chars {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' => return at,
            c if c == mark => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::sheet;

    #[test]
    fn comments_go_and_the_rest_stays() {
        let css =
            "/* head */\na { color: red; /* why */ }\n\nb::before { content: \"/* no */\"; }\n";
        assert_eq!(
            sheet(css),
            "a { color: red;   }\nb::before { content: \"/* no */\"; }\n"
        );
        assert_eq!(sheet("/*! OFL */a{}"), "/*! OFL */a{}\n");
        assert_eq!(sheet("a{b:url(x/y.png)} /* open"), "a{b:url(x/y.png)}\n");
        assert_eq!(
            sheet("a::before{content:'it\\'s /*'}"),
            "a::before{content:'it\\'s /*'}\n"
        );
        assert_eq!(
            sheet("a{content:\"open\n} /* x */"),
            "a{content:\"open\n}\n"
        );
    }
}
