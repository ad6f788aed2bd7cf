//! The schema of values that samples show.

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

/// The most specific schema that all of `samples` are values of.
///
/// Where some are `null`, it is nullable. A field that every one of several objects has is
/// required; one object alone does not show which of its fields others lack. Enums are never
/// guessed, and values of different types are any value.
pub(super) fn schema(samples: &[&Value]) -> Value {
    let present: Vec<&Value> = samples.iter().copied().filter(|it| !it.is_null()).collect();
    let is_nullable = present.len() < samples.len();
    let mut schema = match present.first() {
        None => json!({}),
        Some(Value::Bool(_)) if present.iter().all(|it| it.is_boolean()) => {
            json!({ "type": "boolean" })
        }
        Some(Value::Number(_)) if present.iter().all(|it| it.is_number()) => {
            json!({ "type": "number" })
        }
        Some(Value::String(_)) => strings(&present),
        Some(Value::Array(_)) => arrays(&present),
        Some(Value::Object(_)) => objects(&present),
        Some(_) => json!({}),
    };
    if is_nullable {
        schema["nullable"] = true.into();
    }
    schema
}

fn strings(samples: &[&Value]) -> Value {
    let texts: Option<Vec<&str>> = samples.iter().map(|it| it.as_str()).collect();
    match texts {
        None => json!({}),
        Some(texts) if texts.iter().all(|it| is_uuid(it)) => {
            json!({ "type": "string", "format": "uuid" })
        }
        Some(texts) if texts.iter().all(|it| is_date_time(it)) => {
            json!({ "type": "string", "format": "date-time" })
        }
        Some(_) => json!({ "type": "string" }),
    }
}

fn arrays(samples: &[&Value]) -> Value {
    let lists: Option<Vec<_>> = samples.iter().map(|it| it.as_array()).collect();
    match lists {
        None => json!({}),
        Some(lists) => {
            let items: Vec<&Value> = lists.into_iter().flatten().collect();
            let items = if items.is_empty() {
                json!({})
            } else {
                schema(&items)
            };
            json!({ "type": "array", "items": items })
        }
    }
}

fn objects(samples: &[&Value]) -> Value {
    let objects: Option<Vec<_>> = samples.iter().map(|it| it.as_object()).collect();
    let Some(objects) = objects else {
        return json!({});
    };
    let mut fields: IndexMap<&str, Vec<&Value>> = IndexMap::new();
    for (name, value) in objects.iter().copied().flatten() {
        fields.entry(name).or_default().push(value);
    }
    let is_in_all = |values: &[&Value]| objects.len() > 1 && values.len() == objects.len();
    let required: Vec<&str> = fields
        .iter()
        .filter(|(_, values)| is_in_all(values))
        .map(|(name, _)| *name)
        .collect();
    let properties = fields.iter();
    let properties = properties.map(|(name, values)| ((*name).to_owned(), schema(values)));
    let mut object = json!({ "type": "object", "properties": properties.collect::<Map<_, _>>() });
    if !required.is_empty() {
        object["required"] = required.into();
    }
    object
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.concat().chars().all(|c| c.is_ascii_hexdigit())
}

/// `2025-01-01T00:00:00.000Z`: texts of this shape are nothing else.
fn is_date_time(text: &str) -> bool {
    let shape: String = text
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    shape.starts_with("0000-00-00T00:00:00") && shape.ends_with('Z')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(samples: Value) -> Value {
        schema(&samples.as_array().unwrap().iter().collect::<Vec<_>>())
    }

    #[test]
    fn a_field_that_a_sample_lacks_is_optional_and_one_that_is_null_is_nullable() {
        let schema = of(json!([
            { "id": "a", "note": null, "size": 1 },
            { "id": "b", "note": "text" },
        ]));
        assert_eq!(
            schema,
            json!({
                "type": "object",
                "required": ["id", "note"],
                "properties": {
                    "id": { "type": "string" },
                    "note": { "type": "string", "nullable": true },
                    "size": { "type": "number" },
                },
            })
        );
    }

    #[test]
    fn one_object_requires_nothing() {
        assert!(of(json!([{ "id": 1 }])).get("required").is_none());
    }

    #[test]
    fn items_of_a_list_are_samples_of_one_schema() {
        let items = of(json!([[{ "a": 1 }, { "a": 2, "b": [] }], []]))["items"].clone();
        assert_eq!(items["required"], json!(["a"]));
        assert_eq!(
            items["properties"]["b"],
            json!({ "type": "array", "items": {} })
        );
    }

    #[test]
    fn values_of_different_types_are_any_value() {
        for samples in [
            json!([1, "a"]),
            json!(["a", 1]),
            json!([[], {}]),
            json!([{}, []]),
        ] {
            assert_eq!(of(samples), json!({}));
        }
        assert_eq!(of(json!([null])), json!({ "nullable": true }));
    }

    #[test]
    fn strings_that_resemble_ids_are_strings() {
        assert!(!is_uuid("123e4567-e89b-12d3-a456-42661417400g"));
        assert!(!is_uuid("123e4567e89b12d3a456426614174000"));
        assert!(!is_date_time("2025-01-01"));
        let uuids = json!(["123e4567-e89b-12d3-a456-426614174000", "text"]);
        assert_eq!(of(uuids), json!({ "type": "string" }));
    }
}
