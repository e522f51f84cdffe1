//! What a file of many records is called, and how it was published.

use super::divide::{scope, start_tag};
use super::skeleton::{Kind, Skeleton};
use super::tree::Builder;
use super::{Imprint, Inherited, Outline, Volume};
use crate::config::Config;
use crate::model::{Descend, Tag, plain_text, slug, walk};
use crate::source::SourceFile;

/// The volume's id, title and imprint.
pub(super) fn volume(
    source: &SourceFile,
    skeleton: &Skeleton<'_>,
    outline: &Outline,
    config: &Config,
) -> Volume {
    let name = source.path.rsplit('/').next().unwrap_or("");
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let root = skeleton.pieces.first();
    let own = root
        .and_then(|root| start_tag(&source.text, root.start))
        .and_then(|start| start.get("xml:id"));
    let (mut idnos, mut title) = (Vec::new(), None);
    let mut imprint = Imprint::default();
    let inherited = Inherited::default();
    if let Some(header) = skeleton.pieces.iter().find(|it| it.kind == Kind::Header) {
        let prefixes = Vec::new();
        let mut scope = scope(&inherited, outline);
        if let Some(start) = root.and_then(|root| start_tag(&source.text, root.start)) {
            scope.enter(&start);
        }
        let mut builder = Builder::new(
            source.id,
            &source.text,
            (&outline.replacements, &prefixes),
            scope,
        );
        builder.read(header.range());
        let tree = builder.finish();
        title = super::header::title(&tree.nodes);
        imprint = super::imprint::imprint(&tree.nodes);
        walk(&tree.nodes, &mut |node| {
            if let Some(idno) = node.element().filter(|it| it.tag == Tag::Idno) {
                idnos.push((idno.kind().to_owned(), plain_text(&idno.children)));
            }
            Descend::Into
        });
    }
    let known = idnos.iter().find(|(_, idno)| config.volume(idno).is_some());
    let series = idnos.iter().find(|(kind, _)| kind == "frus");
    let id = known
        .or(series)
        .map(|(_, idno)| idno.as_str())
        .or(own.map(|id| id.strip_suffix(".xml").unwrap_or(id)))
        .unwrap_or(stem);
    Volume {
        id: slug(id),
        title: title.map(|title| title.value),
        imprint,
    }
}
