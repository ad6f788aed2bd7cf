//! Sentences about keywords that OpenAPI 3.0 lacks, which `normalise` keeps as extensions.

use openapiv3::SchemaData;
use serde_json::Value;

use crate::normalise::extension::{NAMES, NEVER, PREFIX_ITEMS};

/// Longer examples are not shown: a doc comment is not the place of a whole body.
const EXAMPLE_LIMIT: usize = 80;

/// Phrases for the sentence about what values are allowed.
pub(super) fn phrases(data: &SchemaData) -> Vec<String> {
    let extension = |name: &str| data.extensions.get(name);
    let mut phrases = Vec::new();
    if let Some(Value::Array(places)) = extension(PREFIX_ITEMS) {
        let places: Vec<_> = places.iter().map(describe).collect();
        phrases.push(format!("a tuple of {}", places.join(", ")));
    }
    if let Some(Value::String(media)) = extension("x-contentMediaType") {
        phrases.push(format!("of the media type `{media}`"));
    }
    match extension("x-contentEncoding") {
        // `normalise` has made a format of it.
        None | Some(Value::Null) => {}
        Some(Value::String(name)) if name == "base64" => {}
        Some(encoding) => phrases.push(format!("encoded as `{}`", text(encoding))),
    }
    if let Some(names) = extension("x-propertyNames") {
        phrases.push(format!("with names that are {}", describe_names(names)));
    }
    if let Some(Value::Array(patterns)) = extension(NAMES) {
        let patterns: Vec<_> = patterns
            .iter()
            .map(|it| format!("`{}`", text(it)))
            .collect();
        phrases.push(format!("with names that match {}", patterns.join(" or ")));
    }
    if extension(NEVER).is_some() {
        phrases.push("never present".to_owned());
    }
    phrases
}

/// Sentences of their own: which fields require others, examples, further documentation.
pub(super) fn sentences(data: &SchemaData, is_union: bool) -> Vec<String> {
    let mut sentences = Vec::new();
    if let Some(Value::Object(fields)) = data.extensions.get("x-dependentRequired") {
        for (field, others) in fields {
            let others = others.as_array().into_iter().flatten();
            let others: Vec<_> = others.map(|other| format!("`{}`", text(other))).collect();
            if !others.is_empty() {
                sentences.push(format!("`{field}` requires {}.", others.join(" and ")));
            }
        }
    }
    sentences.extend(discriminator(data).filter(|_| !is_union));
    sentences.extend(examples(data));
    if let Some(more) = &data.external_docs {
        let about = more.description.as_deref().unwrap_or("See").trim();
        sentences.push(format!(
            "{}: <{}>.",
            about.trim_end_matches(['.', ':']),
            more.url.trim()
        ));
    }
    sentences
}

/// What a discriminator says of an object. Where the schema is a union, its branches say it.
fn discriminator(data: &SchemaData) -> Option<String> {
    let discriminator = data.discriminator.as_ref()?;
    let field = &discriminator.property_name;
    if discriminator.mapping.is_empty() {
        return Some(format!("`{field}` tells which type a value has."));
    }
    let types = discriminator.mapping.iter().map(|(value, target)| {
        let target = target.rsplit('/').next().unwrap_or(target);
        format!("`{value}` for `{target}`")
    });
    let types: Vec<_> = types.collect();
    Some(format!(
        "`{field}` tells which type a value has: {}.",
        types.join(", ")
    ))
}

fn examples(data: &SchemaData) -> Option<String> {
    let several = data.extensions.get("x-examples");
    let several = several.and_then(Value::as_array).into_iter().flatten();
    let mut shown: Vec<String> = Vec::new();
    for example in data.example.iter().chain(several) {
        let json = format!("`{example}`");
        if !example.is_null()
            && json.len() <= EXAMPLE_LIMIT
            && !json[1..json.len() - 1].contains('`')
            && !shown.contains(&json)
        {
            shown.push(json);
        }
    }
    (!shown.is_empty()).then(|| format!("For example {}.", shown.join(", ")))
}

/// A schema in a few words.
fn describe(schema: &Value) -> String {
    let name = |key: &str| schema.get(key).and_then(Value::as_str);
    if let Some(title) = name("title") {
        return format!("`{title}`");
    }
    if let Some(target) = name("$ref") {
        let target = target.rsplit('/').next().unwrap_or(target);
        return format!("`{target}`");
    }
    match (schema.get("const"), name("type")) {
        (Some(only), _) => format!("`{only}`"),
        (None, Some(kind)) => format!("`{kind}`"),
        (None, None) => "any value".to_owned(),
    }
}

/// What `propertyNames` says.
fn describe_names(schema: &Value) -> String {
    if let Some(Value::String(pattern)) = schema.get("pattern") {
        return format!("matched by `{pattern}`");
    }
    if let Some(Value::Array(values)) = schema.get("enum") {
        let values: Vec<_> = values
            .iter()
            .map(|value| format!("`{}`", text(value)))
            .collect();
        return format!("one of {}", values.join(", "));
    }
    if schema.get("$ref").is_some() {
        return describe(schema);
    }
    format!("valid for `{schema}`")
}

/// A string without its quotes, any other value as JSON.
fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
