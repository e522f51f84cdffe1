//! What may stand where in TEI: `models.txt`, read once, as automata.
//!
//! Each content model becomes a position automaton: its particles (classes of names)
//! are numbered, and a state is the set of particles that may have been the last. That
//! is exact for every model of TEI and costs a few machine words an element.

use super::value::Type;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static TABLE: &str = include_str!("models.txt");
static SCHEMA: LazyLock<Schema> = LazyLock::new(|| Schema::parse(TABLE));

/// Text, as a name.
pub(super) const TEXT: &str = "#";
/// Any element, as a name.
const ANY: &str = "*";

/// Names of elements as a set of bits.
type Class = [u64; 10];

/// All of TEI.
#[derive(Debug)]
pub(super) struct Schema {
    names: BTreeMap<&'static str, u16>,
    elements: BTreeMap<&'static str, Model>,
    classes: BTreeMap<&'static str, Class>,
}

/// What one element may hold and carry.
#[derive(Debug, Default)]
pub(super) struct Model {
    particles: Vec<Class>,
    follow: Vec<u64>,
    first: u64,
    last: u64,
    nullable: bool,
    /// Attributes, each with its type and whether it must stand.
    attributes: BTreeMap<&'static str, (Type, bool)>,
}

/// How far into a content model one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// At its beginning.
    Start,
    /// After one of these particles.
    After(u64),
}

/// TEI's schema.
pub(super) fn schema() -> &'static Schema {
    &SCHEMA
}

impl Schema {
    /// The model of an element; `None` when TEI has none of this name.
    pub(super) fn model(&self, name: &str) -> Option<&Model> {
        self.elements.get(name)
    }

    /// Whether an element belongs to a class, `%model.common`.
    pub(super) fn is_in(&self, class: &str, name: &str) -> bool {
        let number = self.names.get(name);
        let class = self.classes.get(class);
        number.zip(class).is_some_and(|(&n, class)| has(class, n))
    }

    /// Whether an element may hold text directly.
    pub(super) fn is_mixed(&self, name: &str) -> bool {
        self.allows(name, TEXT)
    }

    /// Whether an element may begin with this child.
    pub(super) fn allows(&self, parent: &str, child: &str) -> bool {
        self.model(parent)
            .is_some_and(|model| self.step(model, State::Start, child).is_some())
    }

    /// The state after one more child; `None` when it may not stand there.
    pub(super) fn step(&self, model: &Model, state: State, child: &str) -> Option<State> {
        let number = *self.names.get(child)?;
        let any = self.names.get(ANY).copied().unwrap_or(0);
        let mut left = match state {
            State::Start => model.first,
            State::After(set) => {
                bits(set).fold(0, |all, at| all | model.follow.get(at).unwrap_or(&0))
            }
        };
        let mut next = 0;
        while left != 0 {
            let at = left.trailing_zeros() as usize;
            left &= left - 1;
            let class = model.particles.get(at);
            if class.is_some_and(|it| has(it, number) || (child != TEXT && has(it, any))) {
                next |= 1 << at;
            }
        }
        (next != 0).then_some(State::After(next))
    }

    fn parse(table: &'static str) -> Self {
        let lines = || table.lines().filter(|line| !line.starts_with("# "));
        let mut groups: BTreeMap<&'static str, Vec<&'static str>> = BTreeMap::new();
        let mut names = BTreeMap::from([(TEXT, 0), (ANY, 1)]);
        for line in lines() {
            let Some((left, right)) = line.split_once(" = ") else {
                continue;
            };
            let name = left.split(' ').next().unwrap_or(left);
            if name.starts_with('%') {
                groups.insert(name, right.split(' ').collect());
            } else {
                let number = u16::try_from(names.len()).unwrap_or(0);
                names.insert(name, number);
            }
        }
        let mut parser = Parser {
            names: &names,
            groups: &groups,
            classes: BTreeMap::new(),
        };
        let mut elements = BTreeMap::new();
        for line in lines().filter(|line| !line.starts_with('%')) {
            if let Some((left, right)) = line.split_once(" = ") {
                let mut words = left.split(' ').filter(|word| !word.is_empty());
                let name = words.next().unwrap_or("");
                let mut model = parser.model(right);
                for word in words {
                    parser.attributes(word, &mut model.attributes);
                }
                elements.insert(name, model);
            }
        }
        let models = groups.keys().filter(|name| name.starts_with("%model."));
        for name in models {
            parser.class(name);
        }
        let classes = parser.classes;
        Self {
            names,
            elements,
            classes,
        }
    }
}

impl Model {
    /// Notes that after some particles others may come.
    fn follows(&mut self, last: u64, first: u64) {
        for at in bits(last) {
            if let Some(follow) = self.follow.get_mut(at) {
                *follow |= first;
            }
        }
    }

    /// Whether the content may end here.
    pub(super) fn accepts(&self, state: State) -> bool {
        match state {
            State::Start => self.nullable,
            State::After(set) => set & self.last != 0,
        }
    }

    /// The type of an attribute; `None` when the element has none of this name.
    pub(super) fn attribute(&self, name: &str) -> Option<Type> {
        self.attributes.get(name).map(|(kind, _)| *kind)
    }

    /// Attributes that must stand.
    pub(super) fn required(&self) -> impl Iterator<Item = (&'static str, Type)> {
        let required = self.attributes.iter().filter(|(_, (_, must))| *must);
        required.map(|(name, (kind, _))| (*name, *kind))
    }
}

fn has(class: &Class, number: u16) -> bool {
    let number = usize::from(number);
    class
        .get(number / 64)
        .is_some_and(|word| word & (1 << (number % 64)) != 0)
}

