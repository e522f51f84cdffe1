//! What TEI tells of a text beyond its words: two texts in one page, apparatus, verse and
//! drama, looks, languages, the header.

use super::html::{check, page, record};
use super::tree::tree;
use recto::html::{Addresses, Extent, Ids, Links, Renderer, Writer};
use recto::model::Rule;
use recto::words::Words;

/// As in a text that somebody transcribed without markup.
fn raw_text(xml: &str) -> String {
    let mut nodes = tree(xml);
    recto::model::walk_mut(&mut nodes, &mut |element| {
        element.rule = Rule::Letterhead;
    });
    page(&record(nodes, &[])).text.replace('\n', "")
}

#[test]
fn lines_and_strokes_of_raw_texts_are_shown_as_they_are() {
    assert_eq!(
        raw_text("<p>one<lb/>two <del>three</del> four <fw>-2-</fw> five</p>"),
        concat!(
            r#"<p class="p">one<br/>two <del class="del">three</del> four "#,
            r#"<span class="fw" role="note" aria-label="Page head in the source">-2-</span>  five</p>"#
        ),
    );
}

#[test]
fn two_texts_are_in_the_page_and_one_is_hidden() {
    check(
        "<p><choice><abbr>yr</abbr><expan>your</expan></choice> <choice><orig>vpon</orig><reg>upon</reg></choice> <subst><del>roads</del><add place=\"above\">weather</add></subst> <surplus>that</surplus> that</p>",
        concat!(
            r#"<p class="p"><span class="choice"><abbr class="abbr written" hidden="hidden" title="Edited: your">yr</abbr>"#,
            r#"<span class="expan edited" title="In the source: yr">your</span></span> "#,
            r#"<span class="choice"><span class="orig written" hidden="hidden" title="Edited: upon">vpon</span>"#,
            r#"<span class="reg edited" title="In the source: vpon">upon</span></span> "#,
            r#"<span class="subst"><del class="del written" hidden="hidden">roads</del>"#,
            r#"<ins class="add above" title="Added above the line">weather</ins></span> "#,
            r#"<span class="surplus written" hidden="hidden" title="Superfluous, say the editors">that</span> that</p>"#
        ),
    );
    // What is all there is, or was restored, is in both.
    check(
        "<p><del>Whole.</del></p><p>a <restore><del>b</del></restore> <expan>q<ex>ui</ex></expan></p>",
        concat!(
            r#"<p class="p"><del class="del">Whole.</del></p>"#,
            r#"<p class="p">a <span class="restore" data-tei="restore"><del class="del">b</del></span> "#,
            r#"<span class="expan">q<span class="ex edited" data-tei="ex" title="Written out by the editors">ui</span></span></p>"#
        ),
    );
}

#[test]
fn a_page_says_whether_there_is_something_to_switch() {
    let has_views = |xml: &str| {
        let record = record(tree(xml), &[]);
        let links = Links {
            refs: &[],
            names: &Addresses::new(),
            images: &Addresses::new(),
        };
        let ids = Ids {
            prefix: "d1",
            pages: "",
        };
        let words = Words::english();
        let mut renderer = Renderer::new(&record, links, ids, &words);
        renderer.text(2, &mut Writer::new());
        renderer.has_views()
    };
    assert!(has_views("<p>a<lb/>b</p>"));
    assert!(has_views("<p>a <del>b</del> c</p>"));
    assert!(!has_views(
        "<p>a <choice><corr>b</corr></choice></p><address>c<lb/>d</address>"
    ));
}

#[test]
fn what_is_lost_has_brackets_and_a_name() {
    check(
        r#"<p><gap reason="illegible" unit="char" quantity="2"/> <gap/> <unclear>x</unclear> <damage agent="water">y</damage> <supplied reason="lost">z</supplied></p>"#,
        concat!(
            r#"<p class="p"><span class="gap" role="img" aria-label="Gap, illegible, 2 characters" title="Gap, illegible, 2 characters">[..]</span> "#,
            r#"<span class="gap" role="img" aria-label="Gap, missing" title="Gap, missing">[…]</span> "#,
            r#"<span class="unclear" title="Hard to read">x</span> <span class="damage" title="Damaged: water">y</span> "#,
            r#"<span class="supplied" title="Supplied by the editors: lost">z</span></p>"#
        ),
    );
}

