//! Words for templates and scripts. The filter `say` fills in their places:
//!
//! `{{ words.documents_n | say(n=12) }}` takes the form that the language has for twelve,
//! `{{ words.part_n | say(label=…, n=…) }}` fills a pattern.

use crate::words::{Pattern, Words};
use std::collections::BTreeMap;
use tera::{Error, Kwargs, TeraResult, Value};

/// Fills in what a file of words has.
///
/// # Errors
/// When there is no such word, or nothing was given for one of its places.
pub(super) fn say(words: &Words, said: &Value, values: &Kwargs) -> TeraResult<String> {
    let form = match said.as_map() {
        Some(_) => {
            let n: usize = values.must_get("n")?;
            let form = said.get_from_path(words.category(n));
            form.or_else(|| said.get_from_path("other"))
        }
        None => Some(said),
    };
    let Some(text) = form.and_then(Value::as_str) else {
        return Err(Error::message("`say` fills in words, and these are none"));
    };
    let pattern = Pattern::new(text);
    let filled: Vec<(&str, String)> = pattern
        .places()
        .map(|place| Ok((place, values.must_get::<&Value>(place)?.to_string())))
        .collect::<TeraResult<_>>()?;
    let filled: Vec<(&str, &str)> = filled.iter().map(|(it, value)| (*it, &**value)).collect();
    Ok(pattern.fill(&filled))
}

/// What scripts are told, as JSON: `page`, and the pages that have scripts of their own.
/// Nothing where they are to say what they say by themselves.
pub(super) fn for_scripts(words: &Words) -> Value {
    let english = Words::english();
    if words.script == english.script && words.script_search == english.script_search {
        return Value::none();
    }
    let json = |own: &BTreeMap<String, String>| {
        let all: BTreeMap<&String, &String> = words.script.iter().chain(own).collect();
        let json = serde_json::to_string(&all).unwrap_or_default();
        // Nothing in it may end the script element.
        Value::safe_string(&json.replace('<', "\\u003c"))
    };
    let mut pages = BTreeMap::new();
    pages.insert("page", json(&BTreeMap::new()));
    pages.insert("search", json(&words.script_search));
    Value::from_serializable(&pages)
}
