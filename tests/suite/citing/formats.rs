//! What each format says of a document, read by its own rules and not by ours.

use crate::case::page::{parse, well_formed};
use recto::model::Date;
use roxmltree::Node;
use serde_json::Value;

/// How a date is said.
#[derive(Debug, Clone)]
pub(super) enum Day {
    Edtf(String),
    /// As much as is true of every day that it may mean.
    Iso(String),
    Words(String),
    /// `1986/1/14/words`
    Ris(String),
    /// biblatex: EDTF with a slash for every range.
    Range(String),
    Csl(Value),
    None,
}

/// What a format says. `None`: it has no place for it.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub(super) title: String,
    pub(super) from: Option<Vec<String>>,
    pub(super) to: Option<Vec<String>>,
    pub(super) date: Day,
    pub(super) archive: Option<String>,
}

/// Runs of blanks as one.
pub(super) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name, whichever way round: its words without their commas.
fn name(text: &str) -> String {
    let mut words: Vec<&str> = text
        .split_whitespace()
        .map(|word| word.trim_end_matches([',', ';']))
        .filter(|word| !word.is_empty())
        .collect();
    words.sort_unstable();
    words.join(" ")
}

fn names<'a>(all: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    all.into_iter().map(name).collect()
}

/// Whether a format's date is the one that EDTF says.
pub(super) fn same_date(edtf: Option<&str>, said: &Day) -> bool {
    let date = edtf.map(|edtf| Date::parse(edtf).expect("EDTF"));
    let Some((edtf, date)) = edtf.zip(date) else {
        return matches!(said, Day::None);
    };
    let slashed = |edtf: &str| match edtf.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
        Some(set) => set.replacen("..", "/", 1),
        None => edtf.to_owned(),
    };
    let iso = certain(date);
    match said {
        Day::Edtf(said) => said == edtf,
        Day::Iso(said) => *said == iso,
        Day::None => iso.is_empty(),
        Day::Words(said) => *said == date.in_words(),
        // biblatex knows digits left open, Zotero does not.
        Day::Range(said) if edtf.contains('X') => {
            let years = [date.earliest(), date.latest()];
            let years = years.map(|day| format!("{:04}", day.expect("bounded").year()));
            *said == years.join("/")
        }
        Day::Range(said) => *said == slashed(edtf),
        Day::Ris(said) => {
            let parts: Vec<&str> = said.splitn(4, '/').collect();
            let [year, month, day, words] = parts.as_slice() else {
                return false;
            };
            let joined = [*year, *month, *day].join("-");
            let joined = joined.trim_end_matches('-');
            if words.is_empty() {
                joined == edtf
            } else {
                *words == date.in_words()
                    && (joined == iso || edtf.contains(joined) || iso.is_empty())
            }
        }
        Day::Csl(issued) => same_csl(issued, edtf, &slashed(edtf), date),
    }
}

fn certain(date: Date) -> String {
    let (Some(from), Some(to)) = (date.earliest(), date.latest()) else {
        return String::new();
    };
    let (from, to) = (from.to_string(), to.to_string());
    let same = from
        .split('-')
        .zip(to.split('-'))
        .take_while(|(a, b)| a == b);
    let parts: Vec<&str> = same.map(|(part, _)| part).collect();
    parts.join("-")
}

fn same_csl(issued: &Value, edtf: &str, slashed: &str, date: Date) -> bool {
    if let Some(words) = issued["literal"].as_str() {
        return words == date.in_words();
    }
    let bare = slashed.replace(['?', '~', '%'], "");
    let circa = issued["circa"].as_bool().unwrap_or(false);
    let ends: Vec<String> = issued["date-parts"]
        .as_array()
        .expect("parts")
        .iter()
        .map(|end| {
            let parts = end.as_array().expect("a list").iter();
            let parts = parts.enumerate().map(|(at, part)| {
                let part = part.as_u64().expect("a number");
                if at == 0 {
                    format!("{part:04}")
                } else {
                    format!("{part:02}")
                }
            });
            parts.collect::<Vec<_>>().join("-")
        })
        .collect();
    let said = match issued["season"].as_u64() {
        Some(season) => format!("{}-{}", ends.join("/"), season + 20),
        None => ends.join("/"),
    };
    let bounds = || {
        let years = [date.earliest(), date.latest()];
        years
            .map(|day| format!("{:04}", day.expect("bounded").year()))
            .join("/")
    };
    let right = if bare.contains('X') {
        said == bounds()
    } else {
        said == bare
    };
    right && circa == edtf.contains(['?', '~', '%'])
}

