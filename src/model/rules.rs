//! The one table of rules by which things are read from sources. Every element and
//! every fact names its rule; `recto explain FILE` shows the sentence beside the line.

use serde::{Deserialize, Serialize};

macro_rules! rules {
    ($($variant:ident $slug:literal $says:literal)+) => {
        /// A rule by which something was read.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[allow(
            rustdoc::broken_intra_doc_links,
            reason = "the brackets in these sentences are those of texts"
        )]
        pub enum Rule {
            $(#[doc = $says] $variant,)+
        }

        impl Rule {
            /// Every rule, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name that records and TEI carry.
            #[must_use]
            pub const fn slug(self) -> &'static str {
                match self { $(Self::$variant => $slug,)+ }
            }

            /// The reason, in a sentence for an editor.
            #[must_use]
            pub const fn says(self) -> &'static str {
                match self { $(Self::$variant => $says,)+ }
            }
        }
    };
}

rules! {
    Sidecar "sidecar" "The editor says so, in the sidecar or the front matter."
    Encoded "encoded" "The source is marked up so."
    FileName "file-name" "The file's name gives the id, as nothing else does."
    Folder "folder" "The first folder below content/ is the volume."

    HeadingFirstLine "heading-first-line" "The first line is the heading."
    HeadingNumber "heading-number" "A number and a full stop before the heading are the document's number."
    HeadingKind "heading-kind" "The heading's first words name the kind of document."
    HeadingParties "heading-parties" "The heading names who wrote to whom: From … to …."
    HeadingMrToMr "heading-mr-to-mr" "The heading names who wrote to whom: A to B."
    KindByPeople "kind-by-people" "Who wrote to whom, and from where, tells the kind of the paper. The Department of State and its posts are meant."
    CableBlock "cable-block" "A post named as cables name it tells that this is a telegram."
    BlockParties "block-parties" "The block above the text names who wrote to whom."
    SignatureParty "signature-party" "The signature names the writer."
    SaluteParty "salute-party" "The salutation names the addressee."

    Dateline "dateline" "A line above or below the text that holds only a place and a date is the dateline."
    DateInWords "date-in-words" "A date written out with its year."
    DateYearNearest "date-year-nearest" "A day and month without a year; the year is the one in which they are nearest to the document's own date."
    DateMonthCounted "date-month-counted" "A day of this month, the last or the next (`the 12th instant`), counted from the document's own date."
    DateOldStyle "date-old-style" "Two dates of one day in two calendars; the later is ours."
    Letterhead "letterhead" "Lines in capitals above everything else are the letterhead."
    LetterheadMixed "letterhead-mixed" "Short lines right above the date, or above lines in capitals, are the letterhead."
    LabelTitle "label-title" "Where no heading says who wrote to whom, the first label above the text is its title."
    TitleLine "title-line" "A line in capitals above the text that says what the document is and of what is its title."
    Classification "classification" "A line of secrecy markings alone is the classification."
    SourceNoteClassification "source-note-classification" "The source note states the classification after the archive."
    SourceNoteArchive "source-note-archive" "The source note names the archive first."
    Declassification "declassification" "A line that begins DECL or Declassify is the instruction for declassification."
    ArchiveNumber "archive-number" "A line of digits and signs alone at the foot is an archive's number."
    MemoBlock "memo-block" "A label in capitals and a colon begin a row of the block above the text."
    LabelLine "label-line" "A line in capitals alone is a label for what follows."
    SubjectBullet "subject-bullet" "A single short bullet between heading and text is the subject; its label was lost."
    SubjectLabel "subject-label" "The label says that this is the subject."
    Participants "participants" "The label says that these are the participants."
    Received "received" "A bracket that begins with Received says when it arrived."
    TelegramLine "telegram-line" "The line holds a telegram's number, time or precedence."
    HandlingLine "handling-line" "The line tells how the document was handled."
    Salute "salute" "A short line of address that ends in a comma or colon opens the letter."
    Complimentary "complimentary-close" "A short line of farewell before the name closes the letter."
    Signature "signature" "A short line with a name at the end is the signature."
    InsideAddress "inside-address" "Lines broken by hand around a name and offices are the inside address."
    CopyList "copy-list" "A line that begins cc is the list of copies."
    Postscript "postscript" "A paragraph that begins P.S. is the postscript."
    Blank "paragraph" "Blank lines divide paragraphs."
    LineBlock "line-paragraph" "In this source each line is a paragraph."
    WrappedLine "wrapped-line" "The line goes on where the one before broke off."
    Verse "verse" "Short lines that are set in, each begun with a capital, are verses."
    Bullet "bullet" "A bullet begins an item of a list."
    NumberedItem "numbered-item" "A number that goes on from the one before begins an item."
    NumberAlone "number-alone" "A number alone on a line belongs to the line that follows."
    TableRow "table-row" "Bars divide the line into cells."
    TableGap "table-gap" "Wide gaps divide this line and those beside it into cells."
    Subhead "subhead" "A short line without a full stop heads what follows."
    Attachment "attachment" "A second heading after a wide gap begins an enclosure."
    AttachmentLabel "attachment-label" "The label says that an enclosure begins."
    SignedBySidecar "signature-position" "The last short line before the notes is the signature."

    TelegramNumber "telegram-number" "A number of two figures and more at the beginning of a telegram's text is its own."
    NoteList "note-list" "Numbered lines at the end, in order from 1, are the notes."
    MarkerHeading "marker-heading" "The number at the end of the heading is a note's mark: it is the next in the list."
    MarkerAfterStop "marker-after-stop" "A number straight after a full stop is a note's mark: it is the next in the list."
    MarkerAfterPunctuation "marker-after-punctuation" "A number straight after punctuation is a note's mark: it is the next in the list."
    MarkerAfterLetter "marker-after-letter" "A number straight after a word is a note's mark: it is the next in the list."
    MarkerAfterDigit "marker-after-digit" "The last digits of a number are a note's mark: what is left makes a likely number, and the mark is the next in the list."
    MarkerSpaced "marker-spaced" "A number alone after the end of a line or sentence is a note's mark: it is the next in the list."
    MarkerRaised "marker-raised" "A raised number, ¹ or ^{1}, is a note's mark: it is the next in the list."
    MarkerBracketed "marker-bracketed" "A number in brackets of its own, [1] or (1), is a note's mark: it is the next in the list."
    SourceNote "source-note" "A note that begins Source: tells where the text comes from."

    PageBracket "page-bracket" "[Page …] says where a page of the printed volume begins."
    PageInsideWord "page-inside-word" "The page begins inside a word: the joined form is a word, and its second half is none."
    PageJoinStem "page-join-stem" "The page begins inside a word: the second half cannot begin a word."
    PageJoinSeen "page-join-seen" "The page begins inside a word: the joined form stands elsewhere in the text."
    PageTyped "page-typed" "A number between hyphens alone on a line is a typed page number."
    RunningHead "running-head" "The line repeats the head of a page."
    PageGap "page-gap" "The sentence breaks off and goes on after the gap: a page changed, the paragraph did not."
    Stamp "stamp" "Lines of an archive's or censor's stamp interrupt the text."

    Struck "struck" "~~ … ~~ is struck out."
    Raised "raised" "^{ … } is raised."
    Handwritten "handwritten" "* … * is italic or handwritten."
    Strong "strong" "** … ** is bold."
    Underlined "underlined" "_ … _ is underlined."
    Withheld "withheld" "The bracket tells of text that was not declassified."
    Omitted "omitted" "The bracket tells of text that the editors left out."
    SicBracket "sic-bracket" "[sic] confirms the reading before it."
    EditorialBracket "editorial-bracket" "An italic or capital bracket is the editors'."

    RefDocument "ref-document" "Document and a number name a document."
    RefNote "ref-note" "Footnote and a number name a note."
    RefPage "ref-page" "p. and a number name a page: after ante or post, or after a paper of the volume."
    RefVolume "ref-volume" "The volume is named before the number."
    RefIbid "ref-ibid" "Ibid. repeats the volume named before."
    RefLink "ref-link" "The source links to it."

    NameAuthority "name-authority" "The name or spelling is in the authority file."
    Markdown "markdown" "Markdown says so."
}

/// What of a date its words do not say, so that it is inferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inferred {
    /// The year: `December 7`.
    Year,
    /// The month and with it the year: `the 12th instant`.
    MonthAndYear,
}

impl Rule {
    /// What it infers of a date. `None`: nothing, or it reads no dates.
    #[must_use]
    pub const fn infers(self) -> Option<Inferred> {
        match self {
            Self::DateYearNearest => Some(Inferred::Year),
            Self::DateMonthCounted => Some(Inferred::MonthAndYear),
            _ => None,
        }
    }
}
