//! Components that a block of a page refers to, and another block or document has.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde_json::{Value, json};

use super::{api::Api, location::percent_decode, references::walk_references};
use crate::{
    source::{Origin, Pointer, SourceMap},
    yaml::{Elsewhere, Parsed},
};

/// How many nodes all blocks together get from elsewhere.
const NODE_LIMIT: usize = 1_000_000;

/// The components of all documents, by their pointers and the numbers of the APIs.
type Components = BTreeMap<Pointer, BTreeMap<usize, Definitions>>;

/// The definitions of a component in one API.
#[derive(Default)]
struct Definitions {
    /// By page: the first one, and whether all of the page are like it.
    pages: BTreeMap<Arc<str>, (Value, bool)>,
    /// Whether all pages have one that is like that of the first.
    is_same: bool,
}

/// A component, and the first page that it is on.
type Found<'c> = (&'c Arc<str>, &'c Value);

/// Adds to each block of a page the components that it refers to and lacks, where all that have
/// one agree: in the document that its info string names, else in all that may be of its API. Where
/// they differ, the block learns which pages have it. `sources` learns where the components come
/// from.
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
    let (apis, numbers) = apis(parsed);
    let components = components(parsed, &numbers);
    let mut nodes = NODE_LIMIT;
    let blocks = parsed.iter_mut().zip(numbers).zip(missing);
    for (((page, document), number), missing) in blocks {
        let mut open: Vec<Pointer> = missing.into_iter().collect();
        let mut moves = Vec::new();
        while let Some(pointer) = open.pop() {
            let Some(definitions) = components.get(&pointer) else {
                continue;
            };
            let (from, value) = match meant(definitions, page, &apis, number) {
                Ok(found) => found,
                Err(elsewhere) => {
                    document.elsewhere.insert(pointer, elsewhere);
                    continue;
                }
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

/// The APIs of all documents, and the number of each document's.
fn apis(parsed: &[(Arc<str>, Parsed)]) -> (Vec<Api>, Vec<usize>) {
    let whole = parsed.iter().filter(|(_, it)| it.preamble.is_none());
    let files: BTreeSet<&str> = whole.map(|(page, _)| &**page).collect();
    let mut known: BTreeMap<Api, usize> = BTreeMap::new();
    let numbers = parsed.iter().map(|(page, document)| {
        let next = known.len();
        *known.entry(Api::of(page, document, &files)).or_insert(next)
    });
    let numbers = numbers.collect();
    let mut apis: Vec<(usize, Api)> = known.into_iter().map(|(api, at)| (at, api)).collect();
    apis.sort_unstable();
    (apis.into_iter().map(|(_, api)| api).collect(), numbers)
}

/// The component that a block on `page` means, which describes the API `own`: that of its own page,
/// of its document, or of all that may be of its API. Else the pages that have it.
fn meant<'c>(
    definitions: &'c BTreeMap<usize, Definitions>,
    page: &Arc<str>,
    apis: &[Api],
    own: usize,
) -> Result<Found<'c>, Elsewhere> {
    let differing = |pages: BTreeSet<Arc<str>>| Elsewhere {
        pages,
        is_other_api: false,
    };
    let on_page: Vec<_> = definitions.values().filter_map(|it| it.on(page)).collect();
    if !on_page.is_empty() {
        return agreed(&on_page).ok_or_else(|| differing(BTreeSet::from([Arc::clone(page)])));
    }
    let of = |is_meant: &dyn Fn(&Api) -> bool| -> Vec<&Definitions> {
        let meant = definitions.iter().filter(|(it, _)| is_meant(&apis[**it]));
        meant.map(|(_, definitions)| definitions).collect()
    };
    let own = &apis[own];
    let of_file = of(&|api| api.has_file_of(own));
    let meant = match of_file.is_empty() {
        true => of(&|api| !api.is_other_than(own)),
        false => of_file,
    };
    if meant.is_empty() {
        let pages = definitions.values().flat_map(Definitions::all_pages);
        return Err(Elsewhere {
            pages: pages.collect(),
            is_other_api: true,
        });
    }
    let candidates: Vec<_> = meant.iter().filter_map(|it| it.on_all()).collect();
    let pages = || meant.iter().flat_map(|it| it.all_pages()).collect();
    agreed(&candidates).ok_or_else(|| differing(pages()))
}

/// The first of `candidates`, which are all alike; a candidate is none where its pages differ.
fn agreed<'c>(candidates: &[(&'c Arc<str>, Option<&'c Value>)]) -> Option<Found<'c>> {
    let (page, value) = candidates.iter().min_by_key(|(page, _)| *page)?;
    let is_same = candidates.iter().all(|(_, other)| other == value);
    Some((*page, (*value).filter(|_| is_same)?))
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

/// All components of the documents, whose APIs have these numbers. A component that refers to
/// another file has a meaning only where it is.
fn components(parsed: &[(Arc<str>, Parsed)], apis: &[usize]) -> Components {
    let mut all = Components::new();
    for ((page, document), api) in parsed.iter().zip(apis) {
        let root = Pointer::root();
        let mut add = |at: &Pointer, section: Option<&Value>| {
            for (name, value) in section.and_then(Value::as_object).into_iter().flatten() {
                let mut is_local = true;
                walk_references(value, &mut |target| is_local &= target.starts_with('#'));
                if is_local {
                    let definitions = all.entry(at.child(name)).or_default();
                    definitions.entry(*api).or_default().add(page, value);
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

    fn all_pages(&self) -> impl Iterator<Item = Arc<str>> {
        self.pages.keys().cloned()
    }

    /// The definition on `page`, if it has one; none where its blocks differ.
    fn on(&self, page: &Arc<str>) -> Option<(&Arc<str>, Option<&Value>)> {
        let (page, (value, is_same)) = self.pages.get_key_value(page)?;
        Some((page, is_same.then_some(value)))
    }

    /// As [`on`](Self::on), for all pages.
    fn on_all(&self) -> Option<(&Arc<str>, Option<&Value>)> {
        let (page, (value, _)) = self.pages.first_key_value()?;
        Some((page, self.is_same.then_some(value)))
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
