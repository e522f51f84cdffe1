//! The one table of words: what there is, and which places each has to fill in.

use super::pattern::{Counted, Pattern};
use super::{Complaint, Said};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;

/// The form of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Words.
    Words,
    /// Words with these places.
    Filled(&'static [&'static str]),
    /// Forms by number, with these places.
    Counted(&'static [&'static str]),
    /// So many names.
    List(usize),
    /// Words by the names of what they stand for.
    Names,
}

macro_rules! messages {
    (
        words: $($word:ident)+;
        filled: $($pattern:ident($($place:ident),+))+;
        counted: $($counted:ident($($n:ident),+))+;
        lists: $($list:ident[$length:literal])+;
        names: $($names:ident)+;
    ) => {
        /// Every word of the interface, made ready. What each says stands in
        /// `themes/default/words/en.toml` under the same name.
        #[derive(Debug, Clone, Default)]
        #[expect(missing_docs, reason = "the English file says what each is")]
        pub struct Messages {
            $(pub $word: Box<str>,)+
            $(pub $pattern: Pattern,)+
            $(pub $counted: Counted,)+
            $(pub $list: Vec<String>,)+
            $(pub $names: BTreeMap<String, String>,)+
        }

        impl Messages {
            /// Every key with the form of its value.
            pub const TABLE: &[(&str, Shape)] = &[
                $((stringify!($word), Shape::Words),)+
                $((stringify!($pattern), Shape::Filled(&[$(stringify!($place)),+])),)+
                $((stringify!($counted), Shape::Counted(&[$(stringify!($n)),+])),)+
                $((stringify!($list), Shape::List($length)),)+
                $((stringify!($names), Shape::Names),)+
            ];

            pub(super) fn new(said: &BTreeMap<String, Said>) -> Self {
                let words = |key: &str| match said.get(key) {
                    Some(Said::Words(words)) => words.as_str(),
                    Some(Said::Forms(_) | Said::List(_)) | None => "",
                };
                let forms = |key: &str| match said.get(key) {
                    Some(Said::Forms(forms)) => Counted::new(forms),
                    Some(Said::Words(_) | Said::List(_)) | None => Counted::default(),
                };
                let list = |key: &str| match said.get(key) {
                    Some(Said::List(names)) => names.clone(),
                    Some(Said::Words(_) | Said::Forms(_)) | None => Vec::new(),
                };
                let names = |key: &str| match said.get(key) {
                    Some(Said::Forms(names)) => names.clone(),
                    Some(Said::Words(_) | Said::List(_)) | None => BTreeMap::new(),
                };
                Self {
                    $($word: words(stringify!($word)).into(),)+
                    $($pattern: Pattern::new(words(stringify!($pattern))),)+
                    $($counted: forms(stringify!($counted)),)+
                    $($list: list(stringify!($list)),)+
                    $($names: names(stringify!($names)),)+
                }
            }
        }
    };
}

messages! {
    words:
        skip colon edition edition_of licence_text licence_code feed correct where_page list_pages list_pages_below list_parts
        missing missing_head missing_why missing_before missing_list missing_after
        document documents kinds by_kind by_date by_person other_documents volumes about_volume about_edition enclosed_in towards
        fact_from fact_to fact_date fact_place fact_received fact_subject fact_participants
        fact_classification fact_declassification fact_telegram fact_archive fact_identifier
        fact_volume fact_rights not_known uncertain enclosure enclosures witnesses printed_here
        another_witness
        view view_edited view_written supplied_before supplied_sample supplied_after
        about_document about_page on_this_page named_here answers answered_by before after on_this_day cites
        cited_by cite_this cite_note cite_bibliography cite_place managers managers_all outside downloads file_json file_text file_tei_shown tei_text tei_file
        neighbours earlier later previous next previous_number next_number previous_both next_both
        index indexes people places organizations glossary terms nobody letters office offices
        also_as elsewhere sent received took_part named_in at_heading events
        key_party key_named
        timeline timeline_pages timeline_pages_below tl_person tl_everyone tl_kind tl_everything
        tl_arrivals tl_spoken tl_written tl_time tl_in tl_out tl_all tl_drawing spoken_in inferred inferred_month no_entries years undated without_year
        search search_edition search_off search_scope search_words search_all search_two search_together search_stem search_beginning search_not
        search_narrow search_in search_in_both search_in_text search_in_notes search_dated search_from search_until search_to
        search_person search_anyone search_kind search_any search_order search_best search_by_date search_clear search_more
        kind_document kind_essay kind_matter
        first_day
        notes apparatus omitted page_begins page_image column_begins note_lost see_there
        hard_to_read supplied_by so_in_source corrected_by written_out superfluous damaged
        added added_above added_below added_margin added_top added_end added_over added_overleaf
        gap gap_missing unknown_number left_blank stamp page_head table list_persons list_organisations
        list_objects list_bibliography about_text;
    filled:
        edition_version(version) edition_in_line(version) made_with(generator)
        document_n(n) as_role(role) to_someone(to) pair(first, last) from_to(from, to)
        title_from(kind, from) title_to(kind, to) title_from_to(kind, from, to) title_only_to(to)
        enclosure_n(n) witness(siglum) witness_of(siglum, description)
        another_witness_of(description)
        n_sent(n) n_received(n) n_took_part(n) n_named(n)
        office_span(from, to) office_from(from) office_until(to)
        at_note(n) at_paragraph(n) at_supplied(n)
        chart_label(first, last, most) chart_party(n) chart_named(n)
        timeline_of(label) part_n(label, n)
        date_day(day, month, year) date_day_in(day, month, year)
        date_day_short(day, month) date_day_short_in(day, month)
        date_month(month, year) date_month_in(month, year)
        date_season(season, year) date_season_in(season, year)
        date_year(year) date_decade(first, last) date_decade_in(first, last)
        date_century(first, last) date_uncertain(date) date_about(date, date_in)
        date_between(from, to, from_in, to_in) date_lasting(from, to, from_in, to_in)
        date_after(date, date_in) date_before(date, date_in)
        note_n(n) back_to_note(n) apparatus_n(n) back_to_apparatus(n) paragraph_n(n)
        supplied_paragraph_n(n) page_n(n) image_of_page(n) column_n(n) edited_reading(words)
        source_reading(words) hard_because(reason) supplied_because(reason) damaged_by(agent)
        other_hand(hand) said_from(date) said_to(date) said_not_before(date) said_not_after(date)
        n_listed(n) editor_role(role);
    counted:
        documents_n(n) in_texts(n) further_places_n(n) entries_n(n)
        n_characters(n) n_words(n) n_lines(n) n_pages(n);
    lists:
        months[12] months_of[12] seasons[4] seasons_in[4];
    names:
        tei_labels script script_search;
}

