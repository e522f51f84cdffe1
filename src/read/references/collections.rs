//! Documents of other collections: `Document 12 in Public Papers`, `Alder, The Grain
//! Question, Document 8`, `UN Document 12`.
//!
//! Nothing says for sure that a work is not of the series. What its name looks like is
//! looked at, before the document and behind it: a title in capitals that no volume of the
//! series has and that is no paper's, or a word that only collections are called by. Such a
//! document is told to be doubtful, and an `ibid.` after it is none of this edition.

use super::Scanner;
use super::documents::DOCUMENT;
use super::evidence::is_month;
use super::tokens::Kind;
use super::volumes::VOLUME;

/// What the words around a document say of whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    /// The series'.
    Series,
    /// Another body's paper, by its number there: no reference.
    Body,
    /// Perhaps another work's.
    Doubtful,
}

/// Why a document of another work is no link.
pub(super) const DOUBT: &str = "it may be one of another work or an archive";

/// A row of words that reads as a name or a title.
#[derive(Debug, Default)]
struct Title {
    /// Words in capitals, months not counted.
    capitals: usize,
    /// Whether an article stands before it: one certain thing, and seldom a work.
    article: bool,
    /// Whether a word is one that only works and archives are called by.
    work: bool,
    /// Whether it is called as papers of the series are: `Summary of Conclusions`.
    paper: bool,
    /// Whether the name ends with a number that is no year: `NSC 68`.
    numbered: bool,
}

impl Title {
    /// Whether a document beside it may be one of a work of that title.
    fn is_of_work(&self) -> bool {
        self.work || self.capitals >= 2 && !self.article && !self.paper && !self.numbered
    }
}

impl Scanner<'_, '_> {
    /// Whose document it is, by the words before `Document` (at `word`) and behind its
    /// numbers (from `after`).
    pub(super) fn whose_document(&self, word: usize, after: usize) -> Whose {
        let (dot, named) = match word.checked_sub(1) {
            Some(dot) if self.is(dot, &["."]) => (true, dot.checked_sub(1)),
            before => (false, before),
        };
        let before = named.and_then(|at| self.token(at));
        if before.is_some_and(|it| is_in(BODIES, it.text)) {
            return Whose::Body;
        }
        // `Conference Document 7`: a name, where no sentence begins with it.
        let called = !dot
            && named.is_some_and(|at| {
                at > self.sentence
                    && !self.is(at - 1, &["[", "(", ";", "“", "”"])
                    && self.is_capital(at)
                    && !self.is_in(at, OPENERS)
            });
        if called && before.is_some_and(|it| it.text.chars().all(char::is_uppercase)) {
            return Whose::Body;
        }
        let is_of_work = called
            || self.is_behind_title(word, after)
            || self.is_in_work(word, after)
            || self.is_before_title(after);
        if is_of_work {
            Whose::Doubtful
        } else {
            Whose::Series
        }
    }

