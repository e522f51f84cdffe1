//! What templates see of the search page.

use serde::Serialize;

/// The search page. The script finds the index in `folder`; everything else is for the
/// filters.
#[derive(Debug, Clone, Serialize)]
pub struct SearchView {
    /// The folder of the index, seen from the page, with a slash at the end.
    pub folder: String,
    /// Kinds of documents, the most frequent first.
    pub kinds: Vec<ChoiceView>,
    /// Volumes, in the order of the edition.
    pub volumes: Vec<ChoiceView>,
    /// Whether anybody is named in the edition.
    pub people: bool,
    /// The year of the first document that has a date.
    pub first_year: Option<i16>,
    /// The year of the last.
    pub last_year: Option<i16>,
}

/// A choice of a filter.
#[derive(Debug, Clone, Serialize)]
pub struct ChoiceView {
    /// What the script compares.
    pub value: String,
    /// The words to show.
    pub label: String,
    /// How many documents have it.
    pub count: usize,
}