fn bits(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let at = (set != 0).then(|| set.trailing_zeros() as usize)?;
        set &= set - 1;
        Some(at)
    })
}

struct Parser<'a> {
    names: &'a BTreeMap<&'static str, u16>,
    groups: &'a BTreeMap<&'static str, Vec<&'static str>>,
    classes: BTreeMap<&'static str, Class>,
}

/// A piece of a content model: where it can begin and end, and whether it can be empty.
#[derive(Clone, Copy)]
struct Piece {
    first: u64,
    last: u64,
    nullable: bool,
}

const EMPTY: Piece = Piece {
    first: 0,
    last: 0,
    nullable: true,
};

impl Parser<'_> {
    fn class(&mut self, name: &'static str) -> Class {
        if let Some(class) = self.classes.get(name) {
            return *class;
        }
        let mut class = Class::default();
        for member in self.groups.get(name).into_iter().flatten() {
            self.join(member, &mut class);
        }
        self.classes.insert(name, class);
        class
    }

    fn join(&mut self, member: &'static str, class: &mut Class) {
        if member.starts_with('%') {
            let inner = self.class(member);
            class.iter_mut().zip(inner).for_each(|(a, b)| *a |= b);
        } else if let Some(&number) = self.names.get(member) {
            let number = usize::from(number);
            if let Some(word) = class.get_mut(number / 64) {
                *word |= 1 << (number % 64);
            }
        }
    }

    fn attributes(&self, word: &'static str, out: &mut BTreeMap<&'static str, (Type, bool)>) {
        if word.starts_with('%') {
            for member in self.groups.get(word).into_iter().flatten() {
                self.attributes(member, out);
            }
        } else if let Some((name, kind)) = word.rsplit_once(':') {
            let required = kind.strip_suffix('!');
            let kind = Type::parse(required.unwrap_or(kind));
            out.insert(name, (kind, required.is_some()));
        }
    }

    fn model(&mut self, text: &'static str) -> Model {
        let mut model = Model::default();
        let mut rest = text;
        let piece = self.choice(&mut rest, &mut model);
        model.first = piece.first;
        model.last = piece.last;
        model.nullable = piece.nullable;
        model
    }

    fn choice(&mut self, rest: &mut &'static str, model: &mut Model) -> Piece {
        let mut piece = self.sequence(rest, model);
        while let Some(after) = rest.strip_prefix('|') {
            *rest = after;
            let other = self.sequence(rest, model);
            piece = Piece {
                first: piece.first | other.first,
                last: piece.last | other.last,
                nullable: piece.nullable || other.nullable,
            };
        }
        piece
    }

    fn sequence(&mut self, rest: &mut &'static str, model: &mut Model) -> Piece {
        let mut piece = EMPTY;
        loop {
            *rest = rest.trim_start_matches(' ');
            if rest.is_empty() || rest.starts_with(['|', ')']) {
                return piece;
            }
            let next = self.item(rest, model);
            model.follows(piece.last, next.first);
            piece = Piece {
                first: piece.first | if piece.nullable { next.first } else { 0 },
                last: next.last | if next.nullable { piece.last } else { 0 },
                nullable: piece.nullable && next.nullable,
            };
        }
    }

    fn item(&mut self, rest: &mut &'static str, model: &mut Model) -> Piece {
        let mut piece = if let Some(after) = rest.strip_prefix('(') {
            *rest = after;
            let piece = self.choice(rest, model);
            *rest = rest.strip_prefix(')').unwrap_or(rest);
            piece
        } else {
            let (inside, after) = rest
                .strip_prefix('[')
                .and_then(|inner| inner.split_once(']'))
                .unwrap_or(("", ""));
            *rest = after;
            let mut class = Class::default();
            for member in inside.split(' ') {
                self.join(member, &mut class);
            }
            let at = model.particles.len();
            model.particles.push(class);
            model.follow.push(0);
            Piece {
                first: 1 << at,
                last: 1 << at,
                nullable: false,
            }
        };
        let sign = rest.chars().next().filter(|c| matches!(c, '*' | '+' | '?'));
        if let Some(sign) = sign {
            *rest = rest.get(1..).unwrap_or("");
            if sign != '?' {
                model.follows(piece.last, piece.first);
            }
            piece.nullable |= sign != '+';
        }
        piece
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn takes(parent: &str, children: &[&str]) -> bool {
        let schema = schema();
        let model = schema.model(parent).expect("an element");
        let mut state = State::Start;
        for child in children {
            match schema.step(model, state, child) {
                Some(next) => state = next,
                None => return false,
            }
        }
        model.accepts(state)
    }

    #[test]
    fn models_are_those_of_the_guidelines() {
        assert!(takes(
            "div",
            &["head", "pb", "opener", "p", "note", "closer"]
        ));
        assert!(takes("div", &["head", "p", "div", "div", "postscript"]));
        assert!(!takes("div", &["p", "closer", "p"]));
        assert!(!takes("div", &["div", "p"]));
        assert!(!takes("div", &[TEXT]));
        assert!(takes("p", &[TEXT, "hi", TEXT, "list"]));
        assert!(!takes("p", &["p"]));
        assert!(takes("list", &["head", "item", "pb", "item"]));
        assert!(!takes("list", &["head"]));
        assert!(takes("choice", &["sic", "corr"]) && !takes("choice", &["sic"]));
        assert!(takes("xenoData", &["anything"]) || takes("xenoData", &[TEXT]));
        assert!(schema().is_in("%model.common", "p"));
    }
}
