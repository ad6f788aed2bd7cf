//! Schemas that become components: those outside of the components that have a name where they
//! are, in another file, in `definitions`, in `$defs`; the types of fields that are referred to
//! where they are declared (`#/components/schemas/Door/properties/lock`); and schemas that contain
//! themselves.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::{Value, json};

use super::{keyword, rename};
use crate::{
    bundle,
    case::{pascal, singular_words},
    source::Pointer,
};

/// The components that such schemas become.
#[derive(Debug, Default)]
pub(super) struct Promotions {
    /// The name of each schema.
    names: BTreeMap<Pointer, String>,
    /// All names of schemas.
    taken: BTreeSet<String>,
    /// The names of the types that they are.
    types: BTreeSet<String>,
    /// What is left to add to the document.
    open: VecDeque<(String, Pointer)>,
}

/// The place of the component `name`.
pub(super) fn component(name: &str) -> Pointer {
    ["components", "schemas", name].iter().collect()
}

/// Whether the schema at `pointer` has a name where it is.
pub(super) fn has_name(pointer: &Pointer) -> bool {
    let tokens: Vec<_> = pointer.tokens().collect();
    let is_in_file = tokens.first().is_some_and(|first| first == bundle::FILES);
    let holder = tokens.iter().rev().nth(1);
    is_in_file || holder.is_some_and(|holder| matches!(&**holder, "definitions" | "$defs"))
}

/// Whether `schema`, which is at `pointer`, is inside of a component, and is a type of its own.
/// Copies of it would each be another type.
pub(super) fn is_inner_type(pointer: &Pointer, schema: &Value) -> bool {
    let tokens: Vec<_> = pointer.tokens().take(4).collect();
    let is_inner = matches!(&tokens[..], [components, schemas, _, _]
        if components == "components" && schemas == "schemas");
    is_inner && is_type(schema)
}

fn is_type(schema: &Value) -> bool {
    let has = |keyword: &str| schema.get(keyword).is_some();
    let holds = |keyword: &str| schema.get(keyword).is_some_and(is_type);
    let all = schema.get("allOf").and_then(Value::as_array);
    // One reference alone is another name of its target.
    let is_combined = all.is_some_and(|all| all.len() > 1 || all.iter().any(is_type));
    ["properties", "oneOf", "anyOf", "enum"]
        .into_iter()
        .any(has)
        || is_combined
        || ["items", "additionalProperties"].into_iter().any(holds)
}

impl Promotions {
    /// Those of `document`. A component that is only a reference gives its name to the target.
    pub(super) fn new(document: &Value) -> Self {
        let mut promotions = Self::default();
        let schemas = document.pointer("/components/schemas");
        for (name, schema) in schemas.and_then(Value::as_object).into_iter().flatten() {
            promotions.take(name.clone());
            let target = schema.get("$ref").and_then(Value::as_str);
            let target = target.and_then(|target| target.strip_prefix('#')?.parse().ok());
            let is_alone = schema.as_object().is_some_and(|schema| schema.len() == 1);
            if let Some(target) = target.filter(|target| is_alone && has_name(target)) {
                promotions
                    .names
                    .entry(target)
                    .or_insert_with(|| name.clone());
            }
        }
        promotions
    }

    /// Whether the schema at `target` has a name there, or already is a component.
    pub(super) fn is_named(&self, target: &Pointer) -> bool {
        has_name(target) || self.names.contains_key(target)
    }

    /// Whether the schema at `target` belongs in the component at `at`.
    pub(super) fn is_at(&self, target: &Pointer, at: &Pointer) -> bool {
        self.names
            .get(target)
            .is_some_and(|name| component(name) == *at)
    }

    /// The name of the component that the schema at `target` becomes.
    pub(super) fn name(&mut self, target: &Pointer) -> String {
        if let Some(name) = self.names.get(target) {
            return name.clone();
        }
        let base = match Inner::of(target).filter(|_| !has_name(target)) {
            Some(inner) => self.inner_name(&inner),
            None => base(target),
        };
        let mut name = base.clone();
        let mut number = 2;
        while !self.take(name.clone()) {
            name = format!("{base}_{number}");
            number += 1;
        }
        self.names.insert(target.clone(), name.clone());
        self.open.push_back((name.clone(), target.clone()));
        name
    }

