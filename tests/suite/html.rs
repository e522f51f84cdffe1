//! Text tree in, markup out.

use super::tree::{file, tree};
use recto::html::{Addresses, Ids, Links, Renderer, Target, Writer};
use recto::model::{
    Element, Fact, Header, Node, Note, NoteKind, Record, RecordId, RecordKind, Rule, Tag,
};
use recto::source::Span;
use recto::words::Words;

pub(crate) fn record(body: Vec<Node>, notes: &[(&str, &str)]) -> Record {
    let note = |(n, body): &(&str, &str)| Note {
        n: (*n).to_owned(),
        listed: None,
        key: format!("fn{n}").into(),
        kind: if body.starts_with("<p>Source:") {
            NoteKind::Source
        } else {
            NoteKind::Editorial
        },
        attrs: recto::model::Attrs::new(),
        body: tree(body),
        span: Span::new(file(), 0, 0),
        marks: Vec::new(),
        anchored: true,
    };
    Record {
        file: file(),
        part: 0,
        span: Span::new(file(), 0, 0),
        kind: RecordKind::Document,
        id: RecordId::new(None, "d175").expect("legal"),
        id_stated: true,
        header: Header {
            number: Some(Fact::new(
                "175".to_owned(),
                Rule::HeadingNumber,
                recto::model::Cert::High,
                Span::new(file(), 0, 0),
            )),
            ..Header::default()
        },
        attrs: recto::model::Attrs::new(),
        description: Vec::new(),
        body,
        notes: notes.iter().map(note).collect(),
        refs: Vec::new(),
        enclosures: Vec::new(),
        renditions: Vec::new(),
    }
}

pub(crate) struct Page {
    pub(crate) heading: Option<String>,
    pub(crate) text: String,
    pub(crate) notes: String,
}

pub(crate) fn page(record: &Record) -> Page {
    let names: Addresses = [("shultz".into(), "../people/shultz.html".to_owned())].into();
    let images: Addresses = [("map.png".into(), "../media/map.png".to_owned())].into();
    let refs = [
        Target::Internal {
            href: "d168.html".to_owned(),
            title: None,
        },
        Target::External {
            href: "https://example.org/?a=1&b=2".to_owned(),
        },
        Target::Unknown,
    ];
    let links = Links {
        refs: &refs,
        names: &names,
        images: &images,
    };
    let ids = Ids {
        prefix: "d175",
        pages: "",
    };
    let words = Words::english();
    let mut renderer = Renderer::new(record, links, ids, &words);
    let mut out = Writer::new();
    let heading = renderer.heading(&mut out).then(|| out.as_str().to_owned());
    out.clear();
    renderer.text(2, &mut out);
    let text = out.as_str().to_owned();
    out.clear();
    renderer.notes(2, &mut out);
    let notes = out.as_str().to_owned();
    for part in [heading.as_deref().unwrap_or(""), &text, &notes] {
        let whole = format!("<x>{part}</x>");
        let options = roxmltree::ParsingOptions {
            nodes_limit: 1_000_000,
            ..Default::default()
        };
        if !part.contains("deep") {
            let parsed = roxmltree::Document::parse_with_options(&whole, options);
            assert_eq!(parsed.err(), None, "{part}");
        }
    }
    Page {
        heading,
        text,
        notes,
    }
}

/// The markup of a text without notes, line ends left out.
pub(crate) fn text(xml: &str) -> String {
    page(&record(tree(xml), &[])).text.replace('\n', "")
}

#[track_caller]
pub(crate) fn check(xml: &str, html: &str) {
    assert_eq!(text(xml), html);
}

#[test]
fn paragraph_begins_with_the_link_to_itself() {
    check(
        r#"<p key="p3">We agreed.</p>"#,
        r##"<p class="p" id="d175p3"><a class="pnum" href="#d175p3" aria-label="Paragraph 3" data-n="3"></a>We agreed.</p>"##,
    );
}

