//! Equal types that are not one type, for the maintainers to decide about.

use super::plan::{Plan, Set};
use crate::{
    diagnostic::{Code, Diagnostic},
    ir::{Api, TypeKey},
};

/// Objects of fewer fields are often equal by chance.
const LEAST_FIELDS: usize = 4;

/// A note about equal objects that are several types, with the entry that would join those with
/// the most fields. Branches of unions are distinguished by what they mean, not by their fields.
pub(super) fn propose(api: &Api, plan: &Plan) -> Option<Diagnostic> {
    let mut groups: Vec<(usize, Vec<&TypeKey>)> = Vec::new();
    for sets in plan.by_form().into_values() {
        let values = sets.into_iter().filter(|set| is_value(plan, set));
        let keys = values.filter_map(|set| set.places.first());
        let keys: Vec<&TypeKey> = keys.map(|it| &plan.nodes[*it].key).collect();
        let first = keys.first().and_then(|key| api.struct_at(key));
        let fields = first.map_or(0, |inner| inner.fields.len());
        if keys.len() > 1 && fields >= LEAST_FIELDS {
            groups.push((fields, keys));
        }
    }
    groups.sort_by(|(one, of_one), (other, of_other)| {
        other.cmp(one).then_with(|| of_one.cmp(of_other))
    });
    let (fields, keys) = groups.first()?;
    let first = keys.first()?;
    let others = match groups.len() - 1 {
        0 => String::new(),
        1 => " (and in one more case)".to_owned(),
        count => format!(" (and in {count} more cases)"),
    };
    let message = format!("{} types have the same {fields} fields{others}", keys.len());
    let types = keys
        .iter()
        .map(|key| format!("    {},\n", text(&key.to_string())));
    let types: String = types.collect();
    let note = Diagnostic::new(Code::EqualTypes, message);
    let note = match api.type_at(first) {
        Some(def) => note.at(&def.origin, "the first of them"),
        None => note,
    };
    Some(note.help(format!(
        "if they are the same thing, write in `overrides.toml`:\n[[share]]\ntypes = [\n{types}]\nrole = \"…\"\nbecause = \"…\""
    )))
}

/// A string in TOML.
fn text(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// Whether a type is the value of a field.
fn is_value(plan: &Plan, set: &Set) -> bool {
    let first = set.nodes.first().map(|it| &plan.nodes[*it]);
    first.is_some_and(|node| node.role.as_ref().is_some_and(|role| !role.contains('/')))
}