    /// Whether a work is named before a document and a comma: `Alder, The Grain Question,
    /// Document 8`, `Harbor Library, Box 3, Document 33`.
    fn is_behind_title(&self, word: usize, after: usize) -> bool {
        let Some(comma) = word.checked_sub(1).filter(|&at| self.is(at, &[","])) else {
            return false;
        };
        if self.volume.is_none() && self.sentence_ibid.is_none() && self.names_archive(word) {
            return true;
        }
        let numbered_so = self.is(word + 1, &["No", "Nos"]) || self.is(word + 2, &["No", "Nos"]);
        let floor = self.sentence.max(comma.saturating_sub(CLAUSE));
        let mut title = Title::default();
        let mut at = comma;
        let mut brackets = 0;
        // The name's last word, for `NSC 68`.
        let mut last = true;
        let mut first_capital = comma;
        while at > floor {
            let Some(token) = self.token(at - 1) else {
                break;
            };
            // The title of a volume that is named before.
            if self.volume_at.is_some_and(|named| at <= named) {
                return false;
            }
            let goes_on = match token.text {
                ")" => {
                    brackets += 1;
                    true
                }
                "(" if brackets > 0 => {
                    brackets -= 1;
                    true
                }
                _ if brackets > 0 => true,
                // `Document 4 and the Grain Papers, Document 8`, `Documents 4, 6`
                _ if token.kind == Kind::Number && self.is_cited_number(at - 1) => false,
                "and" | "&" => at > floor + 1 && self.is_capital(at - 2) && self.is_capital(at),
                "the" => true,
                text if token.kind == Kind::Word => {
                    // `Alder, The Grain Question`
                    let titled = text == "The" && at > floor + 1 && self.is(at - 2, &[",", ":"]);
                    self.is_capital(at - 1) && (titled || !is_in(OPENERS, text))
                        || is_in(JOINING, text)
                }
                "," | "–" | "-" | "—" | ":" | "*" | "_" | "’" => true,
                // `pp. 612–614`, `U.S. Papers`
                "." => !self.ends_sentence(at - 1),
                _ => token.kind == Kind::Number,
            };
            if !goes_on {
                break;
            }
            at -= 1;
            if brackets > 0 {
                continue;
            }
            if last && !matches!(token.text, ")" | "*" | "_") {
                title.numbered = token.kind == Kind::Number
                    && token.text.len() != 4
                    && at > floor
                    && !self.is(at - 1, &[",", "."]);
                title.paper |= self.is_papers_name(at);
                last = false;
            }
            if self.is_capital(at) && !is_month(token.text) {
                title.capitals += 1;
                title.work |= self.is_works_name(at);
                first_capital = at;
            }
        }
        title.article =
            first_capital > floor && self.is(first_capital - 1, &["the", "The", "a", "an"]);
        title.paper |= self.is_papers_name(first_capital) || self.is(first_capital, &["Report"]);
        // A name within a clause is someone's who is spoken of: `his talk with Secretary
        // Vance, Document 8`.
        let apposed = self.is(after, &[","])
            && self
                .token(after + 1)
                .is_some_and(|it| it.text.starts_with(char::is_lowercase));
        let before = [
            "also", "and", "&", "in", "from", "as", "see", "cf", ";", "(", "[",
        ];
        let begins = at == self.sentence && !apposed
            || at > self.sentence
                && (self.is_in(at - 1, OPENERS)
                    || self.number(at - 1).is_some()
                    || self.is(at - 1, &before)
                        && !(self.is(at - 1, &["in", "from"]) && at > 1 && self.is_paper(at - 2)));
        if first_capital == comma {
            return false;
        }
        begins && (title.is_of_work() || numbered_so && !title.paper)
            || title.work && title.capitals > 1
    }

    /// Whether a work is named behind a document, that it is in: `Document 12 in Public
    /// Papers`, `Document 12 of that book`.
    fn is_in_work(&self, word: usize, after: usize) -> bool {
        if !self.is(after, &["in", "of", "from"]) {
            return false;
        }
        // A copy of a document of the series can lie in an archive.
        let copied = word.checked_sub(1).is_some_and(|at| self.is(at, &["of"]))
            && word
                .checked_sub(2)
                .is_some_and(|at| self.is(at, &["copy", "copies", "draft", "text", "version"]));
        if copied {
            return false;
        }
        let mut at = after + 1;
        if self.is(at, &["this", "This", "our", "present"]) {
            return false;
        }
        // `in *Public Papers*`, `in “The Grain Question”`
        let signs = at;
        while self.is(at, &["*", "_", "“", "\""]) {
            at += 1;
        }
        if at > signs && self.is_capital(at) {
            return true;
        }
        let determined = self.is_in(at, DETERMINERS);
        let that = self.is(
            at,
            &["that", "same", "another", "his", "her", "its", "their"],
        );
        at += usize::from(determined);
        let title = self.title_from(at);
        if title.0.capitals > 0 {
            let title = Title {
                article: determined,
                ..title.0
            };
            return title.is_of_work() && !self.is_in(at, PARTS);
        }
        // `of that book`, `in the files of the Embassy`, `in the British collection`
        (at..at + 3)
            .take_while(|&at| self.token(at).is_some_and(|it| it.kind == Kind::Word))
            .take_while(|&at| !self.is(at, &["of", "in", "on", "to", "from", "and"]))
            .any(|at| {
                self.is_in(at, FILES)
                    || determined && self.is_in(at, WORKS)
                    || that && self.volume.is_none() && self.is(at, &["volume", "compilation"])
            })
    }