pub(super) fn csl(text: &str) -> Said {
    let items: Value = serde_json::from_str(text).expect("JSON");
    let item = &items[0];
    let people = |key: &str| {
        let people = item[key].as_array().cloned().unwrap_or_default();
        let person = |person: &Value| {
            let part = |key: &str| person[key].as_str().unwrap_or("").to_owned();
            let parts = ["given", "family", "suffix", "literal"];
            name(&parts.map(part).join(" "))
        };
        people.iter().map(person).collect::<Vec<_>>()
    };
    // People whom a type has no role for stand in the note.
    let mut to = people("recipient");
    for line in item["note"].as_str().unwrap_or("").lines() {
        if let Some(person) = line.strip_prefix("recipient: ") {
            to.push(name(&person.replace("||", " ")));
        }
    }
    if item["type"] != "personal_communication" {
        assert!(item["recipient"].is_null(), "Zotero takes them for authors");
    }
    if item["type"] != "chapter" {
        assert!(item["editor"].is_null(), "Zotero takes them for authors");
    }
    let archive = item["archive"].as_str().map(|archive| {
        let location = item["archive_location"].as_str();
        location.map_or(archive.to_owned(), |rest| format!("{archive}, {rest}"))
    });
    Said {
        title: item["title"].as_str().expect("a title").to_owned(),
        from: Some(people("author")),
        to: Some(to),
        date: match &item["issued"] {
            Value::Null => Day::None,
            issued => Day::Csl(issued.clone()),
        },
        archive: Some(archive.unwrap_or_default()),
    }
}

pub(super) fn ris(text: &str) -> Said {
    let lines: Vec<(&str, &str)> = text
        .split("\r\n")
        .filter(|line| !line.is_empty())
        .map(|line| {
            let (tag, value) = line
                .split_once("  - ")
                .unwrap_or_else(|| panic!("{line:?}"));
            assert!(tag.len() == 2 && !value.contains('\n'), "{line:?}");
            (tag, value)
        })
        .collect();
    assert_eq!(lines.first().map(|line| line.0), Some("TY"), "{text}");
    assert_eq!(lines.last().map(|line| line.0), Some("ER"), "{text}");
    let all = |tag: &str| -> Vec<&str> {
        let with = lines.iter().filter(|line| line.0 == tag);
        with.map(|line| line.1).collect()
    };
    let one = |tag: &str| all(tag).first().copied();
    let letter = one("TY") == Some("PCOMM");
    let noted = all("N1")
        .into_iter()
        .find_map(|note| note.strip_prefix("To: "));
    let noted = names(noted.into_iter().flat_map(|to| to.split("; ")));
    let archive = match (one("DB"), one("AV")) {
        (Some(archive), Some(place)) => format!("{archive}, {place}"),
        (archive, _) => archive.unwrap_or("").to_owned(),
    };
    Said {
        title: one("TI").expect("a title").to_owned(),
        from: Some(names(all("AU"))),
        to: Some(if letter { names(all("A2")) } else { noted }),
        date: one("DA").map_or(Day::None, |date| Day::Ris(date.to_owned())),
        archive: Some(archive),
    }
}

/// The fields of the one entry, as TeX has them.
fn fields(text: &str) -> Vec<(String, String)> {
    let (_, rest) = text.split_once(",\n").expect("an entry with a key");
    let mut rest = rest.trim_start();
    let mut fields = Vec::new();
    while !rest.starts_with('}') {
        let (field, after) = rest.split_once(" = {").unwrap_or_else(|| panic!("{rest}"));
        let mut depth = 1;
        // BibTeX counts every brace.
        let end = after
            .char_indices()
            .find(|(_, c)| {
                depth += i32::from(*c == '{') - i32::from(*c == '}');
                depth == 0
            })
            .unwrap_or_else(|| panic!("braces in pairs: {text}"))
            .0;
        fields.push((field.trim().to_owned(), after[..end].to_owned()));
        rest = after[end + 1..]
            .strip_prefix(',')
            .expect("a comma")
            .trim_start();
    }
    assert_eq!(rest.trim(), "}", "{text}");
    fields
}

