//! Names of the authority files in texts: finding them, and who is meant.
//!
//! All forms of all names are looked for at once. A full name or a listed spelling is
//! believed wherever it stands as a word. A surname alone is believed with care:
//!
//! - not after another's given name or initial (`Ben Johnson`), nor before a noun in
//!   capitals that makes it a thing (`Reagan Library`);
//! - when it is also an everyday word (by a short list, or because the same document has
//!   it in small letters), only after a title or in the middle of a sentence;
//! - when several people bear it, only if exactly one of them is named in full before,
//!   or fits the title before it, or is in office at the document's date; otherwise
//!   nobody is meant and the editor is asked, once for each name and document.
//!
//! Forms are compiled once for the edition; marking a document is linear in its text.

mod around;
mod finder;
mod mark;
mod party;
mod person;
mod pins;
mod pointers;
mod survey;
mod words;

pub use finder::NameFinder;
pub use party::Match;
pub(super) use person::PersonName;
pub use pointers::Pointers;