    /// Takes a name; returns whether it was free.
    fn take(&mut self, name: String) -> bool {
        self.types.insert(pascal(&name));
        self.taken.insert(name)
    }

    /// What the type of a field is called: as it would be where it is declared. Bundlers refer to
    /// whatever place a type has first, so that further inside only the field says what it is.
    fn inner_name(&self, inner: &Inner) -> String {
        let field = rename::allowed(&inner.field);
        match inner.is_direct || self.types.contains(&pascal(&field)) {
            true => rename::allowed(&format!("{}_{}", inner.component, inner.field)),
            false => field,
        }
    }

    /// Makes references to the components of the places where the schemas are that became
    /// components, so that these are no types of their own. What the schemas say about their
    /// places, as that a field is deprecated, is said there as well.
    pub(super) fn refer_from_places(&self, document: &mut Value) {
        for (target, name) in &self.names {
            let Some(place) = self.place(target) else {
                continue;
            };
            if let Some(Value::Object(schema)) = document.pointer_mut(place.as_str()) {
                let reference = format!("#{}", component(name));
                schema.retain(|keyword, _| keyword::is_annotation(keyword));
                match schema.is_empty() {
                    true => schema.insert("$ref".to_owned(), json!(reference)),
                    false => schema.insert("allOf".to_owned(), json!([{ "$ref": reference }])),
                };
            }
        }
    }

    /// Where a schema inside of a component is now: in the innermost one that it is inside of.
    /// `None` where it may be elsewhere, since parts of lists may have been removed.
    fn place(&self, target: &Pointer) -> Option<Pointer> {
        let mut inner = vec![];
        let mut rest = target.clone();
        while Inner::of(&rest).is_some() {
            inner.push(rest.last()?.into_owned());
            rest = rest.parent()?;
            if let Some(name) = self.names.get(&rest) {
                rest = component(name);
                break;
            }
        }
        let is_index = |token: &String| token.bytes().all(|byte| byte.is_ascii_digit());
        let is_fixed = !inner.is_empty() && !inner.iter().any(is_index);
        is_fixed.then(|| {
            let tokens = inner.iter().rev();
            tokens.fold(rest, |place, token| place.child(token))
        })
    }

    /// The next schema to add to the components: its name, and where it is.
    pub(super) fn next(&mut self) -> Option<(String, Pointer)> {
        self.open.pop_front()
    }
}

/// Where a schema inside of a component is.
struct Inner {
    /// The name of the component.
    component: String,
    /// The last field on the way to the schema, in the singular where it is an item of a list.
    field: String,
    /// Whether the component itself has the field.
    is_direct: bool,
}

impl Inner {
    fn of(target: &Pointer) -> Option<Self> {
        let mut tokens = target.tokens();
        if tokens.next()? != "components" || tokens.next()? != "schemas" {
            return None;
        }
        let component = tokens.next()?.into_owned();
        let mut tokens = tokens.peekable();
        tokens.peek()?;
        let mut fields = Vec::new();
        while let Some(keyword) = tokens.next() {
            match &*keyword {
                "properties" | "definitions" | "$defs" => {
                    fields.extend(tokens.next().map(|field| field.into_owned()));
                }
                "items" | "additionalProperties" => {
                    if let Some(field) = fields.last_mut() {
                        *field = singular_words(field);
                    }
                }
                // The place in a list says nothing.
                _ => drop(tokens.next()),
            }
        }
        let is_direct = fields.len() < 2;
        Some(Self {
            component,
            field: fields.pop().unwrap_or_else(|| "part".to_owned()),
            is_direct,
        })
    }
}

/// The last name on the way to a schema: of a file without its ending, of a definition.
fn base(target: &Pointer) -> String {
    let tokens: Vec<_> = target.tokens().collect();
    let is_file = tokens.len() == 2 && tokens[0] == bundle::FILES;
    let is_generic = |token: &str| {
        let keywords = ["schema", "items", "additionalProperties", "properties"];
        keywords.contains(&token) || token.bytes().all(|byte| byte.is_ascii_digit())
    };
    let mut words = tokens.iter().rev().map(|token| &**token);
    let last = words.find(|token| !is_generic(token)).unwrap_or_default();
    let last = if is_file {
        let name = last.rsplit('/').next().unwrap_or(last);
        name.split('.').next().unwrap_or(name)
    } else {
        last
    };
    rename::allowed(last)
}
