//! The ways in which a schema allows null.

use serde_json::{Map, Value, json};

use crate::{normalise::context::Context, source::Pointer};

/// The types of schemas, but for null.
pub(super) const TYPES: [&str; 6] = ["array", "boolean", "integer", "number", "object", "string"];

/// The keywords that apply to one type only.
const KEYWORDS: [(&str, &[&str]); 5] = [
    (
        "string",
        &[
            "minLength",
            "maxLength",
            "pattern",
            "format",
            "contentEncoding",
            "contentMediaType",
        ],
    ),
    (
        "number",
        &[
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "format",
        ],
    ),
    (
        "integer",
        &[
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "format",
        ],
    ),
    (
        "array",
        &[
            "items",
            "minItems",
            "maxItems",
            "uniqueItems",
            "prefixItems",
        ],
    ),
    (
        "object",
        &[
            "properties",
            "required",
            "additionalProperties",
            "minProperties",
            "maxProperties",
            "patternProperties",
        ],
    ),
];

/// `x-nullable: true`, which Swagger 2.0 has no keyword for, becomes `nullable: true`.
pub(super) fn extension(schema: &mut Map<String, Value>, _: &Pointer, _: &mut Context<'_>) {
    for name in ["x-nullable", "x-isnullable"] {
        if let Some(Value::Bool(nullable)) = schema.get(name) {
            let nullable = *nullable;
            schema.entry("nullable").or_insert_with(|| nullable.into());
        }
    }
}

/// `type: [string, "null"]` becomes `type: string, nullable: true`; several types become `anyOf`.
pub(super) fn type_list(schema: &mut Map<String, Value>, _: &Pointer, _: &mut Context<'_>) {
    let Some(Value::Array(types)) = schema.get("type") else {
        return;
    };
    let is_null = |name: &&str| *name == "null";
    let Some(names) = types.iter().map(Value::as_str).collect::<Option<Vec<_>>>() else {
        return;
    };
    let mut kept: Vec<String> = Vec::new();
    for name in names.iter().filter(|name| !is_null(name)) {
        if !kept.iter().any(|seen| seen == name) {
            kept.push((*name).to_owned());
        }
    }
    let is_nullable = names.iter().any(is_null);
    match kept.as_slice() {
        [] => {
            schema.shift_remove("type");
            if is_nullable {
                schema.insert("type".to_owned(), "null".into());
            }
            return;
        }
        [one] => {
            schema.insert("type".to_owned(), one.as_str().into());
        }
        several => split(schema, several),
    }
    if is_nullable {
        schema.insert("nullable".to_owned(), true.into());
    }
}

/// Moves each type, with the keywords that apply to it, into a branch of its own.
fn split(schema: &mut Map<String, Value>, types: &[String]) {
    schema.shift_remove("type");
    let mut branches: Vec<Value> = Vec::new();
    for name in types {
        let mut branch = Map::new();
        branch.insert("type".to_owned(), name.as_str().into());
        let keywords = KEYWORDS
            .iter()
            .find(|(of, _)| of == name)
            .map_or(&[][..], |(_, keywords)| keywords);
        for keyword in keywords {
            if let Some(value) = schema.get(*keyword) {
                branch.insert((*keyword).to_owned(), value.clone());
            }
        }
        if let Some(Value::Array(values)) = schema.get("enum") {
            let of_type: Vec<Value> = values
                .iter()
                .filter(|value| is_of_type(value, name))
                .cloned()
                .collect();
            if of_type.is_empty() {
                continue;
            }
            branch.insert("enum".to_owned(), Value::Array(of_type));
        }
        branches.push(Value::Object(branch));
    }
    for (name, keywords) in KEYWORDS {
        if types.iter().any(|of| of == name) {
            for keyword in keywords {
                schema.shift_remove(*keyword);
            }
        }
    }
    schema.shift_remove("enum");
    if schema.contains_key("anyOf") {
        let both = json!({ "anyOf": branches });
        match schema.get_mut("allOf") {
            Some(Value::Array(all)) => all.push(both),
            _ => {
                schema.insert("allOf".to_owned(), Value::Array(vec![both]));
            }
        }
    } else {
        schema.insert("anyOf".to_owned(), Value::Array(branches));
    }
}