#[test]
fn every_fifth_verse_shows_its_number() {
    check(
        r#"<lg><l n="4" rend="indent">a</l><l n="5" part="F">b</l></lg>"#,
        r#"<div class="lg"><div class="l r-indent">a</div><div class="l part-f" data-n="5">b</div></div>"#,
    );
    // Where the source counts few, each is shown.
    check(
        r#"<lg><l>a</l><l n="3">b</l><l>c</l></lg>"#,
        r#"<div class="lg"><div class="l">a</div><div class="l" data-n="3">b</div><div class="l">c</div></div>"#,
    );
}

#[test]
fn a_play_has_players_speakers_and_directions() {
    check(
        "<castList><head>Players</head><castItem><role>Anna</role></castItem></castList><sp><speaker>Anna</speaker><p>Who <stage>aside</stage> calls?</p></sp>",
        concat!(
            r#"<p class="label">Players</p><ul class="list cast" data-tei="castList"><li class="loose"><strong class="role" data-tei="role">Anna</strong></li></ul>"#,
            r#"<div class="sp"><p class="speaker">Anna</p><p class="p">Who <span class="stage">aside</span> calls?</p></div>"#
        )
        .replace("<strong", r#"<span class="cast-item" data-tei="castItem"><strong"#)
        .replace("</strong>", "</strong></span>")
        .as_str(),
    );
}

#[test]
fn list_of_words_and_their_meanings() {
    check(
        r#"<list type="gloss"><label>Moor</label><item>high ground</item><label>Press</label></list>"#,
        r#"<dl class="list gloss short" data-type="gloss"><dt>Moor</dt><dd>high ground</dd><dt>Press</dt><dd></dd></dl>"#,
    );
}

#[test]
fn cells_reach_as_far_as_there_is_something_to_reach_over() {
    // The third row's cell would reach out of the table, the second's over no column.
    check(
        r#"<table><row><cell cols="2">a</cell></row><row><cell cols="2" rows="5">b</cell></row></table>"#,
        concat!(
            r#"<div class="table-wrap" tabindex="0" role="region" aria-label="Table"><table>"#,
            "<tr><td>a</td></tr><tr><td>b</td></tr></table></div>"
        ),
    );
    check(
        r#"<table><row><cell rows="2">a</cell><cell cols="2">b</cell></row><row><cell>1</cell><cell>d</cell></row></table>"#,
        concat!(
            r#"<div class="table-wrap" tabindex="0" role="region" aria-label="Table"><table>"#,
            r#"<tr><td rowspan="2">a</td><td colspan="2">b</td></tr><tr><td class="num">1</td><td>d</td></tr></table></div>"#
        ),
    );
}

#[test]
fn looks_of_the_source_are_classes_or_kept() {
    check(
        r##"<p rend="center">a <hi rend="bold italic">b</hi> <hi rend="latintype">c</hi> <seg rendition="#k #unknown">d</seg></p>"##,
        concat!(
            r#"<p class="p r-center">a <strong class="hi r-italic">b</strong> <span class="hi" data-rend="latintype">c</span> "#,
            r##"<span class="seg r-smallcaps" data-rend="#unknown">d</span></p>"##
        ),
    );
}

#[test]
fn languages_have_names_and_directions() {
    check(
        r#"<p xml:lang="ara">a</p><p>b <foreign xml:lang="Klingonisch!">c</foreign></p>"#,
        r#"<p class="p" lang="ar" dir="rtl">a</p><p class="p">b <span class="foreign">c</span></p>"#,
    );
}

#[test]
fn quotations_have_marks_once() {
    check(
        "<p><q>a</q> <q>“b”</q> “<q>c</q>” <quote>d</quote></p><quote>e</quote>",
        concat!(
            r#"<p class="p"><q class="q">a</q> <span class="q">“b”</span> “<span class="q">c</span>” "#,
            r#"<span class="quote">d</span></p><blockquote class="quote">e</blockquote>"#
        ),
    );
}

#[test]
fn page_with_an_image_has_a_link_to_it() {
    check(
        r##"<p>a<pb n="2" facs="map.png" break="no"/> b <pb facs="#s1"/></p><facsimile><surface xml:id="s1"><graphic url="https://example.org/1"/></surface></facsimile>"##,
        concat!(
            r#"<p class="p">a<span class="pb has-image" role="doc-pagebreak" data-n="2" title="Page 2"></span>"#,
            r#"<a class="facs" href="../media/map.png" data-n="2" aria-label="Image of page 2" title="Image of page 2"></a>b "#,
            r#"<span class="pb has-image" role="doc-pagebreak" data-n="" title="A page begins"></span>"#,
            r#"<a class="facs" href="https://example.org/1" rel="external" data-n="" aria-label="Image of the page" title="Image of the page"></a></p>"#,
            r#"<details class="fold facsimile" data-tei="facsimile"><summary>Images of the pages (1)</summary><ol>"#,
            r#"<li><a class="ref external" href="https://example.org/1" rel="external">1</a></li></ol></details>"#
        ),
    );
}

#[test]
fn pointer_shows_what_it_points_to() {
    check(
        r##"<p><ptr index="1"/> <ptr index="2" target="other.xml#d9"/></p>"##,
        concat!(
            r#"<p class="p"><a class="ref external" href="https://example.org/?a=1&amp;b=2" rel="external">example.org/?a=1&amp;b=2</a> "#,
            r#"<span class="ref doubtful" title="other.xml#d9">d9</span></p>"#
        ),
    );
}

#[test]
fn apparatus_has_lemma_readings_and_sigla() {
    let body = tree(concat!(
        r##"<p>lay <app><lem wit="#A">waiting</lem><rdg wit="#B #C">ready</rdg><rdg wit="#D"/><note>so</note></app> at <app><rdg wit="#A">x</rdg><rdg wit="#B">y <app><lem>i</lem><rdg>j</rdg></app></rdg></app>.</p>"##,
        r##"<listWit><witness xml:id="A">Manuscript</witness><witness xml:id="B"><abbr type="siglum">Β</abbr> First print</witness></listWit>"##,
    ));
    let record = record(
        body,
        &[(
            "1",
            "<p>an <app><lem>old</lem><rdg wit=\"#B\">bold</rdg></app> hand</p>",
        )],
    );
    let (names, images) = (Addresses::new(), Addresses::new());
    let links = Links {
        refs: &[],
        names: &names,
        images: &images,
    };
    let ids = Ids {
        prefix: "d1",
        pages: "",
    };
    let words = Words::english();
    let mut renderer = Renderer::new(&record, links, ids, &words);
    let mut out = Writer::new();
    renderer.text(2, &mut out);
    let text = out.as_str().replace('\n', "");
    assert!(
        text.starts_with(concat!(
            r#"<p class="p">lay <span class="app"><span class="lem">waiting</span>"#,
            r##"<a class="noteref appref" id="d1app-1-ref" href="#d1app-1" role="doc-noteref" aria-label="Apparatus a">a</a></span> at "##,
            r#"<span class="app"><span class="rdg">x</span>"#
        )),
        "{text}"
    );
    assert!(!text.contains("ready"), "{text}");
    out.clear();
    assert!(renderer.apparatus(2, &mut out));
    let list = out.as_str().replace('\n', "");
    for part in [
        r#"<li class="note" id="d1app-1" data-n="a"><span class="note-n">a</span> <div class="note-body"><span class="lem">waiting</span> <i class="siglum" title="Manuscript">A</i>] <span class="rdg">ready</span> <i class="siglum" title="First print">Β</i> <i class="siglum">C</i>; <span class="rdg"><i class="om" title="omitted">om.</i></span> <i class="siglum">D</i> <span class="wit-detail">(so)</span></div>"#,
        r##"<a class="backref" role="doc-backlink" href="#d1app-1-ref" aria-label="Back to the text at apparatus a">↩</a></li>"##,
        r#"<span class="rdg">x</span> <i class="siglum" title="Manuscript">A</i>; <span class="rdg">y "#,
        r#"id="d1app-3""#,
        r#"<dt>A</dt><dd>Manuscript</dd><dt>Β</dt><dd>First print</dd>"#,
    ] {
        assert!(list.contains(part), "{part}\n{list}");
    }
    out.clear();
    renderer.notes(2, &mut out);
    assert!(
        out.as_str()
            .contains(r#"<span class="lem">old</span><span class="rdg" data-wit="Β">bold</span>"#),
        "{}",
        out.as_str()
    );
}

#[test]
fn header_of_a_source_is_a_list_for_people() {
    let mut record = record(tree("<p>x</p>"), &[]);
    record.description = tree(concat!(
        "<teiHeader><fileDesc><titleStmt><title>The Ferry</title><respStmt><resp>transcribed by</resp><name>Tom</name><name>Ina</name></respStmt></titleStmt>",
        r#"<publicationStmt><availability><licence target="https://example.org/l">Free</licence></availability></publicationStmt>"#,
        "<sourceDesc><msDesc><msIdentifier><settlement>Leith</settlement><idno>MS 12</idno></msIdentifier></msDesc></sourceDesc></fileDesc>",
        "<profileDesc><particDesc><listPerson><person>A</person><person>B</person></listPerson></particDesc></profileDesc></teiHeader>",
    ));
    let (names, images) = (Addresses::new(), Addresses::new());
    let links = Links {
        refs: &[],
        names: &names,
        images: &images,
    };
    let ids = Ids {
        prefix: "d1",
        pages: "",
    };
    let mut out = Writer::new();
    let words = Words::english();
    assert!(Renderer::new(&record, links, ids, &words).description(Extent::Folded, 2, &mut out));
    let html = out.as_str().replace('\n', "");
    let words: String = html
        .split('<')
        .filter_map(|part| part.split_once('>'))
        .map(|(tag, words)| {
            if tag == "/div" {
                "; ".to_owned()
            } else if tag.starts_with("dd") {
                format!(" {words}")
            } else {
                words.to_owned()
            }
        })
        .collect();
    assert_eq!(
        words,
        "About this textTitle The Ferry; Transcribed by Tom Ina; Licence Free; Held by Leith, MS 12; Persons 2 listed; "
    );
}

#[test]
fn words_of_a_note_without_paragraphs_are_words() {
    let record = record(
        tree(r#"<p>a<anchor index="0" n="1"/></p>"#),
        &[(
            "1",
            r#"one<space unit="chars" quantity="2"/>two <del>three</del> fo <lb break="no"/> ur<lb/>five"#,
        )],
    );
    let notes = page(&record).notes;
    assert!(
        notes.contains(concat!(
            r#"one <span class="space written" hidden="hidden" title="Left blank: 2 characters">"#,
            "\u{2003}\u{2003}</span>two ",
            r#"<del class="del written" hidden="hidden">three</del> fo<br class="written" hidden="hidden"/>ur "#,
            r#"<br class="written" hidden="hidden"/>five"#
        )),
        "{notes}"
    );
}

/// The article of a TEI file with this text.
fn article_of(text: &str) -> String {
    let file = format!(
        r##"<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title><editor role="Primary">Ann Ed</editor><editor role="translator">T. Wo</editor></titleStmt><publicationStmt><p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader><text><body>{text}</body></text></TEI>"##
    );
    let sources = recto::source::MemorySources::new()
        .with(
            "book.toml",
            "[book]\ntitle = \"T\"\n[diagnostics]\nundated = \"allow\"\n",
        )
        .with("content/a.xml", file)
        .with(
            "content/b.xml",
            r##"<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>B</title></titleStmt><publicationStmt><p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader><text><body><div type="letter"><head>Letter</head><p>Body</p><div type="attachment" xml:id="att"><head>Enclosed</head><p xml:id="para9">x</p></div></div></body></text></TEI>"##,
        );
    let run = crate::case::Run::new(sources);
    assert_eq!(run.diagnostics(), "");
    run.show("html documents/a.html main")
}

#[test]
fn letterheads_are_spread_and_headings_stand_upright() {
    let page = article_of(
        r##"<div><head><hi rend="italic">All of it</hi><note n="1">A note.</note></head><head><hi rend="italic">Half</hi> of it</head><opener><seg rend="left">Office</seg><seg rend="center">of Times</seg><seg rend="right">Wien</seg></opener><p>One <seg rend="right">piece</seg> in words.</p><p>Lost <gap reason="lost" extent="3" unit="character"/> and <gap extent="unknown" unit="line"/>.</p></div>"##,
    );
    for words in [
        "class=\"opener spread\"",
        ">Office</span> <span",
        ">of Times</span> <span",
        "class=\"head all-hi\"",
        "<dt>Editor (primary)</dt>",
        "<dt>Translator</dt>",
        "lost, 3 characters",
        "an unknown number of lines",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert_eq!(page.matches("spread").count(), 1, "{page}");
    assert_eq!(page.matches("all-hi").count(), 1, "{page}");
}

#[test]
fn pointers_lead_into_files_of_one_document() {
    let page = article_of(
        r##"<p>See <ref target="b.xml#att">the list</ref>, <ref target="b.xml#para9">there</ref>, <ref target="b.xml">all</ref>.</p>"##,
    );
    for words in [
        "href=\"b.html#ba1\"",
        "href=\"b.html#bpara9\"",
        "href=\"b.html\"",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
}