/// TeX → text.
fn plain(tex: &str) -> String {
    let mut out = String::new();
    let mut rest = tex;
    const COMMANDS: [(&str, &str); 7] = [
        ("{\\textbackslash}", "\\"),
        ("{\\textbraceleft}", "{"),
        ("{\\textbraceright}", "}"),
        ("{\\textasciitilde}", "~"),
        ("{\\textasciicircum}", "^"),
        ("\\{", "{"),
        ("\\}", "}"),
    ];
    while let Some(c) = rest.chars().next() {
        if let Some((command, text)) = COMMANDS
            .iter()
            .find(|(command, _)| rest.starts_with(command))
        {
            out.push_str(text);
            rest = &rest[command.len()..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        match c {
            '{' | '}' => {}
            '\\' => {
                let sign = rest.chars().next().expect("a sign after it");
                assert!("&%$#_".contains(sign), "{tex}");
                out.push(sign);
                rest = &rest[sign.len_utf8()..];
            }
            '&' | '%' | '$' | '#' | '_' | '~' | '^' => panic!("{c} is not escaped: {tex}"),
            c => out.push(c),
        }
    }
    out
}

/// The names of a list, divided where no brace is open.
fn divided(list: &str) -> Vec<String> {
    let mut depth = 0;
    let mut all = vec![String::new()];
    for word in list.split(' ') {
        if word == "and" && depth == 0 {
            all.push(String::new());
            continue;
        }
        depth += word.matches('{').count();
        depth -= word.matches('}').count();
        let last = all.last_mut().expect("one at least");
        last.push_str(word);
        last.push(' ');
    }
    all
}

pub(super) fn bibtex(text: &str) -> Said {
    let fields = fields(text);
    let get = |key: &str| {
        let found = fields.iter().find(|(field, _)| field == key);
        found.map(|(_, value)| value.as_str())
    };
    let authors = get("author").map_or_else(Vec::new, divided);
    let date = get("date");
    if date.is_some() {
        assert_eq!(get("year").map(str::len), Some(4), "{text}");
    }
    Said {
        title: plain(get("title").expect("a title")),
        from: Some(authors.iter().map(|author| name(&plain(author))).collect()),
        to: None,
        date: date.map_or(Day::None, |date| Day::Range(date.to_owned())),
        archive: None,
    }
}

/// All that an entry says in words.
pub(super) fn bibtex_fields(text: &str) -> String {
    let words = ["howpublished", "note"];
    let fields = fields(text).into_iter();
    let fields = fields.filter(|(field, _)| words.contains(&field.as_str()));
    fields
        .map(|(_, value)| plain(&value))
        .collect::<Vec<_>>()
        .join(" ")
}

fn text_of(node: Node<'_, '_>) -> String {
    let texts = node
        .descendants()
        .filter_map(|node| node.text().filter(|_| node.is_text()));
    folded(&texts.collect::<String>())
}

/// What a TEI header says, and the date in EDTF. `title` is that of the other formats,
/// which for what is printed has the number in front.
pub(super) fn tei(text: &str, title: &str) -> (Said, Option<String>) {
    let tei = parse(text).expect("XML");
    let named = |name: &'static str| {
        move |node: &Node<'_, '_>| node.has_tag_name(("http://www.tei-c.org/ns/1.0", name))
    };
    let own = |node: &Node<'_, '_>| node.attribute("corresp").is_none();
    let header = tei
        .descendants()
        .find(named("teiHeader"))
        .expect("a header");
    let stated = header
        .descendants()
        .find(named("titleStmt"))
        .expect("titleStmt");
    let stated = stated.descendants().find(named("title")).expect("a title");
    let number = header
        .descendants()
        .filter(named("biblScope"))
        .find(|scope| scope.attribute("unit") == Some("document"));
    let stated = match stated.attribute("type") {
        // Without a title, what is known stands in for it.
        Some("id") => title.to_owned(),
        _ => text_of(stated),
    };
    let numbered = number.map(|number| format!("{}. {stated}", text_of(number)));
    let stated = numbered
        .filter(|numbered| numbered == title)
        .unwrap_or(stated);
    let corresp = header.descendants().filter(named("correspDesc")).find(own);
    let action = |kind: &str| {
        let actions = corresp.iter().flat_map(|corresp| corresp.children());
        let mut actions = actions.filter(named("correspAction"));
        actions.find(|action| action.attribute("type") == Some(kind))
    };
    // Whom a pointer means stands in the header's own lists, by the name that is shown.
    let person = |party: Node<'_, '_>| {
        let id = party.attribute("ref").and_then(|it| it.strip_prefix('#'));
        let entry = id.and_then(|id| {
            let xml_id = ("http://www.w3.org/XML/1998/namespace", "id");
            header
                .descendants()
                .find(|node| node.attribute(xml_id) == Some(id))
        });
        let shown = entry.and_then(|entry| {
            let mut names = entry
                .children()
                .filter(|it| it.tag_name().name().ends_with("Name"));
            names.next()
        });
        if let Some(shown) = shown {
            return name(&text_of(shown));
        }
        let words = party.children().filter(|node| node.is_text());
        let words: String = words.filter_map(|node| node.text()).collect();
        if words.trim_matches([' ', ',']).is_empty() {
            name(&text_of(party))
        } else {
            name(&words)
        }
    };
    let parties = |kind: &str| {
        let parties = action(kind)
            .into_iter()
            .flat_map(|action| action.children());
        let parties =
            parties.filter(|node| matches!(node.tag_name().name(), "persName" | "orgName"));
        parties
            .map(person)
            .filter(|name| !name.is_empty())
            .collect::<Vec<_>>()
    };
    let date = action("sent").and_then(|action| action.children().find(named("date")));
    let edtf = date.and_then(|date| {
        let get = |name: &str| date.attribute(name);
        if let Some(custom) = get("when-custom").or(get("when")) {
            return Some(custom.to_owned());
        }
        let end = |name: &str, open: &str| get(name).unwrap_or(open).to_owned();
        if get("from").or(get("to")).is_some() {
            return Some(format!("{}/{}", end("from", ".."), end("to", "..")));
        }
        get("notBefore").or(get("notAfter"))?;
        Some(format!(
            "[{}..{}]",
            end("notBefore", ""),
            end("notAfter", "")
        ))
    });
    let place = header.descendants().filter(named("msDesc")).find(own);
    let part = |name: &'static str| {
        let mut inside = place?.descendants();
        inside.find(named(name)).map(text_of)
    };
    let archive = match (part("repository"), part("collection")) {
        (Some(archive), Some(rest)) => format!("{archive}, {rest}"),
        (archive, _) => archive.unwrap_or_default(),
    };
    let said = Said {
        title: stated,
        from: Some(parties("sent")),
        to: Some(parties("received")),
        date: match date.filter(|_| edtf.is_some()) {
            Some(date) => Day::Words(text_of(date)),
            None => Day::None,
        },
        archive: Some(archive.trim_end_matches('.').to_owned()),
    };
    (said, edtf)
}

