//! How words look in the source: one table of the words by which projects say it, and the
//! classes that style sheets know.
//!
//! TEI leaves the values of `rend`, `rendition` and `style` to each project. What stands
//! in the table becomes a class `r-…`; what does not is kept in `data-rend`, so that a
//! theme or a program may still find it.

use crate::model::{Element, Node, Rendition, Tag};

/// Class, and the words for it: lower case, without `#`, `rend-` and `simple:`.
const LOOKS: &[(&str, &str)] = &[
    (
        "italic",
        "italic italics i it ital italique kursiv cursive oblique slanted emph \
         sectiontitleital font-style:italic font-style:oblique",
    ),
    ("roman", "roman normal upright rom font-style:normal"),
    (
        "bold",
        "bold b strong boldface bf fett font-weight:bold font-weight:700",
    ),
    (
        "smallcaps",
        "smallcaps small-caps smallcap small_caps sc k kapitälchen font-variant:small-caps",
    ),
    (
        "caps",
        "caps allcaps all-caps uppercase capitals versalien text-transform:uppercase",
    ),
    (
        "sup",
        "sup super superscript hochgestellt vertical-align:super exp",
    ),
    ("sub", "sub subscript tiefgestellt vertical-align:sub"),
    (
        "underline",
        "underline underlined u ul unterstrichen underscore wavy-underline dotted-underline \
         text-decoration:underline",
    ),
    (
        "underline2",
        "uu double-underline doubleunderline doubleunderlined double_underline underline2",
    ),
    (
        "strike",
        "strike strikethrough strikeout strikethru line-through overstrike s struck \
         strike-through crossedout crossed-out text-decoration:line-through",
    ),
    (
        "spaced",
        "g spaced gesperrt letterspaced letter-spaced spaced-out expanded",
    ),
    (
        "center",
        "center centre centered centred c align-center aligncenter text-center align(center) \
         text-align:center sourceheadcenterboldbig",
    ),
    (
        "right",
        "right flushright flush-right align-right alignright text-right align(right) \
         rightjustified text-align:right",
    ),
    (
        "left",
        "left flushleft flush-left align-left alignleft align(left) noindent no-indent \
         text-align:left",
    ),
    ("justify", "justify justified text-align:justify"),
    (
        "indent",
        "indent indented indent1 indent-1 indent(1) et eingerückt sourceparagraphfullindent \
         blockquote margin-left:1em text-indent:1em",
    ),
    (
        "indent2",
        "indent2 indent-2 indent(2) et2 margin-left:2em text-indent:2em",
    ),
    (
        "indent3",
        "indent3 indent-3 indent(3) et3 margin-left:3em text-indent:3em",
    ),
    (
        "indent4",
        "indent4 indent-4 indent(4) et4 margin-left:4em text-indent:4em",
    ),
    ("hanging", "hanging hanging-indent hang outdent"),
    ("block", "block display:block"),
    (
        "large",
        "large larger big x-large xlarge size(large) font-size:larger font-size:large",
    ),
    (
        "small",
        "small smaller petit font-size:smaller font-size:small",
    ),
    ("mono", "mono monospace typewriter tt fixed typescript"),
    ("boxed", "boxed box framed fr f frame border"),
    ("red", "red rubric rubricated color:red"),
];

/// Words that say what is so anyway.
const NOTHING: &[&str] = &[
    "inline",
    "none",
    "plain",
    "sourceparagraphspaceafter",
    "sourceparagraphtightspacing",
    "numbered",
    "bulleted",
    "ordered",
    "unordered",
];

/// How an element looks in the source.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// Names of classes, without their `r-`.
    pub(super) known: Vec<&'static str>,
    /// What the table does not have, as it was written.
    pub(super) unknown: Vec<String>,
}

impl Look {
    pub(super) fn has(&self, class: &str) -> bool {
        self.known.contains(&class)
    }
}

