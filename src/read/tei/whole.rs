//! One part of a file → its record: header, text, notes, facts.

use super::divide::scope;
use super::facts::{Source, facts};
use super::header::Who;
use super::names::attribute_name;
use super::tree::{Builder, Tree};
use super::{Outline, Part, header, looks, notes};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{
    Attrs, CorrespAction, Descend, Element, Enclosure, Fact, Header, Node, Record, RecordId,
    RecordKind, Rule, Tag, slug, walk,
};
use crate::read::{Context, place};
use crate::source::{FileId, SourceFile};

/// Reads a part, without sidecar and names.
pub(super) fn read(
    source: &SourceFile,
    outline: &Outline,
    index: usize,
    ctx: &Context<'_>,
    diags: &mut Diagnostics,
) -> Option<Record> {
    let part = outline.parts.get(index)?;
    let mut builder = Builder::new(
        source.id,
        &source.text,
        (&outline.replacements, &outline.prefixes),
        scope(&part.inherited, outline),
    );
    for span in &part.lead {
        builder.read(span.range());
    }
    builder.read(part.span.range());
    for span in &part.trail {
        builder.read(span.range());
    }
    let mut tree = builder.finish();
    notes::gather(&mut tree);
    let mut whole = Whole::default();
    whole.sort(std::mem::take(&mut tree.nodes), part);
    let id = id(source, outline, part, &whole, ctx);
    tree.nodes = whole.body;
    number_of_head(&mut tree.nodes, whole.attrs.get("n"));
    let notes = notes::finish(&mut tree, id.local());
    let mut record = Record {
        file: source.id,
        part: u32::try_from(index).unwrap_or(u32::MAX),
        span: part.span,
        kind: part.kind,
        id,
        id_stated: outline.volume.is_some() || whole.named,
        header: Header::default(),
        attrs: Attrs::new(),
        description: whole.description,
        body: std::mem::take(&mut tree.nodes),
        notes,
        refs: std::mem::take(&mut tree.refs),
        enclosures: Vec::new(),
        renditions: Vec::new(),
    };
    describe(&mut record, &whole.attrs, outline, part, ctx, diags);
    enclosures(&mut record, &tree, ctx, diags);
    record.attrs = left_over(&whole.attrs, &record);
    record.renditions = looks::of(&record, &outline.renditions);
    if record.body.is_empty() && record.notes.is_empty() && record.kind == RecordKind::Document {
        diags.push(
            Diagnostic::new(Code::EmptyDocument, part.span, "the document has no text")
                .help("add the transcription, or take the file out of the folder"),
        );
    }
    Some(record)
}

/// The parts of a document's markup.
#[derive(Default)]
struct Whole {
    description: Vec<Node>,
    body: Vec<Node>,
    /// Attributes of the elements that are the document itself.
    attrs: Attrs,
    /// Its own id, as the markup has it.
    named: bool,
}

impl Whole {
    fn sort(&mut self, nodes: Vec<Node>, part: &Part) {
        for node in nodes {
            match node {
                Node::Element(element) if element.span == part.span || is_root(&element) => {
                    self.element(element);
                }
                Node::Element(element) if is_about(&element) => {
                    self.description.push(element.node());
                }
                node => self.body.push(node),
            }
        }
    }

    /// The element that is the document, taken apart.
    fn element(&mut self, element: Element) {
        match element.tag.name() {
            "TEI" | "teiCorpus" => {
                self.take(&element.attrs);
                for node in element.children {
                    match node {
                        Node::Element(child) if is_about(&child) => {
                            self.description.push(child.node());
                        }
                        Node::Element(child) if child.tag.name() == "text" => self.element(child),
                        node => self.body.push(node),
                    }
                }
            }
            "text" => {
                self.take(&element.attrs);
                for node in element.children {
                    match node {
                        Node::Element(child) if child.tag.name() == "body" => self.element(child),
                        node => self.body.push(node),
                    }
                }
            }
            "body" => {
                self.take(&element.attrs);
                let mut children = element.children;
                let is_only = matches!(
                    children.as_slice(),
                    [Node::Element(only)] if only.tag == Tag::Div && only.kind() == "document"
                );
                match children.pop() {
                    Some(Node::Element(only)) if is_only => self.element(only),
                    Some(last) => {
                        children.push(last);
                        self.body.append(&mut children);
                    }
                    None => {}
                }
            }
            "div" => {
                self.named |= element.attrs.get("xml:id").is_some();
                self.take(&element.attrs);
                self.body.extend(element.children);
            }
            _ if is_about(&element) => self.description.push(element.node()),
            _ => self.body.push(element.node()),
        }
    }