    /// Whether a work is named behind a document and a comma: `Document 8, Lowhaven Weekly,
    /// March 4`.
    fn is_before_title(&self, after: usize) -> bool {
        if !self.is(after, &[","]) {
            return false;
        }
        let at = after + 1;
        let signs = usize::from(self.is(at, &["*", "_"]));
        let article = usize::from(self.is(at + signs, &["the"]));
        let first = at + signs + article;
        if self.is_in(first, OPENERS) || self.is_in(first, PARTS) || self.is(first, &["Foreign"]) {
            return false;
        }
        let (title, end) = self.title_from(first);
        let title = Title {
            article: article > 0,
            paper: title.paper || self.is_papers_name(first),
            ..title
        };
        // What is told of someone goes on: `Document 8, Secretary Vance wrote`.
        let closed = match self.token(end) {
            None => true,
            Some(token) => matches!(token.text, "," | "." | ";" | ")" | "]" | "*" | "_" | ":"),
        };
        let dated = self.is(end, &[","])
            && self
                .token(end + 1)
                .is_some_and(|it| it.kind == Kind::Number || is_month(it.text) || it.text == "p");
        closed && title.capitals > 0 && title.is_of_work() && (title.work || dated)
    }

    /// The title that begins at a token, and the token after it.
    fn title_from(&self, first: usize) -> (Title, usize) {
        let mut title = Title::default();
        let mut at = first;
        while at < first + CLAUSE {
            let joined = at > first
                && (self.is_in(at, JOINING) || self.is(at, &["and", "&", "the"]))
                && (self.is_capital(at + 1) || self.is_capital(at + 2));
            let stop = self.is(at, &["."]) && at > first && !self.ends_sentence(at);
            if self.is_capital(at) {
                let counts = self.token(at).is_some_and(|it| !is_month(it.text));
                title.capitals += usize::from(counts);
                title.work |= self.is_works_name(at);
                title.paper |= self.is_papers_name(at);
            } else if !(joined || stop || at > first && self.is(at, &[":", "’"])) {
                break;
            }
            at += 1;
        }
        (title, at)
    }

    /// Whether the clause before a document names an archive or a collection of papers.
    fn names_archive(&self, word: usize) -> bool {
        let ends = [";", "see", "See", "(", "and"];
        let collections = [
            "Archives",
            "Box",
            "Documents",
            "Files",
            "Library",
            "Lot",
            "Papers",
        ];
        (self.sentence..word)
            .rev()
            .take(16)
            .take_while(|&at| !self.is(at, &ends))
            .any(|at| self.is(at, &collections) && !self.is_cited_word(at))
    }

    /// Whether a token is a word with a capital that can be one of a name.
    fn is_capital(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| {
            token.kind == Kind::Word
                && token.text.starts_with(char::is_uppercase)
                && !self.is_cited_word(at)
                && !VOLUME.contains(&token.text)
        })
    }

    /// Whether a token is a `Document` with a number.
    fn is_cited_word(&self, at: usize) -> bool {
        self.is(at, DOCUMENT) && (self.number(at + 1).is_some() || self.is(at + 1, &["."]))
    }

    /// Whether a number is one of documents or notes that are cited, and no part of a name.
    fn is_cited_number(&self, at: usize) -> bool {
        let row = [",", "and", "–", "-", "&"];
        let mut at = at;
        while at > self.sentence && (self.is(at - 1, &row) || self.number(at - 1).is_some()) {
            at -= 1;
        }
        at > self.sentence
            && (self.is(at - 1, DOCUMENT) || self.is(at - 1, &["footnote", "footnotes", "note"]))
    }

    /// Whether a word of a name says that the name is a work's or an archive's.
    fn is_works_name(&self, at: usize) -> bool {
        // `White Paper`, `Yellow Book`
        let colour = at.checked_sub(1).is_some_and(|before| {
            self.is(
                before,
                &[
                    "White", "Blue", "Yellow", "Green", "Orange", "Red", "Grey", "Gray",
                ],
            )
        });
        colour && self.is(at, &["Paper", "Book"])
            || self.is_in(at, NAMED_WORKS)
            || self.is(at, &["Documents"]) && self.number(at + 1).is_none()
    }

    fn is_in(&self, at: usize, words: &str) -> bool {
        self.token(at).is_some_and(|token| is_in(words, token.text))
    }

    /// Whether a word of a name says that the name is a paper's.
    fn is_papers_name(&self, at: usize) -> bool {
        self.is_in(at, NAMED_PAPERS)
    }
}

