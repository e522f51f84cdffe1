//! Raw transcriptions.
mod context;
mod forms;
mod heading;
mod joins;
mod layout;
mod lexicon;
mod lines;
mod markers;
mod marks;
mod notes;
mod parties;
