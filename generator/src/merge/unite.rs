//! The schema that several pages describe in part.
//!
//! A page may list only the fields and the branches that its operation needs. What only some pages
//! list is taken from these; what several pages list has to be the same.

mod branches;

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{
    compare::{FieldNames, compare, is_docs},
    fragment::Candidate,
};
use crate::source::{Origin, Pointer};

/// What several pages list together.
#[derive(Debug)]
pub(super) struct United {
    pub(super) value: Value,
    /// The nodes that have other pages than the node that contains them.
    pub(super) parts: Vec<(Pointer, Vec<Origin>)>,
    /// The fields and branches that only some pages list.
    pub(super) partial: Vec<Partial>,
}

/// A field or a branch that only some pages list.
#[derive(Debug)]
pub(super) struct Partial {
    pub(super) name: String,
    /// On the first page that lists it.
    pub(super) listed: Origin,
    /// The object or union on the first page that does not.
    pub(super) missing: Origin,
}

/// A node in which pages differ that list it.
#[derive(Debug)]
pub(super) struct Disagreement {
    /// Its pointer in the schema.
    pub(super) pointer: Pointer,
    /// Its place on the first page with each version, and its value there.
    pub(super) versions: Vec<(Origin, Option<Value>)>,
}

/// The schema of all `candidates`, or the first node in which they disagree.
pub(super) fn unite(candidates: &[Candidate<'_>]) -> Result<United, Disagreement> {
    let mut versions: Vec<Version<'_>> = Vec::new();
    for Candidate { origin, value, .. } in candidates {
        match versions.iter_mut().find(|it| it.value == *value) {
            Some(version) => version.origins.push(origin.clone()),
            None => versions.push(Version {
                origins: vec![origin.clone()],
                value,
            }),
        }
    }
    let mut union = Union::default();
    let value = union.schema(&Pointer::root(), &versions)?;
    Ok(United {
        value,
        parts: union.parts,
        partial: union.partial,
    })
}

/// A node as one or several pages have it.
#[derive(Clone)]
struct Version<'a> {
    origins: Vec<Origin>,
    value: &'a Value,
}

impl<'a> Version<'a> {
    fn child(&self, name: &str) -> Option<Self> {
        Some(Version {
            origins: self.origins.iter().map(|it| it.child(name)).collect(),
            value: self.value.get(name)?,
        })
    }

    fn items(&self) -> impl Iterator<Item = Version<'a>> {
        let items = self.value.as_array().into_iter().flatten().enumerate();
        items.map(|(index, value)| Version {
            origins: self.origins.iter().map(|it| it.index(index)).collect(),
            value,
        })
    }

    /// The names in the field `required`.
    fn required(&self) -> impl Iterator<Item = &'a str> {
        let names = self.value.get("required").and_then(Value::as_array);
        names.into_iter().flatten().filter_map(Value::as_str)
    }

    fn declares(&self, name: &str) -> bool {
        let properties = self.value.get("properties");
        properties.is_some_and(|it| it.get(name).is_some())
    }

    /// Whether its objects have no other fields than those that it lists.
    fn is_closed(&self) -> bool {
        self.value.get("additionalProperties") == Some(&Value::Bool(false))
    }
}

#[derive(Default)]
struct Union {
    parts: Vec<(Pointer, Vec<Origin>)>,
    partial: Vec<Partial>,
}

