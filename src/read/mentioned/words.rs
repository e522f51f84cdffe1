//! Lists of words that tell a date from what looks like one, and words cut from a text.

/// How many figures stand from here on.
pub(super) fn digits(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or(&[]);
    rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

pub(super) const fn is_apostrophe(c: char) -> bool {
    matches!(c, '’' | '\'')
}

/// The last word of a text, blanks after it left out, and where it begins.
pub(super) fn last_word(text: &str) -> (&str, usize) {
    let text = text.trim_end();
    let start = text
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_alphabetic() || is_apostrophe(*c))
        .last()
        .map_or(text.len(), |(at, _)| at);
    (text.get(start..).unwrap_or(""), start)
}

/// The first word of a text, blanks before it left out.
pub(super) fn first_word(text: &str) -> &str {
    let text = text.trim_start();
    let end = text
        .find(|c: char| !c.is_alphabetic() && !is_apostrophe(c))
        .unwrap_or(text.len());
    text.get(..end).unwrap_or("")
}

/// Whether a list of words has this one.
pub(super) fn is_in(list: &[&str], word: &str) -> bool {
    list.contains(&word)
}

/// Words before a number of which it is the number.
pub(super) const NUMBERED: &[&str] = &[
    "no",
    "nos",
    "number",
    "numbers",
    "document",
    "documents",
    "doc",
    "telegram",
    "telegrams",
    "cable",
    "despatch",
    "dispatch",
    "page",
    "pages",
    "p",
    "pp",
    "volume",
    "vol",
    "vols",
    "box",
    "part",
    "chapter",
    "article",
    "articles",
    "section",
    "paragraph",
    "para",
    "point",
    "item",
    "footnote",
    "note",
    "tab",
    "room",
    "group",
    "division",
    "directive",
    "nsdd",
    "nssm",
    "nsc",
    "resolution",
    "series",
    "folder",
    "line",
    "verse",
    "act",
    "nr",
];

/// Words after which a day and its month follow.
pub(super) const LEADS: &[&str] = &[
    "on", "of", "by", "since", "until", "till", "to", "from", "dated", "before", "after",
    "between", "and", "the", "this", "for", "your", "my", "our", "his", "her", "their", "about",
    "around",
];

/// The same in French, German, Spanish and Italian.
pub(super) const FOREIGN_LEADS: &[&str] = &[
    "le",
    "du",
    "au",
    "dès",
    "depuis",
    "avant",
    "jusqu’au",
    "am",
    "vom",
    "den",
    "dem",
    "der",
    "zum",
    "bis",
    "seit",
    "ab",
    "el",
    "del",
    "al",
    "desde",
    "hasta",
    "día",
    "il",
    "dal",
    "fino",
    "giorno",
    "entre",
    "und",
];

/// Words of addresses in archives.
pub(super) const KEPT: &[&str] = &[
    "Relations",
    "vol",
    "vols",
    "Volume",
    "Volumes",
    "Files",
    "File",
    "Box",
    "Boxes",
    "Folder",
    "Library",
    "Lot",
    "Records",
    "Collection",
    "Papers",
    "Archives",
    "Archive",
    "RG",
    "Fond",
    "Bestand",
    "NARA",
];

/// Words that end in a full stop without ending a sentence, where papers are cited.
pub(super) const SHORTENED: &[&str] = &["vol", "vols", "no", "nos", "p", "pp", "pt", "ed"];