/// The five that stand in a page: what readers see, Highwire, Dublin Core with Zotero's
/// names, JSON-LD, COinS.
pub(super) fn page(html: &str) -> Vec<(&'static str, Said)> {
    let xml = well_formed(html);
    let page = parse(&xml).unwrap_or_else(|error| panic!("{error}: {html}"));
    let metas: Vec<(&str, &str)> = page
        .descendants()
        .filter_map(|node| Some((node.attribute("name")?, node.attribute("content")?)))
        .collect();
    let all = |name: &str| -> Vec<&str> {
        let with = metas.iter().filter(|(key, _)| *key == name);
        with.map(|(_, content)| *content).collect()
    };
    let one = |name: &str| all(name).first().copied();
    let archive = match (one("z:archive"), one("z:archiveLocation")) {
        (Some(archive), Some(place)) => format!("{archive}, {place}"),
        (archive, _) => archive.unwrap_or("").to_owned(),
    };
    let mut said = vec![(
        "Dublin Core",
        Said {
            title: one("DC.title").expect("a title").to_owned(),
            from: Some(names(all("DC.creator"))),
            to: Some(names(all("dcterms.audience"))),
            date: one("DC.date").map_or(Day::None, |date| Day::Edtf(date.to_owned())),
            archive: Some(archive),
        },
    )];
    if let Some(title) = one("citation_title") {
        said.push((
            "Highwire",
            Said {
                title: title.to_owned(),
                from: Some(names(all("citation_author"))),
                to: Some(names(all("z:recipients"))),
                date: one("citation_date").map_or(Day::None, |date| Day::Iso(date.to_owned())),
                archive: None,
            },
        ));
    } else {
        assert_eq!(names(all("bib:authors")), names(all("DC.creator")));
    }
    said.push(("JSON-LD", json_ld(&page)));
    said.push(("COinS", coins(&page)));
    let title = said[0].1.title.clone();
    said.push(("the page", seen(&page, title)));
    said
}

fn json_ld(page: &roxmltree::Document<'_>) -> Said {
    let script = page
        .descendants()
        .find(|node| node.attribute("type") == Some("application/ld+json"))
        .expect("JSON-LD");
    let graph: Value = serde_json::from_str(script.text().expect("text")).expect("JSON");
    assert_eq!(graph["@context"], "https://schema.org");
    let people = |key: &str| {
        let people = graph[key].as_array().cloned().unwrap_or_default();
        let people = people
            .iter()
            .map(|it| name(it["name"].as_str().expect("a name")));
        people.collect::<Vec<_>>()
    };
    let archive = graph["holdingArchive"]["name"].as_str().unwrap_or("");
    Said {
        title: graph["name"].as_str().expect("a name").to_owned(),
        from: Some(people("author")),
        to: Some(people("recipient")),
        date: graph["dateCreated"]
            .as_str()
            .map_or(Day::None, |date| Day::Edtf(date.to_owned())),
        archive: Some(match graph["itemLocation"].as_str() {
            Some(place) => format!("{archive}, {place}"),
            None => archive.to_owned(),
        }),
    }
}