impl Union {
    fn schema(&mut self, at: &Pointer, versions: &[Version<'_>]) -> Result<Value, Disagreement> {
        let Some((first, others)) = versions.split_first() else {
            return Ok(Value::Null);
        };
        let origins = versions.iter().flat_map(|it| it.origins.clone());
        self.parts.push((at.clone(), origins.collect()));
        if others.iter().all(|other| is_same(first.value, other.value)) {
            return Ok(first.value.clone());
        }
        if !versions.iter().all(|it| it.value.is_object()) {
            return Err(disagreement(at, versions));
        }
        let mut united = Map::new();
        for name in names(versions) {
            let value = match name {
                "properties" => self.properties(at, versions)?,
                "required" => match required(at, versions)? {
                    required if required.is_empty() => continue,
                    required => required.into(),
                },
                _ => self.keyword(name, at, versions)?,
            };
            united.insert(name.to_owned(), value);
        }
        Ok(Value::Object(united))
    }

    /// The value of the keyword `name` of the schemas `versions`.
    fn keyword(
        &mut self,
        name: &str,
        schema: &Pointer,
        versions: &[Version<'_>],
    ) -> Result<Value, Disagreement> {
        let having: Vec<Version<'_>> = versions.iter().filter_map(|it| it.child(name)).collect();
        let at = schema.child(name);
        if let Some(first) = having.first().filter(|_| is_docs(name)) {
            return Ok(first.value.clone());
        }
        if having.len() < versions.len() {
            return Err(missing(name, &at, versions));
        }
        match name {
            "items" | "additionalProperties" | "not" => self.schema(&at, &having),
            "allOf" => self.list(&at, &having),
            "oneOf" | "anyOf" => self.branches(&at, &having),
            "discriminator" => discriminator(&at, &having),
            _ => same(&at, &having, FieldNames::Data),
        }
    }

    fn properties(
        &mut self,
        schema: &Pointer,
        versions: &[Version<'_>],
    ) -> Result<Value, Disagreement> {
        let at = schema.child("properties");
        let lists: Vec<Version<'_>> = versions
            .iter()
            .filter_map(|it| it.child("properties"))
            .collect();
        let mut united = Map::new();
        for name in names(&lists) {
            let at = at.child(name);
            let having: Vec<Version<'_>> = lists.iter().filter_map(|it| it.child(name)).collect();
            let lacking = versions.iter().find(|it| !it.declares(name));
            if let Some(closed) = versions
                .iter()
                .find(|it| it.is_closed() && !it.declares(name))
            {
                let mut found = disagreement(&at, &having);
                let place = closed.origins.first().map(|it| (it.clone(), None));
                found.versions.extend(place);
                return Err(found);
            }
            if let Some((lacking, listed)) = lacking.zip(having.first()) {
                self.partial.extend(Partial::new(name, listed, lacking));
            }
            united.insert(name.to_owned(), self.schema(&at, &having)?);
        }
        Ok(Value::Object(united))
    }

    /// Lists of schemas with a meaning by their position.
    fn list(&mut self, at: &Pointer, versions: &[Version<'_>]) -> Result<Value, Disagreement> {
        let lists: Vec<Vec<Version<'_>>> = versions.iter().map(|it| it.items().collect()).collect();
        let length = lists.first().map_or(0, Vec::len);
        if lists.iter().any(|list| list.len() != length) {
            return Err(disagreement(at, versions));
        }
        let mut columns: Vec<Vec<Version<'_>>> = (0..length).map(|_| Vec::new()).collect();
        for list in lists {
            for (column, item) in columns.iter_mut().zip(list) {
                column.push(item);
            }
        }
        let items = columns.iter().enumerate();
        items
            .map(|(index, column)| self.schema(&at.index(index), column))
            .collect()
    }
}

impl Partial {
    fn new(name: &str, listed: &Version<'_>, missing: &Version<'_>) -> Option<Self> {
        Some(Self {
            name: name.to_owned(),
            listed: listed.origins.first()?.clone(),
            missing: missing.origins.first()?.clone(),
        })
    }
}

/// The names of all fields, in the order of the first page that has each.
fn names<'a>(versions: &[Version<'a>]) -> Vec<&'a str> {
    let mut seen = BTreeSet::new();
    let objects = versions.iter().filter_map(|it| it.value.as_object());
    let all = objects.flat_map(Map::keys).map(String::as_str);
    all.filter(|name| seen.insert(*name)).collect()
}

/// The fields that all pages require. A field that a page does not list is none of them, and one
/// that a page lists has to be required by all pages that list it or by none.
fn required<'a>(schema: &Pointer, versions: &[Version<'a>]) -> Result<Vec<&'a str>, Disagreement> {
    let lists: Vec<BTreeSet<&str>> = versions.iter().map(|it| it.required().collect()).collect();
    let mut united = Vec::new();
    let mut seen = BTreeSet::new();
    for name in versions.iter().flat_map(Version::required) {
        if !seen.insert(name) {
            continue;
        }
        let mut lacking = versions
            .iter()
            .zip(&lists)
            .filter(|(_, it)| !it.contains(name));
        match lacking.clone().next() {
            None => united.push(name),
            Some(_) if lacking.any(|(version, _)| version.declares(name)) => {
                return Err(missing("required", &schema.child("required"), versions));
            }
            Some(_) => {}
        }
    }
    Ok(united)
}

/// Lists with equal values for the keys that several pages have.
fn discriminator(at: &Pointer, versions: &[Version<'_>]) -> Result<Value, Disagreement> {
    let mut united = Map::new();
    for name in names(versions) {
        let at = at.child(name);
        let having: Vec<Version<'_>> = versions.iter().filter_map(|it| it.child(name)).collect();
        let value = match name {
            "mapping" => {
                let mut mapping = Map::new();
                for key in names(&having) {
                    let targets: Vec<_> = having.iter().filter_map(|it| it.child(key)).collect();
                    let target = same(&at.child(key), &targets, FieldNames::Data)?;
                    mapping.insert(key.to_owned(), target);
                }
                Value::Object(mapping)
            }
            _ => same(&at, &having, FieldNames::Data)?,
        };
        united.insert(name.to_owned(), value);
    }
    Ok(Value::Object(united))
}

/// The value that all versions have.
fn same(at: &Pointer, versions: &[Version<'_>], names: FieldNames) -> Result<Value, Disagreement> {
    let Some((first, others)) = versions.split_first() else {
        return Ok(Value::Null);
    };
    let is_same = |other: &Version<'_>| compare(first.value, other.value, names).is_empty();
    match others.iter().all(is_same) {
        true => Ok(first.value.clone()),
        false => Err(disagreement(at, versions)),
    }
}

/// Whether two schemas differ in documentation only.
fn is_same(one: &Value, other: &Value) -> bool {
    let differences = compare(one, other, FieldNames::Keywords);
    differences.iter().all(|difference| difference.is_docs)
}

/// That the node at `pointer` differs.
fn disagreement(pointer: &Pointer, versions: &[Version<'_>]) -> Disagreement {
    let versions = versions.iter();
    let versions =
        versions.filter_map(|it| Some((it.origins.first()?.clone(), Some(it.value.clone()))));
    Disagreement {
        pointer: pointer.clone(),
        versions: versions.collect(),
    }
}

/// That the keyword `name` of the schemas `versions` differs, which some do not have.
fn missing(name: &str, pointer: &Pointer, versions: &[Version<'_>]) -> Disagreement {
    let versions = versions.iter();
    let versions = versions.filter_map(|it| {
        let origin = it.origins.first()?.child(name);
        Some((origin, it.value.get(name).cloned()))
    });
    Disagreement {
        pointer: pointer.clone(),
        versions: versions.collect(),
    }
}