/// Files of words laid over each other.
#[derive(Default)]
pub(super) struct Merged(BTreeMap<String, Said>);

/// A value as a file may have it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Value {
    Words(String),
    Forms(BTreeMap<String, String>),
    List(Vec<String>),
    Other(serde::de::IgnoredAny),
}

impl Merged {
    /// Lays a file over what is there; what does not fit is left out and told.
    pub(super) fn add(&mut self, file: Option<usize>, text: &str, complaints: &mut Vec<Complaint>) {
        let mut complain = |place: Option<Range<usize>>, message: String| {
            if let Some(file) = file {
                complaints.push(Complaint {
                    file,
                    place,
                    message,
                });
            }
        };
        type File = BTreeMap<String, toml::Spanned<Value>>;
        let values: File = match toml::from_str(text.trim_start_matches('\u{feff}')) {
            Ok(values) => values,
            Err(error) => {
                let message = error.message().lines().next().unwrap_or("").to_owned();
                return complain(error.span(), message);
            }
        };
        for (key, value) in values {
            let place = value.span();
            let known = Messages::TABLE.iter().find(|(name, _)| *name == key);
            match fit(known.map(|(_, shape)| *shape), value.into_inner()) {
                Ok(Said::Forms(names)) if known.is_some_and(|(_, it)| *it == Shape::Names) => {
                    let there = self.0.entry(key);
                    let there = there.or_insert_with(|| Said::Forms(BTreeMap::new()));
                    if let Said::Forms(there) = there {
                        there.extend(names);
                    }
                }
                Ok(said) => {
                    self.0.insert(key, said);
                }
                Err(wrong) => complain(Some(place), format!("`{key}` {wrong}")),
            }
        }
    }

    pub(super) fn into_said(self) -> BTreeMap<String, Said> {
        self.0
    }
}

/// A value of the form that its key wants. A key that is not in the table is a theme's own.
fn fit(shape: Option<Shape>, value: Value) -> Result<Said, String> {
    let known = |text: &str, places: &[&str]| {
        let pattern = Pattern::new(text);
        let unknown = pattern.places().find(|place| !places.contains(place));
        match unknown {
            Some(unknown) => {
                let places: Vec<String> = places.iter().map(|it| format!("`{{{it}}}`")).collect();
                let places = match places.as_slice() {
                    [] => "nothing".to_owned(),
                    some => some.join(", "),
                };
                Err(format!(
                    "has `{{{unknown}}}`; what is filled in there is {places}"
                ))
            }
            None => Ok(()),
        }
    };
    match (shape, value) {
        (Some(Shape::Words) | None, Value::Words(words)) => Ok(Said::Words(words)),
        (Some(Shape::Filled(places)), Value::Words(words)) => {
            known(&words, places)?;
            Ok(Said::Words(words))
        }
        (Some(Shape::Counted(places)), Value::Forms(forms)) => {
            for form in forms.values() {
                known(form, places)?;
            }
            if forms.contains_key("other") {
                Ok(Said::Forms(forms))
            } else {
                Err("has no form `other`".to_owned())
            }
        }
        (None | Some(Shape::Names), Value::Forms(forms)) => Ok(Said::Forms(forms)),
        (Some(Shape::List(length)), Value::List(names)) if names.len() == length => {
            Ok(Said::List(names))
        }
        (None, Value::List(names)) => Ok(Said::List(names)),
        (Some(Shape::Words | Shape::Filled(_)), _) => Err("must be words in quotes".to_owned()),
        (Some(Shape::Counted(_)), _) => {
            Err("must be a table of plural forms, `{ one = \"…\", other = \"…\" }`".to_owned())
        }
        (Some(Shape::Names), _) => Err("must be a table of words".to_owned()),
        (Some(Shape::List(length)), _) => Err(format!("must be a list of {length} names")),
        (None, Value::Other(_)) => {
            Err("must be words, a table of plural forms or a list of words".to_owned())
        }
    }
}
