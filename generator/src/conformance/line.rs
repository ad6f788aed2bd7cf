//! A line for the API's own command line, against its operation.

use serde_json::{Map, Value};

use super::{Fault, Finding, json, one_of};
use crate::{
    ir::{Api, Field, Operation, Presence, Shape, Struct, Tagging, TypeKind},
    json_type::JsonType,
    sample::{CommandLine, Given, Word},
};

/// What is odd about a line.
///
/// A line is read as the body that it stands for: its options are members, and
/// their texts are what the members' shapes make of them.
pub(super) fn findings(api: &Api, operation: &Operation, line: &CommandLine) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !is_called_so(operation, &line.command) {
        findings.push(Finding {
            path: "command".to_owned(),
            fault: Fault::Command(line.command.join(" ")),
            origin: operation.origin.clone(),
        });
    }
    let forms = match operation.input.content() {
        Some(content) => forms(api, &content.json().shape),
        None => Vec::new(),
    };
    // A line says nothing of which form of the body it stands for: it is meant to
    // be the one that it suits best.
    let best = forms
        .into_iter()
        .map(|form| members(api, operation, &form, &line.given))
        .min_by_key(Vec::len);
    findings.extend(best.unwrap_or_else(|| {
        let undeclared = line.given.iter().map(|given| Finding {
            path: json::member("$", &given.name),
            fault: Fault::Undeclared,
            origin: operation.origin.clone(),
        });
        undeclared.collect()
    }));
    findings
}

/// Whether the command is the path that leads to the operation. Command lines
/// write dashes where paths have underscores.
fn is_called_so(operation: &Operation, command: &[String]) -> bool {
    let plain = |word: &str| word.replace('-', "_").to_lowercase();
    let path = operation.namespace.iter().chain([&operation.wire]);
    path.map(|word| plain(word))
        .eq(command.iter().map(|word| plain(word)))
}

/// A form that a body can have.
struct Form<'a> {
    /// Declares the members.
    inner: &'a Struct,
    /// What the body is held against: the union, where that declares a tag beside
    /// the members.
    shape: Shape,
}

fn forms<'a>(api: &'a Api, shape: &Shape) -> Vec<Form<'a>> {
    let Shape::Type(key) = shape else {
        return Vec::new();
    };
    match api.type_at(key).map(|def| &def.kind) {
        Some(TypeKind::Struct(inner)) => vec![Form {
            inner,
            shape: shape.clone(),
        }],
        Some(TypeKind::Union(union)) => {
            let branches = union.branches.iter();
            let mut forms: Vec<Form<'_>> = branches
                .flat_map(|branch| forms(api, &branch.shape))
                .collect();
            if matches!(union.tagging, Tagging::Tagged(_)) {
                for form in &mut forms {
                    form.shape = shape.clone();
                }
            }
            forms
        }
        Some(TypeKind::Alias(item)) => forms(api, &item.shape),
        Some(TypeKind::Enum(_)) | None => Vec::new(),
    }
}

/// What is odd about the options, as members of a body of this form.
fn members(api: &Api, operation: &Operation, form: &Form<'_>, given: &[Given]) -> Vec<Finding> {
    let Some(content) = operation.input.content() else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    let mut body = Map::new();
    for option in given {
        let field = field(form.inner, &option.name);
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
                path: json::member("$", wire),
                fault: Fault::Repeated,
                origin: field.map_or(&content.origin, |field| &field.origin).clone(),
            }),
        }
    }
    let mut walk = json::Walk::new(api);
    let body = Value::Object(body);
    walk.shape(&form.shape, &body, "$", &content.origin);
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

/// What `word` stands for where `shape` is wanted; the text itself where it is none.
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
        // One item may stand for a list of it.
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
