//! What the JSON of a record looks like, for programs: a JSON Schema, draft 2020-12.
//! It ships with every site, and a test holds the records to it.

/// The schema of a record.
pub const RECORD: &str = include_str!("record.schema.json");

/// Where the schema stands in a site.
pub const RECORD_PATH: &str = "schema/record.json";