/// Whether a word is one of a list's, which are parted by blanks.
fn is_in(words: &str, word: &str) -> bool {
    words.split(' ').any(|it| it == word)
}

/// How far a name is followed, in words and signs.
const CLAUSE: usize = 40;

/// Bodies whose papers have numbers of their own: `H. Ex. Doc. No. 1`, `UN Document 12`.
const BODIES: &str = "\
    Assembly Command Cong Congress Council Ex Exec H House Misc N Parl S Senate UN";

/// Words in capitals that are no names where they stand before a reference.
const OPENERS: &str = "\
    A Actually Also An And Apparently As At Attached Because Both But Cf Cited Compare For From \
    Given He Ibid In It Of On Or Presumably Printed Published Quoted Regarding Reproduced SEE \
    See She Since Supersedes The They This Though To Under Vgl Siehe When Where While With";

/// Small words within names.
const JOINING: &str = "\
    aux d de del der des die du et for la le of on p pp und vol vols zu zur";

/// Words after which something is spoken of that was named, or is known.
const DETERMINERS: &str = "\
    a an another her his its same that the their these those";

/// Parts that papers and volumes have: what is in them is in the volume.
const PARTS: &str = "\
    Annex Appendix Attachment Chapter Enclosure Part Section Tab Table";

/// What papers are kept in.
const FILES: &str = "\
    archive archives files papers";

/// What works are called by, in small letters.
const WORKS: &str = "\
    anthology bluebook book brochure bulletin catalog catalogue collection digest gazette \
    journal magazine newspaper pamphlet paper periodical press proceedings publication record \
    records report review work works yearbook";

/// What works and archives are called by in their names.
const NAMED_WORKS: &str = "\
    Acts Annals Annual Anthology Archiv Archive Archives Archivio Box Bulletin Catalog Catalogue \
    Chronicle Collection Compendium Correspondence Debates Diaries Diary Digest Dokumente \
    Encyclopedia Files Gazette Handbook Hansard Hearings Herald Journal Letters Library Lot \
    Magazine Materials Memoirs Papers Press Proceedings Quarterly Readings Records Reports \
    Review Sammlung Series Sources Speeches Statutes Studies Survey Times Transcripts Treaties \
    Tribune Weekly Works Writings Yearbook";

/// What papers of a volume are called by in their names, as the first word or the last.
const NAMED_PAPERS: &str = "\
    Act Accord Accords Address Agreement Airgram Annex Appendix Attachment Charter Communiqué \
    Communique Conclusions Conversation Conversations Convention Decision Declaration Despatch \
    Directive Doctrine Enclosure Estimate Instruction Instructions Letter Meeting Memcon Memo \
    Memoranda Memorandum Message Messages Minutes Note Notes Order Paper Plan Points Principles \
    Proclamation Proposal Protocol Record Resolution Statement Study Summary Tab Telegram \
    Telegrams Treaty";

#[cfg(test)]
mod tests {
    use super::super::Voice;
    use super::super::tests::{told, told_by};

