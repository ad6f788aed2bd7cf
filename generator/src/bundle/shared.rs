//! Components that a block of a page refers to, and another block or document has.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde_json::{Value, json};

use super::{location::percent_decode, references::walk_references};
use crate::{
    source::{Origin, Pointer, SourceMap},
    yaml::Parsed,
};

/// How many nodes all blocks together get from elsewhere.
const NODE_LIMIT: usize = 1_000_000;

/// The components of all documents, by their pointers.
type Components = BTreeMap<Pointer, Definitions>;

/// The definitions of a component.
#[derive(Default)]
struct Definitions {
    /// By page: the first one, and whether all of the page are like it.
    pages: BTreeMap<Arc<str>, (Value, bool)>,
    /// Whether all pages have one that is like that of the first.
    is_same: bool,
}

/// Adds to each block of a page the components that it refers to and lacks, where all that have
/// one agree. Where they differ, the block learns which pages have it. `sources` learns where the
/// components come from.
pub(super) fn add(parsed: &mut [(Arc<str>, Parsed)], sources: &mut SourceMap) {
    let missing: Vec<BTreeSet<Pointer>> = parsed
        .iter()
        .map(|(_, document)| match document.preamble {
            Some(_) => missing(&document.value, &document.value),
            None => BTreeSet::new(),
        })
        .collect();
    // Most folders need nothing of this.
    if missing.iter().all(BTreeSet::is_empty) {
        return;
    }
    let components = components(parsed);
    let mut nodes = NODE_LIMIT;
    for ((page, document), missing) in parsed.iter_mut().zip(missing) {
        let mut open: Vec<Pointer> = missing.into_iter().collect();
        let mut moves = Vec::new();
        while let Some(pointer) = open.pop() {
            let Some(definitions) = components.get(&pointer) else {
                continue;
            };
            let Some((from, value)) = definitions.meant_on(page) else {
                let pages = definitions.pages.keys().cloned();
                document.elsewhere.insert(pointer, pages.collect());
                continue;
            };
            let count = count(value);
            if count > nodes || !insert(&mut document.value, &pointer, value.clone()) {
                continue;
            }
            nodes -= count;
            if from != page {
                let origin = Origin::new(Arc::clone(from), pointer.clone());
                moves.push((pointer, origin));
            }
            open.extend(self::missing(value, &document.value));
        }
        sources.record_moves(page, moves);
    }
}

/// The components that `value` refers to and `document` lacks.
fn missing(value: &Value, document: &Value) -> BTreeSet<Pointer> {
    let mut missing = BTreeSet::new();
    walk_references(value, &mut |target| {
        let pointer = component(target);
        missing.extend(pointer.filter(|it| document.pointer(it.as_str()).is_none()));
    });
    missing
}

/// The component that a reference leads to, or into.
fn component(target: &str) -> Option<Pointer> {
    let pointer: Pointer = percent_decode(target.strip_prefix('#')?)?.parse().ok()?;
    let tokens: Vec<_> = pointer.tokens().collect();
    let depth = match tokens.first()?.as_ref() {
        "components" => 3,
        // Of Swagger 2.0.
        "definitions" => 2,
        _ => return None,
    };
    let component = tokens.get(..depth)?.iter();
    Some(component.fold(Pointer::root(), |at, name| at.child(name)))
}

/// All components of the documents. One that refers to another file has a meaning only where it
/// is.
fn components(parsed: &[(Arc<str>, Parsed)]) -> Components {
    let mut all = Components::new();
    for (page, document) in parsed {
        let root = Pointer::root();
        let mut add = |at: &Pointer, section: Option<&Value>| {
            for (name, value) in section.and_then(Value::as_object).into_iter().flatten() {
                let mut is_local = true;
                walk_references(value, &mut |target| is_local &= target.starts_with('#'));
                if is_local {
                    all.entry(at.child(name)).or_default().add(page, value);
                }
            }
        };
        add(
            &root.child("definitions"),
            document.value.get("definitions"),
        );
        let sections = document.value.get("components").and_then(Value::as_object);
        for (name, section) in sections.into_iter().flatten() {
            add(&root.child("components").child(name), Some(section));
        }
    }
    all
}

impl Definitions {
    fn add(&mut self, page: &Arc<str>, value: &Value) {
        if let Some((own, is_same)) = self.pages.get_mut(page) {
            *is_same &= own == value;
            self.is_same &= *is_same;
            return;
        }
        let mut others = self.pages.values();
        self.is_same = others
            .next()
            .is_none_or(|(first, _)| self.is_same && first == value);
        self.pages.insert(Arc::clone(page), (value.clone(), true));
    }

    /// The one that a block on `page` means, and where it is: that of its own page, or of all
    /// others; `None` where they differ.
    fn meant_on(&self, page: &Arc<str>) -> Option<(&Arc<str>, &Value)> {
        let (from, (value, is_same)) = match self.pages.get_key_value(page) {
            Some(own) => own,
            None => self.pages.first_key_value().filter(|_| self.is_same)?,
        };
        is_same.then_some((from, value))
    }
}

/// Inserts a component; returns whether it has a place there.
fn insert(document: &mut Value, pointer: &Pointer, component: Value) -> bool {
    let tokens: Vec<_> = pointer.tokens().collect();
    let Some((name, parents)) = tokens.split_last() else {
        return false;
    };
    let mut node = Some(document);
    for parent in parents {
        node = node.and_then(Value::as_object_mut).map(|fields| {
            let section = fields.entry(parent.as_ref());
            section.or_insert_with(|| json!({}))
        });
    }
    let fields = node.and_then(Value::as_object_mut);
    fields.is_some_and(|it| it.insert(name.to_string(), component).is_none())
}

fn count(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(count).sum::<usize>(),
        Value::Object(fields) => 1 + fields.values().map(count).sum::<usize>(),
        _ => 1,
    }
}
