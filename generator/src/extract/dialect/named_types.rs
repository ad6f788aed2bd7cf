//! Lists of the fields of a type, below the name that other fields have for it.
//!
//! Below a field with the type `Item[]`, a page has a table with the title `Item`.

use crate::extract::{field::Field, operation::Group};

/// How many fields all types together give to those that have them.
const FIELD_LIMIT: usize = 10_000;

/// Words of a title beside the name of the type.
const WORDS: [&str; 10] = [
    "attributes",
    "fields",
    "object",
    "objects",
    "parameters",
    "properties",
    "schema",
    "the",
    "type",
    "array",
];

/// Moves the fields of groups whose title is the type or the name of a field of another group to
/// that field.
pub(super) fn place(mut groups: Vec<Group>) -> Vec<Group> {
    let mut left = FIELD_LIMIT;
    // Types follow what has them, and have others that follow them.
    for at in (0..groups.len()).rev() {
        let Some(name) = groups[at].title.as_deref().and_then(name) else {
            continue;
        };
        let fields = std::mem::take(&mut groups[at].fields);
        let size = count(&fields);
        let mut is_placed = false;
        for other in &mut groups {
            for field in &mut other.fields {
                is_placed |= give(field, &name, &fields, size, &mut left);
            }
        }
        match is_placed {
            true => drop(groups.remove(at)),
            false => groups[at].fields = fields,
        }
    }
    groups
}

/// Gives `fields` to the fields with the type `name` in `field`; returns whether there are any.
fn give(field: &mut Field, name: &str, fields: &[Field], size: usize, left: &mut usize) -> bool {
    if !field.fields.is_empty() {
        let mut is_given = false;
        for inner in &mut field.fields {
            is_given |= give(inner, name, fields, size, left);
        }
        return is_given;
    }
    if size > *left || !is_of(field, name) {
        return false;
    }
    *left -= size;
    field.fields = fields.to_vec();
    true
}

/// Whether a field has the type `name`, or is an object of this name.
fn is_of(field: &Field, name: &str) -> bool {
    let text = field.type_text.as_deref().unwrap_or_default();
    let text = text.to_ascii_lowercase();
    let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    let is_object = || text.is_empty() || text.contains("object") || text.contains("array");
    words.any(|word| word == name) || field.wire.eq_ignore_ascii_case(name) && is_object()
}

/// The name in a title, in lower case: its only word that is not about types.
fn name(title: &str) -> Option<String> {
    let title = title.to_ascii_lowercase();
    let words = title.split(|c: char| c.is_whitespace() || "`*():[]".contains(c));
    let mut words = words.filter(|word| !word.is_empty() && !WORDS.contains(word));
    let name = words.next().filter(|_| words.next().is_none())?;
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-');
    // A type of its own is what other words are.
    let is_type = ["integer", "number", "boolean", "null"].contains(&name) || name == "string";
    (name.chars().all(is_part) && !is_type).then(|| name.to_owned())
}

fn count(fields: &[Field]) -> usize {
    fields.iter().map(|it| 1 + count(&it.fields)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{field::Shape, words::Role};

    fn field(wire: &str, type_text: &str) -> Field {
        Field {
            wire: wire.to_owned(),
            type_text: Some(type_text.to_owned()),
            ..Field::default()
        }
    }

    fn group(title: Option<&str>, fields: Vec<Field>) -> Group {
        Group {
            role: Role::Request(None),
            fields,
            shape: Shape::Object,
            title: title.map(str::to_owned),
        }
    }

    #[test]
    fn the_fields_of_a_type_are_those_of_the_fields_that_have_it() {
        let groups = place(vec![
            group(
                None,
                vec![field("items", "Item[]"), field("owner", "object")],
            ),
            group(Some("Item object"), vec![field("price", "Price | null")]),
            group(Some("`owner`"), vec![field("id", "string")]),
            group(Some("Price"), vec![field("value", "integer")]),
            group(Some("Other"), vec![field("x", "string")]),
        ]);
        assert_eq!(groups.len(), 2);
        let items = &groups[0].fields[0];
        assert_eq!(items.fields[0].fields[0].wire, "value");
        assert_eq!(groups[0].fields[1].fields[0].wire, "id");
    }

    #[test]
    fn types_in_each_other_have_a_limit() {
        let groups = (0..64).map(|at| {
            let next = format!("T{}", at + 1);
            group(
                Some(&format!("T{at}")),
                vec![field("a", &next), field("b", &next)],
            )
        });
        let groups = place(groups.collect());
        assert!(count(&groups[0].fields) <= 2 * FIELD_LIMIT);
        let own = place(vec![group(Some("T"), vec![field("a", "T")])]);
        assert!(own[0].fields[0].fields.is_empty());
    }
}
