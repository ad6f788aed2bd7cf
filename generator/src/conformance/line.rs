//! A command of the API's own command-line program, against its operation.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{Finding, Mismatch, json, one_of};
use crate::{
    ir::{Api, Content, Field, Operation, Presence, Shape, Struct, Tagging, TypeKey, TypeKind},
    json_type::JsonType,
    sample::{CommandLine, CommandOption, Form, Word},
};

/// The mismatches of a command line.
///
/// It is read as the body that it sends: its options are fields, and the shape of a
/// field decides how the text of its option is read.
pub(super) fn findings(api: &Api, operation: &Operation, line: &CommandLine) -> Vec<Finding> {
    let mut findings = Vec::new();
    if command_of(operation) != words(&line.command) {
        findings.push(Finding {
            path: "command".to_owned(),
            mismatch: Mismatch::Command(line.command.join(" ")),
            origin: operation.origin.clone(),
        });
    }
    let variants = match operation.input.content().and_then(Content::type_ref) {
        Some(value) => variants(api, &value.shape, &mut Vec::new()),
        None => Vec::new(),
    };
    // A command line does not say which variant of the body it sends: the one that it
    // contradicts least is assumed.
    let best = variants
        .into_iter()
        .map(|variant| options(api, operation, &variant, &line.options))
        .min_by_key(Vec::len);
    findings.extend(best.unwrap_or_else(|| {
        let undeclared = line.options.iter().map(|given| Finding {
            path: json::field_path("$", &given.name),
            mismatch: Mismatch::Undeclared,
            origin: operation.origin.clone(),
        });
        undeclared.collect()
    }));
    findings
}

/// Whether the commands of at least half of the command lines are paths of operations. Otherwise
/// the program calls its commands and their options as it likes, and nothing can be said about
/// them.
pub(super) fn follow_paths(api: &Api) -> bool {
    let paths: BTreeSet<Vec<String>> = api.operations.values().map(command_of).collect();
    let snippets = api.examples.values().flat_map(|it| &it.snippets);
    let lines = snippets.filter(|it| it.form == Form::CommandLine);
    let commands: Vec<_> = lines
        .filter_map(|it| CommandLine::read(&it.source).ok())
        .map(|line| words(&line.command))
        .collect();
    let known = commands.iter().filter(|it| paths.contains(*it)).count();
    known > 0 && known * 2 >= commands.len()
}

/// The words of the path that leads to an operation.
fn command_of(operation: &Operation) -> Vec<String> {
    words(operation.namespace.iter().chain([&operation.wire]))
}

/// Words as they are compared: command lines write dashes where paths have underscores.
fn words<'a>(words: impl IntoIterator<Item = &'a String>) -> Vec<String> {
    let words = words.into_iter();
    words
        .map(|word| word.replace('-', "_").to_lowercase())
        .collect()
}

/// A struct that a body can be.
struct Variant<'a> {
    /// Declares the fields.
    inner: &'a Struct,
    /// What the body is checked against: the union, where that has a tag in addition to
    /// the fields.
    shape: Shape,
}

/// The structs that a value of `shape` can be. `enclosing` are the types that led here,
/// so that recursive unions end.
fn variants<'a>(
    api: &'a Api,
    shape: &'a Shape,
    enclosing: &mut Vec<&'a TypeKey>,
) -> Vec<Variant<'a>> {
    let Shape::Type(key) = shape else {
        return Vec::new();
    };
    if enclosing.contains(&key) {
        return Vec::new();
    }
    enclosing.push(key);
    let variants = match api.type_at(key).map(|def| &def.kind) {
        Some(TypeKind::Struct(inner)) => vec![Variant {
            inner,
            shape: shape.clone(),
        }],
        Some(TypeKind::Union(union)) => {
            let branches = union.branches.iter();
            let mut variants: Vec<Variant<'_>> = branches
                .flat_map(|branch| variants(api, &branch.shape, enclosing))
                .collect();
            if matches!(union.tagging, Tagging::Tagged(_)) {
                for variant in &mut variants {
                    variant.shape = shape.clone();
                }
            }
            variants
        }
        Some(TypeKind::Alias(target)) => variants(api, &target.shape, enclosing),
        Some(TypeKind::Enum(_)) | None => Vec::new(),
    };
    enclosing.pop();
    variants
}

/// The mismatches of the options, as fields of this variant of the body.
fn options(
    api: &Api,
    operation: &Operation,
    variant: &Variant<'_>,
    given: &[CommandOption],
) -> Vec<Finding> {
    let Some(content) = operation.input.content() else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    let mut body = Map::new();
    for option in given {
        let field = field(variant.inner, &option.name);
        let wire = field.map_or(option.name.as_str(), |field| field.wire.as_str());
        let value = match (&option.value, field) {
            (None, _) => Value::Bool(true),
            (Some(word), Some(field)) => value(api, &field.shape, word, field.presence),
            (Some(word), None) => text(word),
        };
        match (body.get_mut(wire), field) {
            (None, _) => {
                body.insert(wire.to_owned(), value);
            }
            (Some(Value::Array(items)), Some(_)) => match value {
                Value::Array(more) => items.extend(more),
                other => items.push(other),
            },
            (Some(_), field) => findings.push(Finding {
                path: json::field_path("$", wire),
                mismatch: Mismatch::Repeated,
                origin: field.map_or(&content.origin, |field| &field.origin).clone(),
            }),
        }
    }
    let mut walk = json::Walk::new(api);
    let body = Value::Object(body);
    walk.shape(&variant.shape, &body, "$", &content.origin);
    findings.extend(walk.findings);
    findings.extend(one_of::findings(operation, &body));
    findings
}

/// The field that an option means: command lines may write dashes.
fn field<'a>(inner: &'a Struct, name: &str) -> Option<&'a Field> {
    inner
        .field(name)
        .or_else(|| inner.field(&name.replace('-', "_")))
}

/// The JSON value that `word` means where `shape` is expected; a string if it does not parse.
fn value(api: &Api, shape: &Shape, word: &Word, presence: Presence) -> Value {
    let Word::Text(text) = word else {
        return self::text(word);
    };
    let is_nullable = matches!(
        presence,
        Presence::RequiredNullable | Presence::OptionalNullable
    );
    if is_nullable && text == "null" {
        return Value::Null;
    }
    let parsed = serde_json::from_str::<Value>(text).ok();
    let fits = |wanted: fn(&Value) -> bool| parsed.clone().filter(wanted);
    let read = match shape {
        Shape::Scalar(scalar) => match scalar.info().json {
            JsonType::Boolean => fits(Value::is_boolean),
            JsonType::Integer | JsonType::Number => fits(Value::is_number),
            _ => None,
        },
        // A single item is accepted as a list of one.
        Shape::List(item) => Some(fits(Value::is_array).unwrap_or_else(|| {
            let one = value(api, &item.shape, word, Presence::Required);
            Value::Array(vec![one])
        })),
        Shape::Map(_) | Shape::Inline(_) => fits(Value::is_object),
        Shape::Json(_) => parsed,
        Shape::Type(key) => match api.type_at(key).map(|def| &def.kind) {
            Some(TypeKind::Alias(item)) => Some(value(api, &item.shape, word, presence)),
            Some(TypeKind::Enum(_)) | None => None,
            Some(TypeKind::Struct(_)) => fits(Value::is_object),
            Some(TypeKind::Union(_)) => parsed,
        },
    };
    read.unwrap_or_else(|| Value::String(text.clone()))
}

fn text(word: &Word) -> Value {
    match word {
        Word::Text(text) => Value::String(text.clone()),
        Word::Json(value) => value.clone(),
    }
}
