//! Diagnostics as they are shown: to people, line by line, to programs, to GitHub.

use recto::diag::{Code, Colours, Diagnostic, Emitter, Format, Place};
use recto::source::{FileId, Files, MemorySources, Span};

const LETTER: &str = "175. Letter\r\n\r\nSee Documents 376378 and the\treport.\r\nÉlan, ibid.\r\n";

struct Desk {
    files: Files,
    sources: MemorySources,
}

impl Desk {
    fn new(files: &[(&str, &[u8])]) -> Self {
        let mut desk = Self {
            files: Files::default(),
            sources: MemorySources::new(),
        };
        for (path, text) in files {
            desk.files.add(path);
            desk.sources = desk.sources.with(path, *text);
        }
        desk
    }

    fn letter() -> Self {
        Self::new(&[
            ("content/175.txt", LETTER.as_bytes()),
            ("book.toml", b"[book]\n"),
        ])
    }

    fn file(&self, index: usize) -> FileId {
        self.files.iter().nth(index).expect("a file").0
    }

    fn span(&self, words: &str) -> Span {
        let start = LETTER.find(words).expect("the words");
        Span::new(self.file(0), start, start + words.len())
    }

    fn show(&self, format: Format, diagnostic: &Diagnostic) -> String {
        Emitter::new(&self.files, &self.sources).write(format, diagnostic)
    }
}

fn doubtful(desk: &Desk) -> Diagnostic {
    Diagnostic::new(
        Code::DoubtfulRef,
        desk.span("Documents 376378"),
        "`Documents 376378` may have lost a dash",
    )
    .label(desk.span("ibid."), "repeats it")
    .help("decide it in the sidecar: `references:`")
}

#[test]
fn people_see_the_lines_and_what_to_do() {
    let desk = Desk::letter();
    assert_eq!(
        desk.show(Format::Human, &doubtful(&desk)),
        "\
warning[doubtful-ref]: `Documents 376378` may have lost a dash
 --> content/175.txt:3:5
  |
3 | See Documents 376378 and the report.
  |     ^^^^^^^^^^^^^^^^
4 | Élan, ibid.
  |       ----- repeats it
  |
  = help: decide it in the sidecar: `references:`

"
    );
    let whole = Diagnostic::new(
        Code::BinaryFile,
        Place::File(desk.file(0)),
        "this is no text",
    );
    assert_eq!(
        desk.show(Format::Human, &whole),
        "error[binary-file]: this is no text\n--> content/175.txt\n\n"
    );
    let nowhere = Diagnostic::new(
        Code::NoConfiguration,
        Place::Nowhere,
        "there is no book.toml",
    )
    .help("recto init");
    assert_eq!(
        desk.show(Format::Human, &nowhere),
        "error[no-configuration]: there is no book.toml\n |\n = help: recto init\n\n"
    );
}

#[test]
fn places_in_other_files_are_shown_too() {
    let desk = Desk::letter();
    let there = Span::new(desk.file(1), 0, 6);
    let diagnostic = Diagnostic::new(
        Code::DuplicateId,
        desk.span("175."),
        "a second document has the id `d175`",
    )
    .label(there, "first defined here");
    assert_eq!(
        desk.show(Format::Human, &diagnostic),
        "\
error[duplicate-id]: a second document has the id `d175`
 --> content/175.txt:1:1
  |
1 | 175. Letter
  | ^^^^
  |
 ::: book.toml:1:1
  |
1 | [book]
  | ------ first defined here

"
    );
}

#[test]
fn one_line_each_for_people_in_a_hurry() {
    let desk = Desk::letter();
    assert_eq!(
        desk.show(Format::Short, &doubtful(&desk)),
        "content/175.txt:3:5: warning[doubtful-ref]: `Documents 376378` may have lost a dash\n"
    );
    let odd = Diagnostic::new(Code::BadId, desk.span("ibid."), "`a\u{1b}[31m\nb` is odd");
    assert_eq!(
        desk.show(Format::Short, &odd),
        "content/175.txt:4:7: error[bad-id]: `a␛[31m b` is odd\n"
    );
}

