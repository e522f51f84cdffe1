//! Style sheets and scripts as they are published: without the comments, which are for
//! those who write them.

/// A file of a theme as it is published.
pub(super) fn published(path: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let short = match path.rsplit_once('.')?.1 {
        "css" => sheet(text),
        "js" => script(text)?,
        _ => return None,
    };
    Some(short.into_bytes())
}

/// A script without the comments that begin on lines of their own. `None`: it may have a
/// string over several lines, in which such a line would be no comment.
fn script(js: &str) -> Option<String> {
    if js.contains('`') || js.contains("\\\n") || js.contains("\\\r") {
        return None;
    }
    let mut short = String::with_capacity(js.len());
    let mut rest = js;
    while !rest.is_empty() {
        let begin = rest.trim_start();
        if begin.starts_with("/*") && !begin.starts_with("/*!") {
            // Whatever follows on the line of its end stays.
            let end = begin.find("*/")?;
            rest = begin.get(end + 2..)?;
            continue;
        }
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let words = line.trim();
        if !words.starts_with("//") && !words.is_empty() {
            short.push_str(words);
            short.push('\n');
        }
        rest = after;
    }
    Some(short)
}

/// A style sheet without its comments and without the blanks at the ends of lines.
/// Comments that begin with `/*!`, as licences do, stay; so does everything in quotes.
fn sheet(css: &str) -> String {
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
    let lines = out.lines().map(str::trim).filter(|line| !line.is_empty());
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
    use super::{script, sheet};

    #[test]
    fn scripts_lose_only_whole_lines() {
        let js = "/* head\n * of it\n */\n(function () {\n  // why\n  var a = \"//x\"; // stays\n\n  return a /* too */;\n})();\n";
        assert_eq!(
            script(js).as_deref(),
            Some("(function () {\nvar a = \"//x\"; // stays\nreturn a /* too */;\n})();\n")
        );
        assert_eq!(script("var a = `\n// words\n`;"), None);
        assert_eq!(script("/* open"), None);
        assert_eq!(
            script("/*! OFL */\nx()").as_deref(),
            Some("/*! OFL */\nx()\n")
        );
    }

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