    /// What inner elements say counts before what outer ones say.
    fn take(&mut self, attrs: &Attrs) {
        for (name, value) in attrs.iter() {
            self.attrs.set(attribute_name(name), value);
        }
    }
}

fn is_root(element: &Element) -> bool {
    matches!(element.tag.name(), "TEI" | "teiCorpus")
}

fn is_about(element: &Element) -> bool {
    matches!(
        element.tag.name(),
        "teiHeader" | "facsimile" | "standOff" | "xenoData"
    )
}

/// The record's place among all: in a volume by the part's id, else by folder and name,
/// or by the id that a document states.
fn id(
    source: &SourceFile,
    outline: &Outline,
    part: &Part,
    whole: &Whole,
    ctx: &Context<'_>,
) -> RecordId {
    if let Some(volume) = &outline.volume
        && let Ok(id) = RecordId::new(Some(&volume.id), &part.id)
    {
        return id;
    }
    let by_name = place(source, None, ctx.config);
    let stated = whole.attrs.get("xml:id").filter(|_| whole.named);
    stated
        .and_then(|id| RecordId::new(by_name.volume(), &slug(id)).ok())
        .unwrap_or(by_name)
}

/// The number at the beginning of a heading becomes an element, so that it is not shown twice.
fn number_of_head(body: &mut [Node], n: Option<&str>) {
    let Some(n) = n.filter(|n| !n.is_empty()) else {
        return;
    };
    let head = body.iter_mut().find_map(|node| match node {
        Node::Element(element) if element.tag == Tag::Head => Some(element),
        _ => None,
    });
    let Some(Node::Text(text)) = head.and_then(|head| {
        let first = head.children.first()?;
        let Node::Text(text) = first else { return None };
        let rest = text.text.strip_prefix(n)?;
        let whole = text.text.len() == text.span.range().len();
        (whole && rest.starts_with('.'))
            .then_some(head)?
            .children
            .first_mut()
    }) else {
        return;
    };
    let (number, rest) = text.text.split_at(n.len());
    let mut span = text.span;
    span.end = span.start + u32::try_from(n.len()).unwrap_or(0);
    let number =
        Element::new(Tag::Num, span, Rule::HeadingNumber).children(vec![Node::text(number, span)]);
    let rest = rest.to_owned();
    let mut rest_span = text.span;
    rest_span.start = span.end;
    *text = crate::model::Text {
        text: rest,
        span: rest_span,
    };
    let head = body.iter_mut().find_map(|node| match node {
        Node::Element(element) if element.tag == Tag::Head => Some(element),
        _ => None,
    });
    if let Some(head) = head {
        head.children.insert(0, number.node());
    }
}

fn who<'a>(file: FileId, ctx: &Context<'a>) -> Who<'a> {
    Who {
        people: ctx.people,
        file,
    }
}