#[test]
fn programs_get_one_object_a_line() {
    let desk = Desk::letter();
    let line = desk.show(Format::Json, &doubtful(&desk));
    assert_eq!(line.lines().count(), 1);
    let value: serde_json::Value = serde_json::from_str(&line).expect("JSON");
    assert_eq!(
        value,
        serde_json::json!({
            "path": "content/175.txt", "line": 3, "column": 5, "end": {"line": 3, "column": 21},
            "severity": "warning", "code": "doubtful-ref",
            "message": "`Documents 376378` may have lost a dash",
            "help": ["decide it in the sidecar: `references:`"],
            "labels": [{"path": "content/175.txt", "line": 4, "column": 7,
                        "end": {"line": 4, "column": 12}, "message": "repeats it"}],
        })
    );
}

#[test]
fn github_gets_its_commands() {
    let desk = Desk::letter();
    let mut diagnostic = doubtful(&desk);
    diagnostic.message = "100 % doubtful, or not: see".to_owned();
    let line = Emitter::new(&desk.files, &desk.sources)
        .prefix("editions/a,b/")
        .write(Format::Github, &diagnostic);
    assert_eq!(
        line,
        "::warning file=editions/a%2Cb/content/175.txt,line=3,endLine=3,col=5,endColumn=21,\
         title=doubtful-ref::100 %25 doubtful, or not: see%0Adecide it in the sidecar: `references:`\n"
    );
}

#[test]
fn a_line_of_fifty_million_characters_is_shown_in_part() {
    let mut text = "word ".repeat(10_000_000).into_bytes();
    let at = text.len();
    text.extend_from_slice(b"here and on");
    let desk = Desk::new(&[("a.txt", &text)]);
    let span = Span::new(desk.file(0), at, at + 4);
    let mut emitter = Emitter::new(&desk.files, &desk.sources);
    for _ in 0..50 {
        let diagnostic = Diagnostic::new(Code::DoubtfulMarker, span, "doubtful");
        let shown = emitter.write(Format::Human, &diagnostic);
        assert!(shown.contains("a.txt:1:50000001"), "{shown}");
        assert!(
            shown.contains("here and on") && shown.len() < 1000,
            "{shown}"
        );
    }
}

#[test]
fn files_that_are_no_text_or_gone_do_no_harm() {
    let desk = Desk::new(&[("a.txt", b"caf\xe9 \x00 x"), ("b.txt", b"\xff\xfea\x00")]);
    let gone = Span::new(desk.file(1), 5, 9);
    for format in [Format::Human, Format::Short, Format::Json, Format::Github] {
        let at = Diagnostic::new(Code::NotUtf8, Span::new(desk.file(0), 3, 4), "no UTF-8");
        let shown = desk.show(format, &at.label(gone, "and here"));
        assert!(shown.contains("a.txt"), "{shown}");
        assert!(!shown.contains('\0'));
        let _ = desk.show(format, &Diagnostic::new(Code::NotUtf8, gone, "UTF-16"));
    }
    let coloured = Emitter::new(&desk.files, &desk.sources)
        .terminal(Colours::Yes, 40)
        .write(
            Format::Human,
            &Diagnostic::new(Code::NotUtf8, Span::new(desk.file(0), 3, 4), "x"),
        );
    assert!(coloured.contains("\u{1b}["));
}

/// However many findings one line has, each is shown in the same time.
#[test]
fn showing_takes_time_in_proportion() {
    let seconds = |count: usize| {
        let text = "é bad ".repeat(count);
        let desk = Desk::new(&[("content/a.txt", text.as_bytes())]);
        let mut emitter = Emitter::new(&desk.files, &desk.sources);
        let before = std::time::Instant::now();
        for index in 0..count {
            let at = |word: usize| Span::new(desk.file(0), word * 7 + 3, word * 7 + 6);
            // Two at one place, with a second place behind and before it.
            for label in [0, count - 1] {
                let diagnostic = Diagnostic::new(Code::DoubtfulRef, at(index), "bad");
                let diagnostic = diagnostic.label(at(label), "here");
                let formats = [Format::Human, Format::Short, Format::Json, Format::Github];
                let shown = formats.map(|format| emitter.write(format, &diagnostic));
                assert!(shown.iter().all(|words| words.contains("bad")));
            }
        }
        before.elapsed().as_secs_f64()
    };
    let is_slow = || {
        let (once, eight) = (seconds(500), seconds(4000));
        eight > 0.5 && eight > 20.0 * once
    };
    assert!(!(0..3).all(|_| is_slow()), "more than in proportion");
}