/// How an element looks, by what it says itself and by what its source defines. `None`:
/// nothing is said of it.
pub(super) fn look(el: &Element, defined: &[Rendition]) -> Option<Look> {
    if el.attrs.is_empty() && defined.is_empty() {
        return None;
    }
    let mut look = Look::default();
    for rendition in defined.iter().filter(|it| it.is_of(el)) {
        look.words(&rendition.words);
    }
    look.own(el.attrs.iter(), defined);
    (look != Look::default()).then_some(look)
}

impl Look {
    /// Adds what an element says itself.
    fn own<'a>(&mut self, attrs: impl Iterator<Item = (&'a str, &'a str)>, defined: &[Rendition]) {
        // What a definition tells need not be told by its name.
        let told = |word: &str| {
            let id = word.strip_prefix('#');
            let known = |it: &Rendition| it.id.as_deref() == id && !it.words.is_empty();
            id.is_some() && defined.iter().any(known)
        };
        for (name, value) in attrs {
            match name {
                "rendition" if !defined.is_empty() => {
                    let words = value.split_ascii_whitespace();
                    words
                        .filter(|word| !told(word))
                        .for_each(|word| self.words(word));
                }
                "rend" | "rendition" => self.words(value),
                "style" => self.style(value),
                _ => {}
            }
        }
    }

    fn words(&mut self, value: &str) {
        // Some write CSS where words are wanted.
        if value.contains(':') && !value.contains("simple:") {
            return self.style(value);
        }
        // Words may be commas apart, and `align(center)` is one.
        for word in value.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';')) {
            if !word.is_empty() {
                self.word(word, word);
            }
        }
    }

    fn style(&mut self, value: &str) {
        for part in value
            .split(';')
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            let folded: String = part.chars().filter(|c| !c.is_whitespace()).collect();
            self.word(&folded, part);
        }
    }

    fn word(&mut self, word: &str, written: &str) {
        let lower = word.to_lowercase();
        let mut name = lower.trim_start_matches('#');
        for prefix in ["simple:", "rend-", "rendition-", "rend_"] {
            name = name.strip_prefix(prefix).unwrap_or(name);
        }
        if NOTHING.contains(&name) {
            return;
        }
        match LOOKS
            .iter()
            .find(|(_, words)| words.split(' ').any(|word| word == name))
        {
            Some((class, _)) if self.has(class) => {}
            Some((class, _)) => {
                self.known.push(class);
                if name == "sourceheadcenterboldbig" {
                    self.known.push("bold");
                }
            }
            None if self.unknown.iter().any(|known| known == written) => {}
            None => self.unknown.push(written.to_owned()),
        }
    }
}

/// Whether all the words of an element are in one `hi`.
pub(super) fn is_one_hi(el: &Element) -> bool {
    let mut parts = el.children.iter().filter(|node| match node {
        Node::Text(text) => !text.text.trim().is_empty(),
        Node::Element(inner) => !matches!(inner.tag, Tag::Anchor | Tag::Pb | Tag::Lb),
    });
    let first = parts.next().and_then(Node::element);
    first.is_some_and(|inner| inner.tag == Tag::Hi) && parts.next().is_none()
}

/// Whether an element is a line of pieces at its left, middle and right, as letterheads
/// are, and nothing else.
pub(super) fn is_spread(el: &Element, defined: &[Rendition]) -> bool {
    let mut pieces = 0;
    for node in &el.children {
        match node {
            Node::Text(text) if text.text.trim().is_empty() => {}
            Node::Element(inner) if is_piece(inner, defined) => pieces += 1,
            _ => return false,
        }
    }
    pieces > 1
}

/// Whether an element is such a piece.
pub(super) fn is_piece(el: &Element, defined: &[Rendition]) -> bool {
    el.tag == Tag::Seg
        && look(el, defined)
            .is_some_and(|look| look.has("left") || look.has("right") || look.has("center"))
}