    #[test]
    fn documents_of_other_works_are_told() {
        for text in [
            "See Document 12 in Public Papers.",
            "See Public Papers: Marsh, 1972, pp. 612–614; Document 12 of that book is a table.",
            "See Stenographic Report, Document No. 33.",
            "See the Stenographic Report, Document No. 33.",
            "See Document 8, Lowhaven Weekly, March 4, 1962.",
            "See Document 8, Harbor Department Bulletin, March 4, 1962, p. 375.",
            "See Alder, The Grain Question, Document 8.",
            "See Alder (ed.), The Grain Question (London, 1950), Document 8.",
            "The vote is in British White Paper, Document 5.",
            "See Document 12 in the Yellow Book.",
            "See Document 12 from the proceedings of the board.",
            "See Document 3 of his report.",
            "See Document 3 in *Grain and Salt*.",
            "Cited in Harbor Conference Document 7.",
            "See Document 5 of the collection.",
            "See Document 5 in files of the Consulate.",
        ] {
            let read = told(text);
            assert!(
                read.ends_with("=?") && !read.contains("=d"),
                "{text}: {read}"
            );
        }
        assert_eq!(
            told(
                "See Foreign Relations, 1961–1963, vol. V, Harbors, Document 7, and Public Papers: Marsh, Document 9."
            ),
            "Document 7=1961–1963:V d7 | Document 9=?"
        );
        assert_eq!(
            told("See Public Papers, Document 4, footnote 3."),
            "Document 4=? | footnote 3=?"
        );
        assert_eq!(
            told("See footnote 3, Document 4 in Public Papers."),
            "footnote 3, Document 4=?"
        );
        assert_eq!(
            told("See Public Papers, Document 4. Ibid., Document 5."),
            "Document 4=? | Document 5=?"
        );
        assert_eq!(told("See GATT Document 12 and CFM Document 5."), "");
        assert_eq!(
            told_by(Voice::Document, "It is in Document 12 of that book."),
            "Document 12=?"
        );
    }

    #[test]
    fn documents_of_the_series_beside_names_are_linked() {
        let mut wrong: Vec<String> = Vec::new();
        for (text, number) in [
            ("Supersedes NIE 11–4–56, Document 55.", "55"),
            ("Supersedes NSC 68, Document 55.", "55"),
            ("See the source note, Document 55.", "55"),
            (
                "On the letter from Secretary Vance, Document 55, nothing was said.",
                "55",
            ),
            ("See his talk with Prime Minister Hale, Document 55.", "55"),
            ("See the Lowhaven Doctrine, Document 55.", "55"),
            ("The Record of Meeting, Document 55, is another.", "55"),
            ("See Summary of Conclusions, Document 55.", "55"),
            (
                "See Memorandum of Conversation, March 4, 1962, Document 55.",
                "55",
            ),
            ("See Document 55, Tab A.", "55"),
            ("The President’s News Conference, Document 55.", "55"),
            ("See Report of the Study Group, Document 55.", "55"),
            (
                "Attached to a copy of Document 55 in the National Archives, RG 59, Box 12.",
                "55",
            ),
            ("See Document 55 in this volume.", "55"),
            ("See Document 55 in Section III.", "55"),
            ("See Document 55 of March 4.", "55"),
            ("Vance read Document 55 in Lowhaven.", "55"),
            (
                "Printed in The New York Times, June 11, 1981, p. A8; see also Document 55.",
                "55",
            ),
            (
                "See Document 55, Secretary Vance’s letter of March 4.",
                "55",
            ),
            ("The paper is Document 55 in its first form.", "55"),
            ("[Footnote in the source text. See Document 55.]", "55"),
            ("Printed as Document 55.", "55"),
            ("Telegram 12533 from Lowhaven, March 4, Document 55.", "55"),
            ("President Hale, Document 55, said so.", "55"),
        ] {
            let wanted = format!("Document {number}=d{number}");
            let read = told(text);
            if !read.split(" | ").any(|it| it == wanted) {
                wrong.push(format!("{text}: {read}"));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
        assert_eq!(
            told("See Document 12, Foreign Relations, 1961–1963, vol. V, Harbors."),
            "Document 12=1961–1963:V d12"
        );
        assert_eq!(
            told("See Document 12, and Foreign Relations, 1961–1963, vol. V, Document 9."),
            "Document 12=d12 | Document 9=1961–1963:V d9"
        );
        assert_eq!(
            told("See Documents 12a and 14 in Foreign Relations, 1961–1963, vol. V."),
            "Documents 12a=1961–1963:V d12a | 14=1961–1963:V d14"
        );
        assert_eq!(told("Box 3. Ibid. See also Document 8."), "Document 8=d8");
        assert_eq!(
            told(
                "See Foreign Relations, 1961–1963, vol. V, Document 7. Ibid. See also Document 8."
            ),
            "Document 7=1961–1963:V d7 | Document 8=d8"
        );
    }
}
