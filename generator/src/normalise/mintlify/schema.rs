//! Schemas: lists of alternatives, whose properties are wrapped in `allOf`.

use serde_json::{Map, Value, json};

use super::Conversion;
use crate::source::Pointer;

/// Whether a list of schemas says that the value is required: the flag is that of the parameter
/// or body, and each alternative repeats it.
pub(super) fn is_required(list: &Value) -> bool {
    let schemas = list.as_array().into_iter().flatten();
    let mut flags = schemas.filter_map(|schema| schema.get("required"));
    flags.any(|required| *required == true)
}

impl Conversion<'_> {
    /// The schema of the alternatives in `list`, which is the field `name` of the node at `from`.
    pub(super) fn alternatives(
        &mut self,
        list: &Value,
        at: &Pointer,
        from: &Pointer,
        name: &str,
    ) -> Value {
        let from = from.child(name);
        match list.as_array().map(Vec::as_slice) {
            Some([only]) => {
                let from = from.index(0);
                self.record(at, &from);
                self.schema(only, at, &from)
            }
            Some(several) => {
                let at = at.child("oneOf");
                self.record(&at, &from);
                let several = several.iter().enumerate();
                let schemas = several.map(|(index, schema)| {
                    self.schema(schema, &at.index(index), &from.index(index))
                });
                json!({ "oneOf": schemas.collect::<Vec<_>>() })
            }
            None => json!({}),
        }
    }

    /// The schema `source`, which is at `from`, in the keywords of OpenAPI.
    fn schema(&mut self, source: &Value, at: &Pointer, from: &Pointer) -> Value {
        let Value::Object(keywords) = source else {
            return source.clone();
        };
        let mut schema = Map::new();
        for (keyword, value) in keywords {
            let (to, was) = (at.child(keyword), from.child(keyword));
            let converted = match keyword.as_str() {
                "type" => match value.as_str() {
                    // `null` is a type of OpenAPI 3.1, which a later step reads.
                    Some("any") => continue,
                    Some("file") => {
                        schema.insert("format".to_owned(), "binary".into());
                        "string".into()
                    }
                    Some(text) => plain_type(text).into(),
                    None => value.clone(),
                },
                "requiredProperties" => {
                    self.record(&at.child("required"), &was);
                    schema.insert("required".to_owned(), value.clone());
                    continue;
                }
                "required" if value.is_boolean() => continue,
                // It names the component that the schema was copied from, and the copy may be
                // a part of it.
                "refIdentifier" => continue,
                "properties" => self.properties(value, &to, &was),
                "items" | "additionalProperties" | "not" => self.unwrapped(value, &to, &was),
                "allOf" | "oneOf" | "anyOf" => match value.as_array() {
                    Some(parts) => {
                        let parts = parts.iter().enumerate();
                        let schema =
                            |(index, it)| self.schema(it, &to.index(index), &was.index(index));
                        parts.map(schema).collect()
                    }
                    None => value.clone(),
                },
                _ => value.clone(),
            };
            schema.insert(keyword.clone(), converted);
        }
        schema.into()
    }

    fn properties(&mut self, source: &Value, at: &Pointer, from: &Pointer) -> Value {
        let Value::Object(properties) = source else {
            return source.clone();
        };
        let entries = properties.iter();
        let converted = entries.map(|(name, it)| {
            let schema = self.unwrapped(it, &at.child(name), &from.child(name));
            (name.clone(), schema)
        });
        Value::Object(converted.collect())
    }

    /// A schema without the `allOf` around it, if that has nothing else.
    fn unwrapped(&mut self, source: &Value, at: &Pointer, from: &Pointer) -> Value {
        let only_keyword = source.as_object().filter(|it| it.len() == 1);
        let parts = only_keyword.and_then(|it| it.get("allOf")?.as_array());
        match parts.map(Vec::as_slice) {
            Some([only]) => {
                let from = from.child("allOf").index(0);
                self.record(at, &from);
                self.schema(only, at, &from)
            }
            _ => self.schema(source, at, from),
        }
    }
}

/// `enum<string>` as `string`; the values are in `enum`.
fn plain_type(text: &str) -> &str {
    let inner = text
        .strip_prefix("enum<")
        .and_then(|it| it.strip_suffix('>'));
    inner.unwrap_or(text)
}
