//! The words of the interface: every language whole, every word used, dates as each language writes them.

use recto::model::Date;
use recto::words::{Complaint, Messages, Said, Shape, Words, WordsFile};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const SHIPPED: [&str; 4] = ["de", "en", "fr", "ru"];

fn text(language: &str) -> String {
    fs::read_to_string(format!("themes/default/words/{language}.toml")).expect("a file of words")
}

fn words(language: &str) -> Words {
    let texts = SHIPPED.map(text);
    let files: Vec<WordsFile<'_>> = SHIPPED
        .iter()
        .zip(&texts)
        .map(|(language, text)| WordsFile { language, text })
        .collect();
    let mut complaints = Vec::new();
    let words = Words::new(language, &files, &mut complaints);
    assert_eq!(complaints, [], "{language}");
    words
}

fn one_file(language: &str, text: &str) -> (Words, Vec<Complaint>) {
    let mut complaints = Vec::new();
    let words = Words::new(language, &[WordsFile { language, text }], &mut complaints);
    (words, complaints)
}

/// The places of a pattern.
fn places(text: &str) -> BTreeSet<&str> {
    let after = text.split('{').skip(1);
    after.filter_map(|it| Some(it.split_once('}')?.0)).collect()
}

#[test]
fn every_language_has_every_word_with_its_places() {
    let keys: BTreeSet<&str> = Messages::TABLE.iter().map(|(key, _)| *key).collect();
    assert_eq!(keys.len(), Messages::TABLE.len(), "a key stands twice");
    let english: BTreeMap<String, toml::Value> = toml::from_str(&text("en")).expect("TOML");
    for language in SHIPPED {
        let file: BTreeMap<String, toml::Value> = toml::from_str(&text(language)).expect("TOML");
        let own: BTreeSet<&str> = file.keys().map(String::as_str).collect();
        let missing: Vec<_> = keys.symmetric_difference(&own).collect();
        assert!(missing.is_empty(), "{language}: {missing:?}");
        words(language);
        for (key, shape) in Messages::TABLE {
            let (own, english) = (&file[*key], &english[*key]);
            match shape {
                // A date's form after a preposition may be the one that is wanted.
                Shape::Filled(_) if key.starts_with("date_") => {
                    let own = places(own.as_str().expect("words"));
                    assert!(!own.is_empty(), "{language}: {key}");
                }
                Shape::Filled(_) => {
                    let of = |it: &toml::Value| places(it.as_str().expect("words")).len();
                    assert_eq!(of(own), of(english), "{language}: {key}");
                }
                Shape::Words => {
                    let own = own.as_str().expect("words");
                    assert!(
                        !own.is_empty() && places(own).is_empty(),
                        "{language}: {key}"
                    );
                }
                Shape::Names => {
                    let names = |it: &toml::Value| -> BTreeSet<String> {
                        it.as_table().expect("names").keys().cloned().collect()
                    };
                    assert_eq!(names(own), names(english), "{language}: {key}");
                }
                Shape::Counted(_) | Shape::List(_) => {}
            }
        }
    }
}

#[test]
fn every_plural_form_of_a_language_is_there() {
    for language in SHIPPED {
        let words = words(language);
        let forms: BTreeSet<&str> = (0..200)
            .chain([1_000_000])
            .map(|n| words.category(n))
            .collect();
        for (key, said) in words.said() {
            let is_names = |(name, shape): &(&str, Shape)| name == key && *shape == Shape::Names;
            let names = Messages::TABLE.iter().any(is_names);
            if let (Said::Forms(own), false) = (said, names) {
                let missing: Vec<_> = forms.iter().filter(|it| !own.contains_key(**it)).collect();
                assert!(missing.is_empty(), "{language}: {key} {missing:?}");
            }
        }
    }
}

fn below(folder: &Path, files: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            below(&path, files);
        } else if let Ok(text) = fs::read_to_string(&path) {
            files.push(text);
        }
    }
}