/// Whether the JSON value has the type.
pub(super) fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        _ => true,
    }
}

/// `type: "null"` becomes a nullable enum of null alone.
pub(super) fn null_type(schema: &mut Map<String, Value>, _: &Pointer, _: &mut Context<'_>) {
    if schema.get("type").and_then(Value::as_str) == Some("null") {
        schema.shift_remove("type");
        schema.insert("nullable".to_owned(), true.into());
        schema.insert("enum".to_owned(), json!([null]));
    }
}

/// A branch of `oneOf` or `anyOf` that is null becomes `nullable`.
///
/// A union that has one branch left is that branch: pairing a type with null is how 3.1 expresses
/// `nullable`. Unions that never had another branch stay unions.
pub(super) fn null_branches(schema: &mut Map<String, Value>, at: &Pointer, cx: &mut Context<'_>) {
    for keyword in ["oneOf", "anyOf"] {
        let Some(Value::Array(branches)) = schema.get_mut(keyword) else {
            continue;
        };
        let at = at.child(keyword);
        let before = branches.len();
        let has_reference = branches.iter().any(|branch| branch.get("$ref").is_some());
        let has_others = !branches.iter().all(is_only_nullable);
        let mut kept = Vec::with_capacity(before);
        for (index, branch) in std::mem::take(branches).into_iter().enumerate() {
            let is_null = is_null_schema(&branch)
                || has_others && is_only_nullable(&branch)
                || target(&branch, cx).is_some_and(is_null_schema)
                || has_reference && is_null_object(&branch);
            if !is_null {
                if index != kept.len() {
                    cx.moved(at.index(kept.len()), &at.index(index));
                }
                kept.push(branch);
            }
        }
        *branches = kept;
        if branches.len() == before {
            continue;
        }
        let only = if branches.len() == 1 {
            branches.pop()
        } else {
            None
        };
        let is_empty = branches.is_empty();
        schema.insert("nullable".to_owned(), true.into());
        if let Some(only) = only {
            schema.shift_remove(keyword);
            absorb(schema, only);
        } else if is_empty {
            schema.shift_remove(keyword);
            schema.insert("enum".to_owned(), json!([null]));
        }
    }
}

/// The component that a branch refers to.
fn target<'a>(branch: &Value, cx: &Context<'a>) -> Option<&'a Value> {
    let reference = branch.get("$ref")?.as_str()?.strip_prefix('#')?;
    cx.original.pointer(reference)
}

/// Whether a branch is an object of which nothing is known, or null: how OData expresses that the
/// other branch, a reference, can be null.
fn is_null_object(schema: &Value) -> bool {
    schema.as_object().is_some_and(|schema| {
        schema.len() == 2
            && schema.get("type").is_some_and(|name| name == "object")
            && schema.get("nullable") == Some(&Value::Bool(true))
    })
}

/// Whether a schema says nothing but that null is a value: how 3.0, which has no type of null,
/// expresses a branch that is null.
fn is_only_nullable(schema: &Value) -> bool {
    schema
        .as_object()
        .is_some_and(|schema| schema.len() == 1 && schema.get("nullable") == Some(&true.into()))
}

fn is_null_schema(schema: &Value) -> bool {
    let is_null_type = match schema.get("type") {
        Some(Value::String(name)) => name == "null",
        Some(Value::Array(names)) => names.len() == 1 && names[0] == "null",
        _ => false,
    };
    let is_null_const = schema.get("const").is_some_and(Value::is_null);
    let is_null_enum = schema
        .get("enum")
        .and_then(Value::as_array)
        .is_some_and(|values| values.len() == 1 && values[0].is_null());
    is_null_type || is_null_const || is_null_enum
}

/// Merges the fields of a schema into the enclosing one, or adds it to `allOf` where names clash.
fn absorb(schema: &mut Map<String, Value>, part: Value) {
    match part {
        Value::Object(part)
            if !part.contains_key("$ref") && part.keys().all(|name| !schema.contains_key(name)) =>
        {
            schema.extend(part);
        }
        part => match schema.get_mut("allOf") {
            Some(Value::Array(all)) => all.push(part),
            _ => {
                schema.insert("allOf".to_owned(), Value::Array(vec![part]));
            }
        },
    }
}
