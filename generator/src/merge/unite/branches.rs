//! The branches of a union that several pages list in part.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::{Disagreement, Partial, Union, Version};
use crate::source::Pointer;

impl Union {
    /// The branches of all lists. Branches of two pages are the same where they have the same
    /// name; where names do not tell branches apart, their positions do.
    pub(super) fn branches(
        &mut self,
        at: &Pointer,
        versions: &[Version<'_>],
    ) -> Result<Value, Disagreement> {
        let Some(named) = versions.iter().map(Named::new).collect::<Option<Vec<_>>>() else {
            return self.list(at, versions);
        };
        let mut seen = BTreeSet::new();
        let all = named.iter().flat_map(|list| &list.order);
        let order = all.filter(|name| seen.insert(*name));
        let mut united = Vec::new();
        for (index, name) in order.enumerate() {
            let mut having = Vec::new();
            let mut lacking = None;
            for (version, list) in versions.iter().zip(&named) {
                match list.by_name.get(name) {
                    Some(branch) => having.push(branch.clone()),
                    None => lacking = lacking.or(Some(version)),
                }
            }
            if let Some((lacking, listed)) = lacking.zip(having.first()) {
                self.partial.extend(Partial::new(name, listed, lacking));
            }
            united.push(self.schema(&at.index(index), &having)?);
        }
        Ok(united.into())
    }
}

/// The branches of one list by their names.
struct Named<'a> {
    order: Vec<String>,
    by_name: BTreeMap<String, Version<'a>>,
}

impl<'a> Named<'a> {
    /// `None` where a branch has no name, or two have the same.
    fn new(list: &Version<'a>) -> Option<Self> {
        let mut named = Self {
            order: Vec::new(),
            by_name: BTreeMap::new(),
        };
        for branch in list.items() {
            let name = name(branch.value)?;
            named.order.push(name.clone());
            if named.by_name.insert(name, branch).is_some() {
                return None;
            }
        }
        Some(named)
    }
}

/// What a branch is called: its component, its title, the values that tell it from others, or its
/// type.
fn name(branch: &Value) -> Option<String> {
    let text = |field: &str| branch.get(field).and_then(Value::as_str);
    if let Some(name) = text("$ref").or_else(|| text("title")) {
        return Some(name.to_owned());
    }
    let properties = branch.get("properties").and_then(Value::as_object);
    let constants = properties.into_iter().flat_map(Map::iter);
    let constants: Vec<String> = constants
        .filter_map(
            |(field, schema)| match schema.get("enum")?.as_array()?.as_slice() {
                [only] => Some(format!("{field}: {only}")),
                _ => None,
            },
        )
        .collect();
    match constants.is_empty() {
        true => text("type").map(str::to_owned),
        false => Some(constants.join(", ")),
    }
}
