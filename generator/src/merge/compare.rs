//! The differences of two nodes, and whether they affect generated code.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::prose;
use crate::{normalise::extension, source::Pointer};

/// A node that differs.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Difference {
    /// Its pointer below the nodes that are compared.
    pub(super) pointer: Pointer,
    pub(super) left: Option<Value>,
    pub(super) right: Option<Value>,
    /// Whether only documentation differs.
    pub(super) is_docs: bool,
}

/// What the field names of an object mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FieldNames {
    /// Keywords of the specification.
    Keywords,
    /// Names that the API chose; each value is an object with keywords.
    Names,
    /// Examples and defaults: data without keywords.
    Data,
}

/// Annotations, which affect only the documentation of generated code.
const DOCS: [&str; 10] = [
    "description",
    "example",
    "examples",
    "externalDocs",
    "summary",
    "tags",
    "title",
    "x-codeSamples",
    "x-examples",
    extension::PAYLOAD_OF,
];

/// Keywords whose values have names as fields.
const NAMED: [&str; 12] = [
    "callbacks",
    "content",
    "encoding",
    "flows",
    "headers",
    "mapping",
    "parameters",
    "patternProperties",
    "properties",
    "responses",
    "scopes",
    "variables",
];

/// All differences of two nodes, in the order of the left one. The order of fields, of `required`
/// and of alternatives of `security` has no meaning, nor where the lines of a text are broken.
pub(super) fn compare(left: &Value, right: &Value, names: FieldNames) -> Vec<Difference> {
    let mut differences = Vec::new();
    walk(
        Some(left),
        Some(right),
        names,
        false,
        &Pointer::root(),
        &mut differences,
    );
    differences
}

fn walk(
    left: Option<&Value>,
    right: Option<&Value>,
    names: FieldNames,
    is_docs: bool,
    at: &Pointer,
    out: &mut Vec<Difference>,
) {
    match (left, right) {
        (Some(Value::Object(left)), Some(Value::Object(right))) => {
            let only_right = right.keys().filter(|name| !left.contains_key(*name));
            for name in left.keys().chain(only_right) {
                let (below, is_docs) = below(names, name, is_docs);
                let at = at.child(name);
                if is_set(names, name) {
                    compare_sets(left, right, name, is_docs, &at, out);
                } else {
                    walk(left.get(name), right.get(name), below, is_docs, &at, out);
                }
            }
        }
        (Some(Value::Array(left)), Some(Value::Array(right))) if left.len() == right.len() => {
            for (index, (left, right)) in left.iter().zip(right).enumerate() {
                // An array of named objects (`parameters`) has objects with keywords.
                let below = if names == FieldNames::Names {
                    FieldNames::Keywords
                } else {
                    names
                };
                walk(
                    Some(left),
                    Some(right),
                    below,
                    is_docs,
                    &at.index(index),
                    out,
                );
            }
        }
        (left, right) if left == right => {}
        (Some(Value::String(left)), Some(Value::String(right)))
            if is_docs && prose::canonical(left) == prose::canonical(right) => {}
        (left, right) => out.push(Difference {
            pointer: at.clone(),
            left: left.cloned(),
            right: right.cloned(),
            is_docs,
        }),
    }
}

/// What the field names below the field `name` mean, and whether it is documentation.
pub(super) fn below(names: FieldNames, name: &str, is_docs: bool) -> (FieldNames, bool) {
    match names {
        FieldNames::Data => (FieldNames::Data, is_docs),
        FieldNames::Names => (FieldNames::Keywords, is_docs),
        FieldNames::Keywords if self::is_docs(name) => (FieldNames::Data, true),
        FieldNames::Keywords if NAMED.contains(&name) => (FieldNames::Names, is_docs),
        FieldNames::Keywords
            if matches!(name, "default" | "enum" | "value") || name.starts_with("x-") =>
        {
            (FieldNames::Data, is_docs)
        }
        FieldNames::Keywords => (FieldNames::Keywords, is_docs),
    }
}

/// Whether this keyword is an annotation, which affects only documentation.
pub(super) fn is_docs(keyword: &str) -> bool {
    DOCS.contains(&keyword)
}

fn is_set(names: FieldNames, name: &str) -> bool {
    names == FieldNames::Keywords && matches!(name, "required" | "security")
}

fn compare_sets(
    left: &Map<String, Value>,
    right: &Map<String, Value>,
    name: &str,
    is_docs: bool,
    at: &Pointer,
    out: &mut Vec<Difference>,
) {
    let set = |fields: &Map<String, Value>| -> Option<BTreeSet<String>> {
        let items = fields.get(name)?.as_array()?;
        Some(items.iter().map(Value::to_string).collect())
    };
    match (set(left), set(right)) {
        (Some(a), Some(b)) if a == b => {}
        (Some(_), Some(_)) => out.push(Difference {
            pointer: at.clone(),
            left: left.get(name).cloned(),
            right: right.get(name).cloned(),
            is_docs,
        }),
        _ => walk(
            left.get(name),
            right.get(name),
            FieldNames::Data,
            is_docs,
            at,
            out,
        ),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn pointers(left: &Value, right: &Value) -> Vec<(String, bool)> {
        compare(left, right, FieldNames::Keywords)
            .into_iter()
            .map(|difference| (difference.pointer.to_string(), difference.is_docs))
            .collect()
    }

    #[test]
    fn order_has_no_meaning() {
        let left =
            json!({"type": "object", "required": ["a", "b"], "security": [{"x": []}, {"y": []}]});
        let right =
            json!({"security": [{"y": []}, {"x": []}], "required": ["b", "a"], "type": "object"});
        assert_eq!(pointers(&left, &right), []);
    }

    #[test]
    fn a_description_is_docs_and_a_property_of_that_name_is_not() {
        let left = json!({"description": "a", "properties": {"description": {"type": "string"}, "title": {"title": "x"}}});
        let right = json!({"description": "b", "properties": {"description": {"type": "integer"}, "title": {"title": "y"}}});
        assert_eq!(
            pointers(&left, &right),
            [
                ("/description".to_owned(), true),
                ("/properties/description/type".to_owned(), false),
                ("/properties/title/title".to_owned(), true),
            ]
        );
    }

    #[test]
    fn a_missing_field_is_a_difference() {
        let left = json!({"properties": {"a": {"nullable": true}}});
        let right = json!({"properties": {"a": {}, "b": {}}});
        let found = compare(&left, &right, FieldNames::Keywords);
        assert_eq!(found[0].pointer.as_str(), "/properties/a/nullable");
        assert_eq!(
            (found[0].left.clone(), found[0].right.clone()),
            (Some(json!(true)), None)
        );
        assert_eq!(found[1].pointer.as_str(), "/properties/b");
    }

    #[test]
    fn values_and_examples_have_no_keywords() {
        let left = json!({"enum": [{"description": "a"}], "example": {"type": 1}});
        let right = json!({"enum": [{"description": "b"}], "example": {"type": 2}});
        assert_eq!(
            pointers(&left, &right),
            [
                ("/enum/0/description".to_owned(), false),
                ("/example/type".to_owned(), true)
            ]
        );
    }

    #[test]
    fn parameters_in_a_list_have_keywords() {
        let left = json!({"parameters": [{"name": "a", "description": "x"}]});
        let right = json!({"parameters": [{"name": "b", "description": "y"}]});
        assert_eq!(
            pointers(&left, &right),
            [
                ("/parameters/0/name".to_owned(), false),
                ("/parameters/0/description".to_owned(), true)
            ]
        );
    }
}