#[test]
fn every_word_is_used_and_every_word_that_is_used_exists() {
    let mut templates = Vec::new();
    for folder in ["themes/default/templates", "themes/plain/templates"] {
        below(Path::new(folder), &mut templates);
    }
    // Fields of other things have such names, too: only those of the words count, which are
    // `self` in their own room.
    let mut code: Vec<(String, &[&str])> = Vec::new();
    for (room, owners) in [
        ("src/site", &["words.", "says."][..]),
        ("src/html", &["words.", "says."]),
        ("src/words", &["self."]),
    ] {
        let mut texts = Vec::new();
        below(Path::new(room), &mut texts);
        code.extend(texts.into_iter().map(|text| (text, owners)));
    }
    let is_name = |c: char| c.is_ascii_lowercase() || c == '_';
    let mut used = BTreeSet::new();
    for text in &templates {
        for rest in text.split("words.").skip(1) {
            let key = rest.split(|c| !is_name(c)).next().expect("a key");
            let known = Messages::TABLE.iter().any(|(name, _)| *name == key);
            // `date.words` and `words` of a view are followed by other things.
            assert!(known || key.is_empty() || key == "date", "words.{key}");
            used.insert(key.to_owned());
        }
    }
    for (text, owners) in code
        .iter()
        .filter(|(text, _)| !text.contains("macro_rules! messages"))
    {
        let text: String = text.split_whitespace().collect();
        for owner in *owners {
            for rest in text.split(owner).skip(1) {
                let key = rest.split(|c| !is_name(c)).next().expect("a key");
                used.insert(key.to_owned());
            }
        }
    }
    let unused = Messages::TABLE
        .iter()
        .filter(|(key, _)| !used.contains(*key));
    let unused: Vec<_> = unused.map(|(key, _)| key).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn dates_are_said_as_each_language_says_them() {
    let said = |language: &str, edtf: &str| words(language).date(&Date::parse(edtf).expect("EDTF"));
    for (edtf, german, french, russian) in [
        (
            "1986-01-14",
            "14. Januar 1986",
            "14 janvier 1986",
            "14 января 1986\u{a0}г.",
        ),
        (
            "1986-05-01",
            "1. Mai 1986",
            "1er mai 1986",
            "1 мая 1986\u{a0}г.",
        ),
        (
            "1986-01",
            "Januar 1986",
            "janvier 1986",
            "январь 1986\u{a0}г.",
        ),
        ("1986", "1986", "1986", "1986\u{a0}г."),
        (
            "1986-23",
            "Herbst 1986",
            "automne 1986",
            "осень 1986\u{a0}г.",
        ),
        ("198X", "1980er-Jahre", "années 1980", "1980-е\u{a0}гг."),
        ("19XX", "1900–1999", "1900–1999", "1900–1999\u{a0}гг."),
        (
            "1986-01?",
            "Januar 1986 (unsicher)",
            "janvier 1986 (incertain)",
            "январь 1986\u{a0}г. (предположительно)",
        ),
        (
            "1986-01-14~",
            "ca. 14. Januar 1986",
            "vers le 14 janvier 1986",
            "около 14 января 1986\u{a0}г.",
        ),
        (
            "1986-08-01/1986-09-23",
            "zwischen dem 1. August und dem 23. September 1986",
            "entre le 1er août et le 23 septembre 1986",
            "не ранее 1 августа и не позднее 23 сентября 1986\u{a0}г.",
        ),
        (
            "1985-12/1986-21",
            "zwischen Dezember 1985 und dem Frühjahr 1986",
            "entre décembre 1985 et le printemps 1986",
            "не ранее декабря 1985\u{a0}г. и не позднее весны 1986\u{a0}г.",
        ),
        (
            "1986-08/..",
            "August 1986 oder später",
            "août 1986 ou plus tard",
            "не ранее августа 1986\u{a0}г.",
        ),
        (
            "[..1986-08-23]",
            "23. August 1986 oder früher",
            "23 août 1986 ou plus tôt",
            "не позднее 23 августа 1986\u{a0}г.",
        ),
    ] {
        assert_eq!(said("de", edtf), german);
        assert_eq!(said("fr", edtf), french);
        assert_eq!(said("ru", edtf), russian);
    }
    let lasting = Date::parse("1985-11-19/1985-11-21").expect("EDTF");
    assert_eq!(
        words("de").lasting(&lasting),
        "19. November bis 21. November 1985"
    );
    assert_eq!(
        words("fr").lasting(&lasting),
        "19 novembre – 21 novembre 1985"
    );
    assert_eq!(
        words("ru").lasting(&lasting),
        "19 ноября — 21 ноября 1985\u{a0}г."
    );
}

#[test]
fn languages_count_in_their_own_way() {
    let count = |language: &str, n| {
        let words = words(language);
        words.count(&words.documents_n, n)
    };
    assert_eq!(count("ru", 1), "1 документ");
    assert_eq!(count("ru", 3), "3 документа");
    assert_eq!(count("ru", 11), "11 документов");
    assert_eq!(count("ru", 21), "21 документ");
    assert_eq!(count("fr", 0), "0 document");
    assert_eq!(count("de", 0), "0 Dokumente");
    assert_eq!(count("en", 1), "1 document");
}

#[test]
fn a_region_has_its_languages_words_and_an_unknown_language_english_ones() {
    assert_eq!(&*words("de-CH").search, "Suche");
    assert_eq!(&*words("DE").search, "Suche");
    assert_eq!(&*words("zh-Hant-TW").search, "Search");
    assert_eq!(&*words("").search, "Search");
}

#[test]
fn names_are_joined_as_in_a_sentence() {
    let words = Words::english();
    assert_eq!(words.joined(&["A", "B", "C"]), "A, B and C");
    assert_eq!(words.joined(&["A", "B"]), "A and B");
    assert_eq!(words.joined(&[]), "");
}

#[test]
fn what_does_not_fit_is_told_and_the_word_that_was_there_stays() {
    for (text, message) in [
        ("search = 3", "`search` must be words in quotes"),
        (
            "document_n = \"{m}\"",
            "`document_n` has `{m}`; what is filled in there is `{n}`",
        ),
        (
            "documents_n = \"{n}\"",
            "`documents_n` must be a table of plural forms, `{ one = \"…\", other = \"…\" }`",
        ),
        (
            "documents_n = { one = \"{n}\" }",
            "`documents_n` has no form `other`",
        ),
        ("months = [\"I\"]", "`months` must be a list of 12 names"),
        (
            "mine = 3",
            "`mine` must be words, a table of plural forms or a list of words",
        ),
    ] {
        let (words, complaints) = one_file("nl", text);
        let told: Vec<&str> = complaints.iter().map(|it| it.message.as_str()).collect();
        assert_eq!(told, [message]);
        assert_eq!(&*words.search, "Search");
        assert_eq!(words.document_n.fill(&[("n", "3")]), "Document 3");
        assert_eq!(words.months[0], "January");
    }
    let (words, complaints) = one_file("nl", "search = \"Zoeken");
    assert_eq!((complaints.len(), &*words.search), (1, "Search"));
    let (words, complaints) = one_file("nl", "search = \"Zoeken\"\nmine = \"eigen\"");
    assert_eq!((complaints.len(), &*words.search), (0, "Zoeken"));
    assert!(words.said().contains_key("mine"));
}

#[test]
fn scripts_say_in_english_what_the_english_file_says() {
    let words = words("en");
    for (script, own) in [("recto", &words.script), ("search", &words.script_search)] {
        let text = fs::read_to_string(format!("themes/default/js/{script}.js")).expect("a script");
        let table = text.split_once("var words = {").expect("its words").1;
        let table = table.split_once("};").expect("their end").0;
        for (key, said) in own {
            let said = format!("{key}: \"{said}\"");
            assert!(table.contains(&said), "{script}.js: {said}");
        }
        assert_eq!(table.matches(": \"").count(), own.len(), "{script}.js");
    }
}