/// Whether an element of HTML shows a look of itself.
pub(super) fn is_said_by(name: &str, look: &str) -> bool {
    matches!(
        (name, look),
        ("em" | "cite", "italic")
            | ("strong", "bold")
            | ("sup", "sup")
            | ("sub", "sub")
            | ("u", "underline")
            | ("del", "strike")
    )
}

/// Old three-letter names of languages that have one of two letters.
const SHORT: &str = "ara:ar ces:cs cze:cs dan:da deu:de dut:nl ell:el eng:en fas:fa fra:fr fre:fr ger:de \
    gre:el heb:he hin:hi hun:hu ita:it jpn:ja lat:la nld:nl nor:no per:fa pol:pl por:pt \
    rus:ru san:sa spa:es swe:sv tur:tr ukr:uk yid:yi zho:zh chi:zh";

/// A language's name as HTML takes it. `None`: it is none.
pub(super) fn language(name: &str) -> Option<String> {
    let name = name.trim().replace('_', "-");
    let (main, rest) = name
        .split_once('-')
        .map_or((&*name, ""), |(main, rest)| (main, rest));
    let subtags = |part: &str| {
        !part.is_empty() && part.len() <= 8 && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let main = main.to_ascii_lowercase();
    let own = main == "x" && !rest.is_empty();
    let is_main = matches!(main.len(), 2 | 3) && main.bytes().all(|byte| byte.is_ascii_lowercase());
    if !(is_main || own) || !(rest.is_empty() || rest.split('-').all(subtags)) {
        return None;
    }
    let main = SHORT
        .split(' ')
        .filter_map(|pair| pair.split_once(':'))
        .find(|(long, _)| *long == main)
        .map_or(&*main, |(_, short)| short);
    Some(match rest {
        "" => main.to_owned(),
        rest => format!("{main}-{rest}"),
    })
}

/// Whether a language, by its name as HTML takes it, is written from right to left.
pub(super) fn is_rtl(language: &str) -> bool {
    let mut parts = language.split('-');
    let main = parts.next().unwrap_or("");
    let script =
        parts.find(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic()));
    match script {
        Some(script) => matches!(
            &*script.to_ascii_lowercase(),
            "arab" | "hebr" | "syrc" | "thaa" | "nkoo" | "mand" | "samr" | "adlm" | "rohg"
        ),
        None => matches!(
            main,
            "ar" | "arc"
                | "ckb"
                | "dv"
                | "fa"
                | "he"
                | "iw"
                | "ps"
                | "sd"
                | "syr"
                | "ug"
                | "ur"
                | "yi"
                | "ota"
                | "jpr"
                | "jrb"
                | "lad"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::{Look, is_rtl, language};

    #[test]
    fn words_for_looks() {
        let hi = |name: &'static str, value: &str| {
            let mut look = Look::default();
            look.own([(name, value)].into_iter(), &[]);
            format!("{} | {}", look.known.join(" "), look.unknown.join(" "))
        };
        assert_eq!(hi("rend", "italic"), "italic | ");
        assert_eq!(
            hi("rendition", "#rend-center #b #langesS"),
            "center bold | #langesS"
        );
        assert_eq!(hi("rend", "simple:smallcaps"), "smallcaps | ");
        assert_eq!(
            hi("style", "text-align: right; letter-spacing: 2px"),
            "right | letter-spacing: 2px"
        );
        assert_eq!(hi("rend", "font-style: italic"), "italic | ");
        assert_eq!(hi("rend", "inline"), " | ");
        assert_eq!(hi("n", "italic"), " | ");
    }

    #[test]
    fn names_of_languages() {
        assert_eq!(language("de_AT").as_deref(), Some("de-AT"));
        assert_eq!(language("ger").as_deref(), Some("de"));
        assert_eq!(language("grc").as_deref(), Some("grc"));
        assert_eq!(language("German"), None);
        assert_eq!(language(""), None);
        assert!(is_rtl("ar") && is_rtl("az-Arab") && !is_rtl("ar-Latn") && !is_rtl("grc"));
    }
}