#[test]
fn page_inside_a_word_leaves_one_word() {
    let html = text(r#"<p>poor perform<pb n="257" break="no" key="pg_257"/>ance on</p>"#);
    assert_eq!(
        html,
        r#"<p class="p">poor perform<span class="pb" role="doc-pagebreak" id="pg_257" data-n="257" title="Page 257"></span>ance on</p>"#
    );
}

#[test]
fn heading_leaves_its_number_to_the_page_and_keeps_its_note_mark() {
    let record = record(
        tree(
            r#"<head><num>175.</num> Memorandum From Shultz<anchor index="0" n="1"/></head><p>Text.</p>"#,
        ),
        &[("1", "<p>Source: Reagan Library.</p>")],
    );
    let page = page(&record);
    assert_eq!(
        page.heading.as_deref(),
        Some(
            r##"Memorandum From Shultz<a class="noteref" id="d175fn1-ref" href="#d175fn1" role="doc-noteref" aria-label="Note 1">1</a>"##
        )
    );
    assert_eq!(page.text.trim(), r#"<p class="p">Text.</p>"#);
    assert_eq!(
        page.notes.replace('\n', ""),
        r##"<section class="notes" role="doc-endnotes" aria-labelledby="d175notes"><h2 id="d175notes">Notes</h2><ol><li class="note source" id="d175fn1" data-n="1"><span class="note-n">1</span> <div class="note-body"><p class="p">Source: Reagan Library.</p></div> <a class="backref" role="doc-backlink" href="#d175fn1-ref" aria-label="Back to the text at note 1">↩</a></li></ol></section>"##
    );
}

#[test]
fn note_without_mark_has_no_way_back_and_two_marks_have_two() {
    let record = record(
        tree(r#"<p>a<anchor index="1" n="2"/> b<anchor index="1" n="2"/></p>"#),
        &[("1", "<p>Lost.</p>"), ("2", "<p>Twice.</p>")],
    );
    let page = page(&record);
    assert!(page.text.contains(r#"id="d175fn2-ref""#));
    assert!(page.text.contains(r#"id="d175fn2-ref-2""#));
    assert_eq!(page.notes.matches("backref").count(), 2);
    assert!(!page.notes.contains("d175fn1-ref"));
}

#[test]
fn mark_inside_an_earlier_note_leads_to_a_later_one_and_back() {
    let record = record(
        tree(r#"<p>a<anchor index="1" n="2"/></p>"#),
        &[
            ("1", "<p>One.</p>"),
            ("2", r#"<p>See<anchor index="0" n="1"/></p>"#),
        ],
    );
    let page = page(&record);
    assert!(page.notes.contains(r##"href="#d175fn1-ref""##));
    assert!(page.notes.contains(r#"id="d175fn1-ref""#));
}

#[test]
fn mark_whose_note_is_lost_is_still_shown() {
    check(
        r#"<p>moment.<anchor n="5"/></p>"#,
        r#"<p class="p">moment.<sup class="noteref missing" title="The source has no note for this mark">5</sup></p>"#,
    );
}

#[test]
fn stamp_in_a_sentence_is_a_span_and_alone_a_block() {
    check(
        "<p>longer list of <stamp>UNCLASSIFIED<lb/>NLS</stamp> such people</p>",
        r#"<p class="p">longer list of <span class="stamp" role="note" aria-label="Stamp">UNCLASSIFIED<br/>NLS</span>  such people</p>"#,
    );
    // Words on both sides stay apart, and a word that it divides stays whole.
    check(
        "<p>each one <fw>-2-</fw>of these</p><p>frag<stamp>SEEN</stamp>ment</p>",
        r#"<p class="p">each one <span class="fw written" hidden="hidden" role="note" aria-label="Page head in the source">-2-</span> of these</p><p class="p">frag<span class="stamp" role="note" aria-label="Stamp">SEEN</span>ment</p>"#,
    );
    check(
        r#"<ab type="stamp"><stamp>DECLASSIFIED</stamp></ab>"#,
        r#"<div class="stamp" role="note" aria-label="Stamp">DECLASSIFIED</div>"#,
    );
}

#[test]
fn rows_of_a_memorandum_share_one_list() {
    check(
        r#"<list type="to"><head>MEMORANDUM FOR:</head><item>THE PRESIDENT</item></list>
           <list type="from"><head>FROM:</head><item>George P. Shultz</item></list>
           <list type="subject"><head>SUBJECT:</head><item>Letter</item></list><p>Text.</p>"#,
        concat!(
            r#"<dl class="memo-block"><div><dt>MEMORANDUM FOR:</dt><dd>THE PRESIDENT</dd></div>"#,
            r#" <div><dt>FROM:</dt><dd>George P. Shultz</dd></div> "#,
            r#"<div><dt>SUBJECT:</dt><dd>Letter</dd></div></dl><p class="p">Text.</p>"#
        ),
    );
}

#[test]
fn subject_without_label_is_a_list() {
    check(
        r#"<list type="subject"><item>Human Rights</item></list>"#,
        r#"<ul class="list subject"><li>Human Rights</li></ul>"#,
    );
}

#[test]
fn heading_of_a_list_stands_before_it() {
    check(
        r#"<list type="participants"><head>PARTICIPANTS</head><item>Mr. A</item></list>"#,
        r#"<p class="label">PARTICIPANTS</p><ul class="list participants"><li>Mr. A</li></ul>"#,
    );
}

#[test]
fn numbered_items_keep_their_printed_numbers() {
    check(
        r#"<list rend="numbered"><item n="3"><num>3.</num> Three</item><item n="a"><num>(a)</num> A</item></list>"#,
        r#"<ol class="list numbered"><li><span class="num">3.</span> Three</li><li><span class="num">(a)</span> A</li></ol>"#,
    );
    check(
        r#"<list rend="numbered"><item n="3.">Three</item><item n="(a)">A</item></list>"#,
        r#"<ol class="list"><li value="3">Three</li><li data-n="(a)">A</li></ol>"#,
    );
}

#[test]
fn what_does_not_belong_in_a_list_or_table_is_kept_in_a_place_of_its_own() {
    check(
        r#"<list><item>a</item>loose <pb n="2"/></list>"#,
        r#"<ul class="list"><li>a</li><li class="loose">loose </li><li class="loose"><span class="pb" role="doc-pagebreak" data-n="2" title="Page 2"></span></li></ul>"#,
    );
    check(
        "<table><row><cell>a</cell>b</row><p>c</p></table>",
        r#"<div class="table-wrap" tabindex="0" role="region" aria-label="Table"><table><tr><td>a</td><td>b</td></tr><tr class="loose"><td><p class="p">c</p></td></tr></table></div>"#,
    );
    check(
        "<p>a<cell>b</cell><item>c</item></p>",
        r#"<p class="p">a<span class="cell">b</span><span class="item">c</span></p>"#,
    );
}

#[test]
fn paragraph_that_holds_a_list_is_no_html_paragraph() {
    check(
        r#"<p key="p1">namely: <list><item>one</item></list></p>"#,
        r##"<div class="p" id="d175p1"><a class="pnum" href="#d175p1" aria-label="Paragraph 1" data-n="1"></a>namely: <ul class="list"><li>one</li></ul></div>"##,
    );
}

#[test]
fn headings_skip_no_level() {
    check(
        r#"<div type="attachment" key="a1"><head>Letter</head><p>x</p><div><head>Part</head><div><p>y</p><div><head>Sub</head></div></div></div></div><div><div><head>Bare</head></div></div>"#,
        concat!(
            r#"<section class="attachment" id="d175a1"><h2 class="head">Letter</h2><p class="p">x</p>"#,
            r#"<section class="section"><h3 class="head">Part</h3><div class="div"><p class="p">y</p>"#,
            r#"<section class="section"><h4 class="head">Sub</h4></section></div></section></section>"#,
            r#"<div class="div"><section class="section"><h2 class="head">Bare</h2></section></div>"#
        ),
    );
}

#[test]
fn letterhead_lines_are_paragraphs() {
    check(
        r#"<ab type="letterhead">THE WHITE HOUSE<lb/>WASHINGTON</ab>"#,
        r#"<div class="letterhead"><p>THE WHITE HOUSE</p><p>WASHINGTON</p></div>"#,
    );
}

#[test]
fn lines_round_the_text_have_classes() {
    check(
        r#"<ab type="classification"><del rend="strikethrough">SECRET</del></ab><dateline><placeName>Moscow</placeName>, <date when="1986-01-11">January 11, 1986</date></dateline><salute>Dear Mr. President,</salute><fw type="pageNum">-2-</fw>"#,
        concat!(
            r#"<p class="classification"><del class="del">SECRET</del></p>"#,
            r#"<p class="dateline"><span class="placename">Moscow</span>, <time datetime="1986-01-11">January 11, 1986</time></p>"#,
            r#"<p class="salute">Dear Mr. President,</p><p class="fw written" hidden="hidden">-2-</p>"#
        ),
    );
}

#[test]
fn supplied_words_say_so() {
    check(
        "<label><supplied>SUBJECT</supplied></label>",
        r#"<p class="label"><span class="supplied" title="Supplied by the editors">SUBJECT</span></p>"#,
    );
}

#[test]
fn word_that_a_line_divides_is_one_word() {
    check(
        r#"<p>the repre<lb break="no"/>sentative<lb/>of</p>"#,
        r#"<p class="p">the repre<br class="written" hidden="hidden"/>sentative <br class="written" hidden="hidden"/>of</p>"#,
    );
}

#[test]
fn heading_has_an_id_apart_from_that_of_its_page() {
    check(
        r#"<div><head key="the-sources">The sources</head></div>"#,
        r#"<section class="section"><h2 class="head" id="d175-the-sources">The sources</h2></section>"#,
    );
}

#[test]
fn closing_and_address() {
    check(
        "<closer><salute>Sincerely,</salute><signed>Ronald Reagan</signed><address><addrLine>His Excellency</addrLine><addrLine>Moscow</addrLine></address></closer>",
        concat!(
            r#"<div class="closer"><p class="salute">Sincerely,</p><p class="signed">Ronald Reagan</p>"#,
            r#"<address class="address"><span class="addrline">His Excellency</span><br/><span class="addrline">Moscow</span></address></div>"#
        ),
    );
}

#[test]
fn references_lead_where_the_table_says() {
    check(
        r#"<p><ref index="0">Document 168</ref> <ref index="1">vol. IV</ref> <ref index="2">Documents 376378</ref> <ref index="9">lost</ref></p>"#,
        concat!(
            r#"<p class="p"><a class="ref" href="d168.html">Document 168</a> "#,
            r#"<a class="ref external" href="https://example.org/?a=1&amp;b=2" rel="external">vol. IV</a> "#,
            r#"<span class="ref doubtful">Documents 376378</span> <span class="ref">lost</span></p>"#
        ),
    );
}

#[test]
fn names_lead_to_people_and_links_do_not_nest() {
    check(
        r##"<p><persName ref="#shultz">Shultz</persName> <persName ref="#nobody">X</persName> <ref index="0">letter of <persName ref="#shultz">Shultz</persName></ref></p>"##,
        concat!(
            r#"<p class="p"><a class="persname" href="../people/shultz.html">Shultz</a> <span class="persname">X</span> "#,
            r#"<a class="ref" href="d168.html">letter of <span class="persname">Shultz</span></a></p>"#
        ),
    );
    let nested =
        text(r##"<p><persName ref="#shultz">see <ref index="0">168</ref></persName></p>"##);
    assert_eq!(
        nested,
        r#"<p class="p"><span class="persname">see <a class="ref" href="d168.html">168</a></span></p>"#
    );
}

#[test]
fn editors_hands_are_marked() {
    check(
        r#"<p><choice><sic>the the</sic><corr>the</corr></choice> <seg type="withheld">[1 line not declassified]</seg> <seg type="editorial">[Commerce]</seg> <hi rend="superscript">JPS</hi> <hi rend="italic">i</hi> <add>x</add></p>"#,
        concat!(
            r#"<p class="p"><span class="choice"><span class="sic written" hidden="hidden" title="Edited: the">the the</span>"#,
            r#"<span class="corr edited" title="In the source: the the">the</span></span> "#,
            r#"<span class="gap">[1 line not declassified]</span> <span class="editorial">[Commerce]</span> "#,
            r#"<sup class="hi">JPS</sup> <em class="hi">i</em> <ins class="add" title="Added">x</ins></p>"#
        ),
    );
}

#[test]
fn unknown_elements_are_kept_by_name() {
    check(
        r#"<opinion key="x9"><p>a</p></opinion><p><opinion2>b</opinion2></p>"#,
        r#"<div class="tei" id="d175x9" data-tei="opinion"><p class="p">a</p></div><p class="p"><span class="tei" data-tei="opinion2">b</span></p>"#,
    );
}

#[test]
fn images_of_the_edition_are_shown_and_others_linked() {
    check(
        r#"<figure><graphic url="map.png"/><figDesc>A "map"</figDesc><head>Map 1</head></figure>"#,
        r#"<figure class="figure"><img src="../media/map.png" alt="A &quot;map&quot;"/><figcaption>Map 1</figcaption></figure>"#,
    );
    check(
        r#"<p><figure><graphic url="https://example.org/x.png"/><figDesc>Elsewhere</figDesc></figure></p>"#,
        r#"<p class="p"><span class="figure"><a class="ref external" href="https://example.org/x.png" rel="external">Elsewhere</a></span></p>"#,
    );
}

#[test]
fn code_is_coloured_when_its_language_is_known() {
    let html = page(&record(
        tree("<code lang=\"rust\">fn main() {} // x &lt; y\n</code>"),
        &[],
    ))
    .text;
    assert!(html.starts_with("<pre class=\"code\"><code>"), "{html}");
    assert!(html.contains("<span class=\"hl-k\">fn </span>"), "{html}");
    assert!(html.contains("<span class=\"hl-c\">// x &lt; y"), "{html}");
    check(
        "<code lang=\"klingon\">a  b</code>",
        "<pre class=\"code\"><code>a  b</code></pre>",
    );
    check(
        "<p><code>x  y</code></p>",
        r#"<p class="p"><code class="code">x  y</code></p>"#,
    );
}

#[test]
fn deep_trees_do_not_exhaust_the_stack() {
    for tag in [
        Tag::Hi,
        Tag::P,
        Tag::Div,
        Tag::List,
        Tag::Other("deep".into()),
        Tag::Quote,
    ] {
        let span = Span::new(file(), 0, 0);
        let mut node = Node::text("deep", span);
        for _ in 0..10_000 {
            node = Element::new(tag.clone(), span, Rule::Encoded)
                .children(vec![node])
                .node();
        }
        let html = page(&record(vec![node], &[])).text;
        assert_eq!(html.matches("deep").count() % 10_000, 1, "{tag:?}");
    }
}

#[test]
fn every_word_is_kept_in_every_element() {
    // Each name that recto knows, in each of a few surroundings.
    let names = [
        "ab",
        "abbr",
        "add",
        "addrLine",
        "address",
        "app",
        "argument",
        "byline",
        "cb",
        "cell",
        "choice",
        "closer",
        "code",
        "corr",
        "damage",
        "date",
        "dateline",
        "del",
        "div",
        "emph",
        "epigraph",
        "expan",
        "figDesc",
        "figure",
        "floatingText",
        "foreign",
        "fw",
        "gap",
        "gloss",
        "head",
        "hi",
        "idno",
        "item",
        "l",
        "label",
        "lem",
        "lg",
        "list",
        "measure",
        "milestone",
        "name",
        "note",
        "num",
        "opener",
        "orgName",
        "orig",
        "p",
        "pb",
        "persName",
        "placeName",
        "postscript",
        "q",
        "quote",
        "rdg",
        "ref",
        "reg",
        "row",
        "rs",
        "said",
        "salute",
        "seg",
        "sic",
        "signed",
        "sp",
        "space",
        "speaker",
        "stage",
        "stamp",
        "subst",
        "supplied",
        "surplus",
        "table",
        "term",
        "time",
        "title",
        "trailer",
        "unclear",
        "anchor",
        "ptr",
        "milestone",
        "graphic",
        "lb",
    ];
    for outer in names {
        for inner in names {
            let xml = format!("<p>w1</p><{outer}>w2<{inner}>w3</{inner}>w4</{outer}>w5");
            let html = text(&xml);
            let parsed = format!("<x>{html}</x>");
            let parsed = roxmltree::Document::parse(&parsed).unwrap();
            let mut words: String = parsed
                .descendants()
                .filter(|node| node.is_text())
                .filter_map(|node| node.text())
                .collect();
            words.retain(|c| c.is_ascii_digit());
            assert_eq!(words, "12345", "<{outer}> with <{inner}>: {html}");
        }
    }
}

/// Trees of known and unknown elements, with words that tell their place in the text.
fn trees() -> impl proptest::strategy::Strategy<Value = String> {
    use proptest::prelude::*;
    let names = prop::sample::select(vec![
        "ab",
        "add",
        "address",
        "addrLine",
        "cell",
        "choice",
        "closer",
        "code",
        "date",
        "del",
        "div",
        "head",
        "hi",
        "item",
        "l",
        "label",
        "lb",
        "lg",
        "list",
        "p",
        "pb",
        "persName",
        "quote",
        "ref",
        "row",
        "salute",
        "seg",
        "signed",
        "stamp",
        "table",
        "other",
        "lem",
        "sp",
        "castList",
        "figure",
        "gap",
        "listPerson",
        "milestone",
        "note",
        "q",
        "space",
        "supplied",
        "titlePage",
        "teiX",
    ]);
    let kinds = prop::sample::select(vec![
        "",
        "to",
        "from",
        "subject",
        "cc",
        "letterhead",
        "stamp",
        "attachment",
        "withheld",
    ]);
    let leaf = Just("@".to_owned());
    leaf.prop_recursive(6, 60, 4, move |inner| {
        (
            names.clone(),
            kinds.clone(),
            prop::collection::vec(inner, 0..4),
        )
            .prop_map(|(name, kind, children)| {
                let children = children.concat();
                format!("<{name} type=\"{kind}\" ref=\"#shultz\" index=\"0\">{children}</{name}>")
            })
    })
}

proptest::proptest! {
    #![proptest_config(crate::case::chances(1_000))]

    /// Whatever stands in whatever: well-formed, every word once and in its order, no
    /// link inside a link, no heading that skips a level.
    #[test]
    fn any_tree_keeps_its_words_and_htmls_rules(xml in trees()) {
        let mut count = 0;
        let numbered: String = format!("<p>@</p>{xml}").split_inclusive('@').map(|part| {
            count += usize::from(part.ends_with('@'));
            part.replace('@', &format!("@{count} "))
        }).collect();
        let html = text(&numbered);
        let parsed = format!("<x>{html}</x>");
        let parsed = roxmltree::Document::parse(&parsed).expect("well formed");
        let found: String = parsed.descendants().filter(|node| node.is_text())
            .filter_map(|node| node.text()).collect();
        let found: Vec<usize> = found.split('@').skip(1)
            .filter_map(|part| part.split(' ').next()?.parse().ok()).collect();
        let expected: Vec<usize> = (1..=count).collect();
        proptest::prop_assert_eq!(&found, &expected, "{}", html);
        let mut last = 1;
        for node in parsed.descendants().filter(roxmltree::Node::is_element) {
            let name = node.tag_name().name();
            let above: Vec<&str> = node.ancestors().skip(1)
                .map(|above| above.tag_name().name()).collect();
            if name == "a" {
                proptest::prop_assert!(!above.contains(&"a"), "{}", html);
            }
            let block = matches!(name, "p" | "div" | "ul" | "ol" | "dl" | "table" | "section"
                | "blockquote" | "pre" | "address" | "h2" | "h3" | "h4" | "h5" | "h6" | "figure");
            proptest::prop_assert!(!block || !above.contains(&"p"), "<{}> in <p>: {}", name, html);
            if let Some(level) = name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok()) {
                proptest::prop_assert!(level <= last + 1, "{}", html);
                last = level;
            }
        }
    }
}
