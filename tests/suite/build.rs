//! From files to files, in memory: the same bytes whatever the order and the threads.

use recto::build;
use recto::output::MemorySink;
use recto::source::MemorySources;
use std::collections::BTreeMap;

const BOOK: &str = "[book]\ntitle = \"Letters\"\n[output.html]\nsite-url = \"https://e.org/x/\"\n[output.data]\nformats = [\"json\", \"text\"]\n";

fn letter(number: usize) -> String {
    let next = number % 40 + 1;
    format!(
        "{number}. Letter From Mary Alder to John Alder1\n\nHarwick, March {day}, 1871\n\nDear John:\n\n\
         The survey has come.2 [Page {page}] It is long.\n\nYour sister,\n\nMary Alder\n\n\
         1. Source: Town Archive, box {number}.\n2. See Document {next}.\n",
        day = number % 28 + 1,
        page = number + 100,
    )
}

fn sources() -> MemorySources {
    (1..=40).fold(
        MemorySources::new().with("book.toml", BOOK),
        |sources, number| sources.with(&format!("content/v/{number}.txt"), letter(number)),
    )
}

fn site(sources: &MemorySources, threads: usize) -> BTreeMap<String, Vec<u8>> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .expect("threads");
    let sink = MemorySink::new();
    let report = pool
        .install(|| build(sources, &sink))
        .expect("memory takes everything");
    assert!(report.is_complete, "{:#?}", report.diags);
    sink.into_files()
}

#[test]
fn threads_change_no_byte() {
    let sources = sources();
    let one = site(&sources, 1);
    assert!(one.len() > 3 * 40);
    for threads in [1, 2, 7] {
        let many = site(&sources, threads);
        let differ: Vec<_> = one
            .iter()
            .filter(|(path, bytes)| many.get(*path) != Some(bytes))
            .map(|(path, _)| path)
            .collect();
        assert_eq!((differ, many.len()), (Vec::<&String>::new(), one.len()));
    }
}

#[test]
fn an_edition_with_errors_is_not_complete() {
    let sink = MemorySink::new();
    let report = build(&sources().with("content/v/again.txt", letter(1)), &sink).expect("memory");
    assert!(!report.is_complete);
    assert_eq!(report.diags[0].code.slug(), "duplicate-id");
    assert!(sink.into_files().is_empty());
    let none = build(&MemorySources::new(), &MemorySink::new()).expect("memory");
    assert!(!none.is_complete && !none.diags.is_empty());
}