/// Keys and values, both decoded, as the form of OpenURL wants it.
pub(super) fn key_values(object: &str) -> Vec<(String, String)> {
    let decoded = |text: &str| {
        let mut bytes = Vec::new();
        let mut rest = text.as_bytes();
        while let [first, after @ ..] = rest {
            rest = after;
            match (first, after) {
                (b'%', [high, low, after @ ..]) => {
                    let digits = [*high, *low];
                    let digits = std::str::from_utf8(&digits).expect("ASCII");
                    bytes.push(u8::from_str_radix(digits, 16).expect("a number"));
                    rest = after;
                }
                (byte, _) => bytes.push(*byte),
            }
        }
        String::from_utf8(bytes).expect("UTF-8")
    };
    let pairs = object
        .split('&')
        .map(|pair| pair.split_once('=').expect("a pair"));
    pairs
        .map(|(key, value)| (decoded(key), decoded(value)))
        .collect()
}

fn coins(page: &roxmltree::Document<'_>) -> Said {
    let span = page
        .descendants()
        .find(|node| node.attribute("class") == Some("Z3988"))
        .expect("COinS");
    let object = key_values(span.attribute("title").expect("a title"));
    let all = |keys: &[&str]| -> Vec<&str> {
        let with = object
            .iter()
            .filter(|(key, _)| keys.contains(&key.as_str()));
        with.map(|(_, value)| value.as_str()).collect()
    };
    let one = |key: &str| all(&[key]).first().copied();
    let book = one("rft_val_fmt") == Some("info:ofi/fmt:kev:mtx:book");
    Said {
        title: one(if book { "rft.atitle" } else { "rft.title" })
            .expect("a title")
            .to_owned(),
        from: Some(names(all(&["rft.au", "rft.aucorp", "rft.creator"]))),
        to: (!book).then(|| names(all(&["rft.contributor"]))),
        date: match (one("rft.date"), book) {
            (None, _) => Day::None,
            (Some(date), true) => Day::Iso(date.to_owned()),
            (Some(date), false) => Day::Edtf(date.to_owned()),
        },
        archive: (!book).then(|| one("rft.source").unwrap_or("").to_owned()),
    }
}

/// What readers see above the text. Its title is compared with the heading.
fn seen(page: &roxmltree::Document<'_>, title: String) -> Said {
    let article = page
        .descendants()
        .find(|node| node.has_tag_name("article"))
        .expect("a text");
    let row = |key: &str| -> Vec<String> {
        let class = format!("fact-{key}");
        let row = article
            .descendants()
            .find(|node| node.attribute("class") == Some(&class));
        let values = row.into_iter().flat_map(|row| row.children());
        let values = values.filter(|node| node.has_tag_name("dd"));
        let values = values.map(|value| {
            let inside = value.descendants().filter(|node| node.is_text());
            // An office, a doubt.
            let is_aside = |node: &Node<'_, '_>| {
                let parent = node.parent();
                parent.is_some_and(|parent| parent.attribute("class") == Some("how"))
            };
            let inside = inside
                .filter(|node| !is_aside(node))
                .filter_map(|node| node.text());
            folded(&inside.collect::<String>())
        });
        values.collect()
    };
    let heading = article
        .descendants()
        .find(|node| node.has_tag_name("h1"))
        .expect("h1");
    let heading = text_of(heading);
    let words = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphabetic())
            .collect::<String>()
    };
    // Marks of notes stand in the heading, too.
    let shown =
        words(&title).ends_with(&words(&heading)) || words(&heading).contains(&words(&title));
    let date = row("date");
    Said {
        title: if shown { title } else { heading },
        from: Some(names(row("from").iter().map(String::as_str))),
        to: Some(names(row("to").iter().map(String::as_str))),
        date: match date.first().map(String::as_str) {
            None | Some("not known") => Day::None,
            Some(date) => Day::Words(date.to_owned()),
        },
        archive: Some(row("archive").first().map_or(String::new(), |archive| {
            archive.trim_end_matches('.').to_owned()
        })),
    }
}
