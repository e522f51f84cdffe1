//! The one table of diagnostic codes: slug, severity, title, explanation, a small bad
//! and a small good example. `recto explain CODE` and the manual are made from it, and
//! a test demands a case that triggers each.
//!
//! Long, because it is a list of everything and each entry is alike.

use super::Severity::{self, Error, Warning};

/// What is known of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodeInfo {
    /// The name that people type and search for.
    pub slug: &'static str,
    /// How grave it is unless the configuration says otherwise.
    pub severity: Severity,
    /// One line.
    pub title: &'static str,
    /// What it means, why it matters and what to do.
    pub explanation: &'static str,
    /// A few lines that trigger it.
    pub bad: &'static str,
    /// The same, mended.
    pub good: &'static str,
}

macro_rules! codes {
    ($($variant:ident $slug:literal $severity:ident $title:literal $explanation:literal $bad:literal $good:literal)+) => {
        /// What kind of trouble a diagnostic reports. Its slug never changes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $title] $variant,)+
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// What is known of this code.
            #[must_use]
            pub const fn info(self) -> CodeInfo {
                match self {
                    $(Self::$variant => CodeInfo {
                        slug: $slug, severity: $severity, title: $title,
                        explanation: $explanation, bad: $bad, good: $good,
                    },)+
                }
            }
        }
    };
}

impl Code {
    /// The name that people type and search for.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        self.info().slug
    }

    /// The code with this slug.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.slug() == slug)
    }
}

