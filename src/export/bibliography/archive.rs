//! Where a paper is.

/// Where a paper is, as the source note words it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Archive<'a> {
    /// All of it: `Reagan Library, George Shultz Papers, Box 56A`.
    pub words: &'a str,
    /// The institution: what stands before the first comma.
    pub repository: &'a str,
    /// The way to the paper there: collection, box, folder.
    pub location: Option<&'a str>,
}

impl<'a> Archive<'a> {
    /// Takes an archive's words apart.
    #[must_use]
    pub fn new(words: &'a str) -> Self {
        let bare = words.trim().trim_end_matches('.').trim_end();
        let (repository, location) = match bare.split_once(", ") {
            Some((first, rest)) if !first.trim().is_empty() => (first, Some(rest.trim())),
            _ => (bare, None),
        };
        Self {
            words: bare,
            repository: repository.trim(),
            location: location.filter(|rest| !rest.is_empty()),
        }
    }
}