/// Facts: what the header states, then what the text says.
fn describe(
    record: &mut Record,
    attrs: &Attrs,
    outline: &Outline,
    part: &Part,
    ctx: &Context<'_>,
    diags: &mut Diagnostics,
) {
    let own = facts(
        &Source {
            attrs,
            span: record.span,
            body: &record.body,
            notes: &record.notes,
            who: who(record.file, ctx),
        },
        diags,
    );
    let mut stated = if record.description.is_empty() {
        Header::default()
    } else {
        header::facts(&record.description, who(record.file, ctx), diags)
    };
    if record.kind == RecordKind::Matter {
        // A page of a volume has a title, and nobody sent it.
        let title = stated.title.take().or(own.title);
        record.header = Header {
            title,
            rights: stated.rights,
            language: own.language,
            ..Header::default()
        };
    } else {
        record.header = merge(stated, own);
    }
    if record.header.language.is_none()
        && outline.volume.is_some()
        && let Some(language) = &part.inherited.language
        && *language != ctx.config.book.language
    {
        record.header.language = Some(Fact::new(
            language.clone(),
            Rule::Encoded,
            crate::model::Cert::High,
            part.span,
        ));
    }
}

/// What is stated counts; what is only taken from elsewhere gives way to the text.
fn merge(stated: Header, own: Header) -> Header {
    fn surer<T>(stated: Option<Fact<T>>, own: Option<Fact<T>>) -> Option<Fact<T>> {
        match (stated, own) {
            (Some(stated), Some(own)) if stated.evidence.cert < own.evidence.cert => Some(own),
            (stated, own) => stated.or(own),
        }
    }
    fn action(stated: CorrespAction, own: CorrespAction) -> CorrespAction {
        CorrespAction {
            parties: if stated.parties.is_empty() {
                own.parties
            } else {
                stated.parties
            },
            place: surer(stated.place, own.place),
            date: surer(stated.date, own.date),
        }
    }
    let mut idnos = stated.idnos;
    idnos.extend(own.idnos);
    Header {
        number: own.number,
        title: stated.title.or(own.title),
        kind: stated.kind.or(own.kind),
        sent: action(stated.sent, own.sent),
        received: action(stated.received, own.received),
        subject: own.subject,
        participants: own.participants,
        classification: own.classification,
        declassification: own.declassification,
        archive: stated.archive.or(own.archive),
        idnos,
        telegram: own.telegram,
        rights: stated.rights,
        remark: None,
        language: own.language.or(stated.language),
        replies_to: Vec::new(),
        witness: None,
        first_page: None,
        date_unknown: false,
    }
}

/// What is known of each enclosure.
fn enclosures(record: &mut Record, tree: &Tree, ctx: &Context<'_>, diags: &mut Diagnostics) {
    if tree.enclosures == 0 {
        return;
    }
    let mut found: Vec<Option<Header>> = vec![None; tree.enclosures];
    let bodies = record.notes.iter().map(|note| &note.body);
    for nodes in std::iter::once(&record.body).chain(bodies) {
        walk(nodes, &mut |node| {
            if let Some(element) = node.element().filter(|it| it.tag == Tag::Div)
                && let Some(place) = element.index.and_then(|at| found.get_mut(at as usize))
            {
                let source = Source {
                    attrs: &element.attrs,
                    span: element.span,
                    body: &element.children,
                    notes: &[],
                    who: who(record.file, ctx),
                };
                *place = Some(facts(&source, diags));
            }
            Descend::Into
        });
    }
    let headers = found.into_iter().map(Option::unwrap_or_default);
    record.enclosures = (1..)
        .zip(headers)
        .map(|(number, header)| Enclosure {
            key: format!("a{number}").into(),
            header,
        })
        .collect();
}

/// What the document's own elements say beyond what the record says elsewhere.
fn left_over(attrs: &Attrs, record: &Record) -> Attrs {
    let mut left = Attrs::new();
    for (name, value) in attrs.iter() {
        let said = match name {
            "xml:id" => slug(value) == record.id.local(),
            "n" => {
                let number = record.header.number.as_ref();
                number.is_some_and(|number| number.value == value)
            }
            "type" => value == "document",
            "xml:lang" => {
                let language = record.header.language.as_ref();
                language.is_some_and(|language| language.value == value)
            }
            _ => false,
        };
        if !said {
            left.set(attribute_name(name), value);
        }
    }
    left
}