codes! {
    UnreadableFile "unreadable-file" Error
        "a file cannot be read"
        "The system refused to open the file, or it vanished while it was read. The edition would be incomplete without it, so nothing is written."
        "content/letter.txt without permission to read it"
        "give yourself the right to read it, or take it out of content/"
    BinaryFile "binary-file" Error
        "a file holds no text"
        "A source must be text. This one has a NUL byte, so it is an image, a word processor's file or an archive."
        "scan.jpg renamed to scan.txt"
        "save the text itself as plain text (UTF-8)"
    NotUtf8 "not-utf8" Error
        "a file is not in UTF-8"
        "The place shown holds bytes that are no UTF-8 character. Decoding them by a guess could change the text without a trace. Save the file again as UTF-8 (an editor may call its present form Windows-1252, ISO 8859-1 or UTF-16)."
        "a file saved as Windows-1252 with curly quotation marks"
        "the same file saved as UTF-8"
    FileTooLarge "file-too-large" Error
        "a file or a document is too large"
        "Files of more than 1 GiB are refused, and so are TEI documents of more than 32 MB, which no browser shows; a file of this size is nearly always something else, or many documents in one file."
        "a.txt of 3 GB"
        "the documents in a file each"
    OutsideTree "outside-tree" Error
        "a link leads out of the edition's folder"
        "A symbolic link in content/ that points outside the edition would make the site depend on a file that is not part of it. Links to folders are not followed either."
        "content/letter.txt -> /home/me/letter.txt"
        "copy the file into content/"
    OddFileName "odd-file-name" Error
        "a file's name cannot be written in Unicode"
        "The name would become part of an address. Rename the file."
        "content/caf\\xE9.txt"
        "content/café.txt"
    UnknownFileType "unknown-file-type" Warning
        "a file in content/ is of no kind that recto reads"
        "content/ holds .txt, .md and .yaml files and the images that essays show. Other files are left alone and are not published."
        "content/letter.docx"
        "content/letter.txt"
    EmptyDocument "empty-document" Warning
        "a document has no text"
        "The file holds nothing but white space. A page is made for it, so that its address stays, but there is nothing to read."
        "an empty letter.txt"
        "the transcription, or no file"
    ControlCharacter "control-character" Warning
        "a text holds a character that cannot be shown"
        "Control characters cannot stand in HTML or TEI. The character is left out of the pages and reported here, so that nothing goes without a trace. Tabs, line breaks and form feeds are blanks, and shown as such."
        "a letter that a scan lost: U+0007 (a bell), U+001A"
        "the letter that the original has"
    NoConfiguration "no-configuration" Error
        "there is no book.toml"
        "recto looks for book.toml in the folder given by --dir, or here and in the folders above."
        "recto build in an empty folder"
        "recto build --dir my-edition"
    BadConfiguration "bad-configuration" Error
        "book.toml cannot be understood"
        "The file is not TOML, or a value is of the wrong kind. The place shown is where reading stopped."
        "[book]\ntitle = Letters"
        "[book]\ntitle = \"Letters\""
    UnknownKey "unknown-key" Error
        "a key is not one that recto knows"
        "A mistyped key would be ignored without a word, and the edition would not say what its editor wrote. The nearest known key is named."
        "[book]\ntitel = \"Letters\""
        "[book]\ntitle = \"Letters\""
    BadYaml "bad-yaml" Error
        "a YAML file cannot be understood"
        "The file is not YAML, a key stands twice, or a value is of the wrong kind."
        "date: [1986-01-14"
        "date: 1986-01-14"
    BadDate "bad-date" Error
        "a date is not one that recto can read"
        "Dates are written in EDTF, level 1: 1986-01-14, 1986-01, 1986, 1985-12?, 1986-08-01/1986-09-23, [..1986-09-23], or .. for an open end."
        "date: 14 January 1986"
        "date: 1986-01-14"
    SidecarWithoutSource "sidecar-without-source" Warning
        "a sidecar stands beside no document"
        "A .yaml file describes the document of the same name in the same folder. There is none, so nothing uses it."
        "content/175.yaml without content/175.txt"
        "content/175.txt beside it"
    SidecarContradictsText "sidecar-contradicts-text" Warning
        "a sidecar says otherwise than the text"
        "The sidecar's value is used. When that is meant, say so with `accept: [key]` in the sidecar, and this is silent."
        "date: 1986-01-15 beside a text dated January 14, 1986"
        "date: 1986-01-15\naccept: [date]"
    QuoteNotFound "quote-not-found" Warning
        "a passage quoted in a sidecar is not in the text"
        "Corrections, joined words and decided references are pinned to a quoted passage, so that they never land on the wrong words. White space is compared loosely, everything else exactly."
        "corrections:\n  - quote: the the US"
        "corrections:\n  - quote: the the U.S."
    QuoteAmbiguous "quote-ambiguous" Warning
        "a passage quoted in a sidecar occurs more than once"
        "Quote more of the text around it, or say which occurrence is meant."
        "corrections:\n  - quote: the"
        "corrections:\n  - quote: in the the U.S."
    QuoteCrossesMarks "quote-crosses-marks" Warning
        "a passage quoted in a sidecar cannot be changed as a whole"
        "The passage is in the text, but it begins or ends inside a mark (a struck or raised phrase, a reference), runs over two paragraphs, or overlaps another correction. The text is left as it stands."
        "corrections:\n  - quote: \"end of one paragraph.\\n\\nBeginning\""
        "corrections:\n  - quote: end of one paragraph."
    DuplicateId "duplicate-id" Error
        "two documents, people or things have one id"
        "Addresses are made from ids. Both places are shown. Give one of them another id: documents in a sidecar (`id:`), everything else where it is defined."
        "id: d11 in two sidecars of one volume"
        "id: d11 and id: d11a"
    BadId "bad-id" Error
        "an id cannot be part of an address"
        "An id begins with a letter and holds small letters, digits, hyphens, underscores and full stops, at most 80 of them."
        "id: Letter 5/b"
        "id: letter-5b"
    UnpairedMarker "unpaired-marker" Warning
        "a note's mark in the text has no note"
        "The number stands where marks stand, but no note belongs to it. It is kept as text. If it is not a mark, say so in the sidecar (`dismiss:`)."
        "as agreed.3  with two notes at the end"
        "as agreed.2"
    UnpairedNote "unpaired-note" Warning
        "a note has no mark in the text"
        "The note is kept and shown with the others, but nothing in the text leads to it. Pin it in the sidecar: notes: [{note: 3, after: \"the quoted words\"}]."
        "3. Not found.  with no 3 in the text"
        "notes:\n  - note: 3\n    after: my earlier letter to Shevardnadze."
    DoubtfulMarker "doubtful-marker" Warning
        "a number may be a note's mark or part of the text"
        "More than one reading of the numbers fits the notes equally well. The more likely is used; the sidecar can decide (notes, dismiss)."
        "September 162 with one note on the page"
        "notes:\n  - note: 2\n    after: September 16"
    PinWithoutEffect "pin-without-effect" Warning
        "a sidecar pins a note that cannot be pinned"
        "`notes` in a sidecar says after which words a note's mark stands. Nothing comes of it when the list has no note of that number, or when a Markdown text has the mark itself ([^3]): there, move the mark."
        "notes:\n  - note: 9\n    after: my earlier letter  with eight notes at the end"
        "notes:\n  - note: 8\n    after: my earlier letter"
    MissingNotes "missing-notes" Warning
        "the text has marks but no notes"
        "Numbers stand where marks stand, in order from 1, but the text ends without a list of notes. They are kept as text."
        "See the first report.1"
        "the same with 1. Not printed. at the end"
    DoubtfulNotes "doubtful-notes" Warning
        "lines at the end may be notes or a list of the text"
        "They are numbered and look like notes, but no mark in the text leads to them, so they are kept as a list of the text. If they are notes, pin their marks in the sidecar: notes: [{note: 1, after: \"the quoted words\"}]; if they are none, dismiss: [\"1. The first line\"]."
        "1. Not printed.  at the end, and no mark in the text"
        "as agreed.1  with the same note at the end"
    DoubtfulJoin "doubtful-join" Warning
        "a page begins inside what may be one word"
        "The text is the same whether the page broke a word or fell between two. No evidence decides it; the parts are kept apart. Say in the sidecar: joins: [\"perform|ance\"] or joins: [\"for ever\"]."
        "vet [Page 12] erans"
        "joins: [\"vet|erans\"]"
    UnclosedMark "unclosed-mark" Warning
        "a mark is opened and not closed"
        "~~ (struck), ^{ (raised), * and _ come in pairs within a paragraph. The characters are kept as text."
        "~~SECRET"
        "~~SECRET~~"
    UnclosedBracket "unclosed-bracket" Warning
        "a bracket that looks like an editor's remark is not closed"
        "[Page, [Omitted and the like end with a closing bracket in the same paragraph. The characters are kept as text."
        "[Page 38 the talks"
        "[Page 38] the talks"
    PageOutOfOrder "page-out-of-order" Warning
        "printed pages do not follow one another"
        "A page number is lower than the one before it. It may be a slip of the transcription; it is kept as it stands."
        "[Page 39] ... [Page 38]"
        "[Page 38] ... [Page 39]"
    DoubtfulPage "doubtful-page" Warning
        "a number may say where a printed page begins"
        "It stands as the mark of a printed page does ([p. 12], {12}, [xii] alone on a line), but no row of such numbers counts on by one through the text, so it is kept as words. If a page begins there, write [Page 12]; if not, say so in the sidecar: dismiss: [\"the words with the number\"]."
        "the towers {12} reported  and no {13} after it"
        "the towers [Page 12] reported"
    UnresolvedRef "unresolved-ref" Error
        "a reference leads to nothing"
        "The document, note, page or person that is named by a key does not exist in this edition. The nearest known ids are named."
        "[the letter](#d999)"
        "[the letter](#d168)"
    DanglingPointer "dangling-pointer" Warning
        "a pointer of a TEI file leads nowhere"
        "No element of the file has the id, or no file of the edition is the one named, be it a text or a picture. The words stand as text without a link. Of each file the first ten such pointers are told one by one, each once, and the others are counted."
        "<ref target=\"#d999\">Document 999</ref>"
        "<ref target=\"#d99\">Document 99</ref>"
    UnknownElement "unknown-element" Warning
        "there is no rule for an element of a TEI file"
        "The element is kept by its name and its words stand in the text, but it is shown without a form of its own. `recto check` tells of each such element once, with the table of all elements; a build says nothing of it. Set the code to `error` in `[diagnostics]` to let a check fail."
        "<metamark>§</metamark>"
        "an element of the table in the manual on TEI, or: unknown-element = \"allow\""
    UnknownTarget "unknown-target" Warning
        "a reference in words has no target in the edition"
        "The wording is clear, but the edition has neither the document nor an address template for its volume ([[volumes]] with url). It is shown as text."
        "See Document 168.  in an edition without document 168"
        "[[volumes]] with a url template"
    DoubtfulRef "doubtful-ref" Warning
        "a reference in words is not clear"
        "A lost dash (Documents 376378), an ibid. with nothing before it, a number whose volume cannot be told: such a reference is shown as text and never guessed. Decide it in the sidecar: references: [{quote: \"Documents 376378\", reads: \"Documents 376–378\"}]."
        "ibid., Documents 376378"
        "references:\n  - quote: Documents 376378\n    reads: Documents 376–378"
    Undated "undated" Warning
        "a document has no date"
        "Nothing in the text states a date, and none is guessed. Give it in the sidecar; it may be a range (date: 1986-08-01/1986-09-23) or say that it is not known (date: unknown)."
        "a letter whose dateline was lost"
        "date: 1986-01-14"
    DoubtfulParties "doubtful-parties" Warning
        "the people of a heading could not be read for sure"
        "The heading says who wrote to whom, but where one party ends and the next begins, or who it is, is not clear. State them in the sidecar (`sender`, `addressee`)."
        "Letter From the Press Office, Box 12"
        "sender: Press Office"
    UnknownPerson "unknown-person" Warning
        "a name is not in people.yaml"
        "The sender, addressee or participant is listed under the name as written. Add the person, or the spelling, to people.yaml."
        "From: George P. Shultz"
        "- id: shultz\n  name: George P. Shultz"
    AmbiguousName "ambiguous-name" Warning
        "a name fits several people"
        "No link is made. Say who is meant in the sidecar: names: [{quote: \"Johnson\", person: johnson-lb}]."
        "Johnson, with two Johnsons in people.yaml"
        "names:\n  - quote: Johnson\n    person: johnson-lb"
    UnknownWitness "unknown-witness" Error
        "a witness belongs to a document that does not exist"
        "The sidecar says that this text is a witness of another document, but there is none with that id."
        "witness: {of: d999}"
        "witness: {of: d175}"
    DuplicateSiglum "duplicate-siglum" Error
        "two witnesses of one document have one siglum"
        "A siglum names a witness in the comparison, so it must be told from the others of the same document. Both places are shown."
        "witness: {of: d175, siglum: R} in two sidecars"
        "witness: {of: d175, siglum: R} and witness: {of: d175, siglum: L}"
    RawHtml "raw-html" Warning
        "HTML is shown as text"
        "Markup in Markdown and in raw transcriptions could break the page or its safety, so it is escaped and shown as it stands. Use Markdown, or the marks of the manual. In a raw transcription it is told once."
        "<b>Secret</b>"
        "**Secret**"
    UnknownLanguage "unknown-language" Warning
        "a code fence names a language that cannot be highlighted"
        "The text is shown without colours."
        "```klingon"
        "```xml"
    MissingFootnote "missing-footnote" Warning
        "a footnote is named and not written"
        "[^x] stands in the text, but no line begins with [^x]:. It is kept as text."
        "as agreed.[^1]"
        "as agreed.[^1]\n\n[^1]: Not printed."
    UnusedFootnote "unused-footnote" Warning
        "a footnote is written and never named"
        "The note is kept and shown with the others, but nothing in the text leads to it."
        "[^1]: Not printed."
        "as agreed.[^1]\n\n[^1]: Not printed."
    AddressClash "address-clash" Error
        "two pages have one address"
        "Addresses may not differ only in capitals either, since some systems do not tell them apart."
        "about.md and About.md"
        "about.md and about-us.md"
    BadTheme "bad-theme" Error
        "a theme or template cannot be used"
        "The template's place is shown first, then the document that was being made."
        "{{ document.titel }}"
        "{{ document.title }}"
    ThemeOutdated "theme-outdated" Warning
        "a theme was made for another version of the template contract"
        "theme.toml states the contract that the theme was made for. Read the change log, adapt the files, then raise the number."
        "contract = 0"
        "contract = 1"
    WordsMissing "words-missing" Warning
        "a language of your own lacks words"
        "What a file in `words/` does not say is said in English. The keys that it lacks are named; where that is meant, `words-missing = \"allow\"` in `[diagnostics]` says so."
        "words/nl.toml without `search`"
        "search = \"Zoeken\""
    CannotWrite "cannot-write" Error
        "the site cannot be written"
        "The disk is full, or the folder may not be written to. The previous site is still in place, whole."
        "recto build on a full disk"
        "free some space, or use --out"
    MalformedXml "malformed-xml" Error
        "a file is not well-formed XML"
        "A tag is not closed, stands in the wrong order, or a sign that XML keeps to itself stands in the text. Nothing of the file can be read until that is mended; the other files are read."
        "<p>one <hi>two</p>"
        "<p>one <hi>two</hi></p>"
    UnknownEntity "unknown-entity" Error
        "an entity is not declared"
        "XML knows five entities: &amp;amp; &amp;lt; &amp;gt; &amp;quot; &amp;apos;. All others must be declared in the file itself; recto reads no document type that lies elsewhere."
        "<p>caf&eacute;</p>"
        "<p>café</p>"
    RefusedEntity "refused-entity" Error
        "an entity is not replaced"
        "Entities that stand for a short text are replaced by it. Those that stand for another file, for markup, for themselves or for very much text are not: nothing is fetched, and no file can grow without bound."
        "<!DOCTYPE TEI [<!ENTITY letter SYSTEM \"letter.xml\">]>"
        "the letter's text in its place"
    TooDeep "too-deep" Error
        "elements stand too deep in each other"
        "No text needs more than 256 elements one in the other. Where there are more, a program has repeated a tag or never closed one."
        "<hi><hi><hi>… three hundred times"
        "<hi>words</hi>"
    TeiP4 "tei-p4" Error
        "a file is TEI P4"
        "TEI P4 and older, whose first element is TEI.2, are not read. Stylesheets turn them into TEI P5."
        "<TEI.2>"
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">"
    NotTei "not-tei" Error
        "an XML file is not TEI"
        "Below content/ an .xml file is a TEI document or a volume of them. Other XML cannot be shown."
        "<html>"
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">"
    TeiNamespace "tei-namespace" Warning
        "a TEI file does not say that it is TEI"
        "The first element of a TEI file states the namespace of TEI. Without it, or with another, other programs will not know the file for TEI. recto reads it all the same."
        "<TEI>"
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">"
    RepeatedXmlId "repeated-xml-id" Warning
        "an xml:id stands twice in a file"
        "An id names one element of its file. Pointers lead to the first that has it."
        "<pb xml:id=\"pg_3\"/> … <pb xml:id=\"pg_3\"/>"
        "<pb xml:id=\"pg_3\"/> … <pb xml:id=\"pg_4\"/>"
    NotIncluded "not-included" Warning
        "a file that should be included is not"
        "XInclude asks for another file in a place of this one. recto reads every file by itself, so what should stand there is missing from this page."
        "<xi:include href=\"letter2.xml\"/>"
        "letter2.xml in content/, or its text in the place"
    UnreadDate "unread-date" Warning
        "a date's attributes cannot be read"
        "Attributes such as when, from and notBefore name a year, a month or a day that exists, the earlier first. The words of the date stand in the text as they are; the document is without this date."
        "<date when=\"1986-02-30\">"
        "<date when=\"1986-02-28\">"
    Internal "internal" Error
        "a bug in recto"
        "This should not happen whatever the sources say. Please report it with the file named here."
        "-"
        "-"
}

impl Code {
    /// Whether it tells of a file of TEI that cannot be read at all. Corpora have a few
    /// among thousands: the others become the site, and the exit status tells.
    #[must_use]
    pub const fn leaves_a_file_out(self) -> bool {
        matches!(
            self,
            Self::MalformedXml
                | Self::RefusedEntity
                | Self::UnknownEntity
                | Self::TooDeep
                | Self::TeiP4
                | Self::NotTei
        )
    }
}
