//! A JSON value against a shape, as the runtime decodes it.

use serde_json::Value;

use super::{Finding, Mismatch};
use crate::{
    ir::{Api, Enum, Output, Presence, Scalar, Shape, Struct, Tagging, TypeKey, TypeKind, Union},
    json_type::JsonType,
    source::Origin,
};

/// The path of the field `wire` of the object at `path`.
pub(super) fn field_path(path: &str, wire: &str) -> String {
    let is_plain = wire.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && wire.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if is_plain {
        format!("{path}.{wire}")
    } else {
        format!("{path}[{}]", Value::from(wire))
    }
}

/// A walk over a value and its shape.
pub(super) struct Walk<'a> {
    api: &'a Api,
    pub(super) findings: Vec<Finding>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        Self {
            api,
            findings: Vec::new(),
        }
    }

    pub(super) fn report(&mut self, path: String, mismatch: Mismatch, origin: &Origin) {
        self.findings.push(Finding {
            path,
            mismatch,
            origin: origin.clone(),
        });
    }

    /// The output of a call, if the body has it.
    pub(super) fn output(
        &mut self,
        value: &Output,
        json: Option<&Value>,
        path: &str,
        origin: &Origin,
    ) {
        match json {
            Some(Value::Null) => self.null(value.presence, &value.shape, path.to_owned(), origin),
            Some(json) => self.shape(&value.shape, json, path, origin),
            None => self.absent(value.presence, &value.shape, path.to_owned(), origin),
        }
    }

    /// A whole body against an object that is declared at `origin`.
    pub(super) fn object(&mut self, object: &Struct, json: &Value, origin: &Origin) {
        match json {
            Value::Object(fields) => self.fields(object, fields, None, "$"),
            _ => {
                let mismatch = Mismatch::WrongType(JsonType::Object);
                self.report("$".to_owned(), mismatch, origin);
            }
        }
    }

    /// `json` at `path` against `shape`, which is declared at `origin`.
    pub(super) fn shape(&mut self, shape: &Shape, json: &Value, path: &str, origin: &Origin) {
        let expected = match (shape, json) {
            (Shape::Json(_), _) => return,
            (Shape::Scalar(scalar), _) => return self.scalar(scalar, json, path, origin),
            (Shape::List(item), Value::Array(values)) => {
                for (index, value) in values.iter().enumerate() {
                    if !(item.nullable && value.is_null()) {
                        self.shape(&item.shape, value, &format!("{path}[{index}]"), origin);
                    }
                }
                return;
            }
            (Shape::Map(item), Value::Object(entries)) => {
                for (key, value) in entries {
                    if !(item.nullable && value.is_null()) {
                        self.shape(&item.shape, value, &field_path(path, key), origin);
                    }
                }
                return;
            }
            (Shape::Type(key), _) => return self.named(key, json, path, origin),
            (Shape::List(_), _) => JsonType::Array,
            (Shape::Map(_) | Shape::Inline(_), _) => JsonType::Object,
        };
        self.report(path.to_owned(), Mismatch::WrongType(expected), origin);
    }

    fn scalar(&mut self, scalar: &Scalar, json: &Value, path: &str, origin: &Origin) {
        let info = scalar.info();
        let mismatch = match (info.json, json) {
            (JsonType::Integer, Value::Number(number)) if !is_integer(number) => {
                Some(Mismatch::WrongType(JsonType::Integer))
            }
            (JsonType::Integer, Value::Number(_)) => None,
            (expected, json) if JsonType::of(json) != expected => {
                Some(Mismatch::WrongType(expected))
            }
            (_, Value::Bool(value)) => match scalar {
                Scalar::Bool {
                    const_value: Some(allowed),
                } if allowed != value => Some(Mismatch::NotConstValue),
                _ => None,
            },
            (_, Value::String(text)) => match info.is_valid {
                Some(is_valid) if !is_valid(text) => Some(Mismatch::Malformed(info.name)),
                _ => None,
            },
            _ => None,
        };
        if let Some(mismatch) = mismatch {
            self.report(path.to_owned(), mismatch, origin);
        }
    }

    fn named(&mut self, key: &TypeKey, json: &Value, path: &str, origin: &Origin) {
        let Some(def) = self.api.type_at(key) else {
            return;
        };
        match (&def.kind, json) {
            (TypeKind::Struct(inner), Value::Object(entries)) => {
                self.fields(inner, entries, None, path)
            }
            (TypeKind::Struct(_), _) => self.report(
                path.to_owned(),
                Mismatch::WrongType(JsonType::Object),
                origin,
            ),
            (TypeKind::Enum(inner), Value::String(text)) => {
                self.value(inner, text, path, &def.origin)
            }
            (TypeKind::Enum(_), _) => self.report(
                path.to_owned(),
                Mismatch::WrongType(JsonType::String),
                origin,
            ),
            (TypeKind::Union(inner), _) => self.union(inner, json, path, &def.origin),
            (TypeKind::Alias(_), _) => {}
        }
    }

    fn value(&mut self, inner: &Enum, text: &str, path: &str, origin: &Origin) {
        if !inner.values.iter().any(|value| *value == text) {
            self.report(path.to_owned(), Mismatch::Unknown(text.to_owned()), origin);
        }
    }

    /// An untagged union accepts any value, so that only tags are checked.
    fn union(&mut self, inner: &Union, json: &Value, path: &str, origin: &Origin) {
        let Tagging::Tagged(tag) = &inner.tagging else {
            return;
        };
        let Value::Object(entries) = json else {
            return self.report(
                path.to_owned(),
                Mismatch::WrongType(JsonType::Object),
                origin,
            );
        };
        let text = entries.get(tag).and_then(Value::as_str);
        let branch = inner
            .branches
            .iter()
            .find(|branch| branch.tag.as_deref() == text);
        match (branch, text) {
            (Some(branch), Some(_)) => {
                if let Shape::Type(key) = &branch.shape
                    && let Some(payload) = self.api.struct_at(key)
                {
                    self.fields(payload, entries, Some(tag), path);
                }
            }
            (_, text) => {
                let text = text.unwrap_or_default().to_owned();
                self.report(path.to_owned(), Mismatch::Unknown(text), origin);
            }
        }
    }

    fn fields(
        &mut self,
        inner: &Struct,
        entries: &serde_json::Map<String, Value>,
        tag: Option<&str>,
        path: &str,
    ) {
        for (wire, value) in entries {
            let path = field_path(path, wire);
            match inner.field(wire) {
                Some(field) if value.is_null() => {
                    self.null(field.presence, &field.shape, path, &field.origin);
                }
                Some(field) => self.shape(&field.shape, value, &path, &field.origin),
                None if tag == Some(wire) => {}
                None => {
                    let origin = inner.fields.first().map(|field| field.origin.clone());
                    if let Some(mut origin) = origin {
                        // The object that would declare it.
                        origin.pointer = origin.pointer.parent().unwrap_or(origin.pointer);
                        self.report(path, Mismatch::Undeclared, &origin);
                    }
                }
            }
        }
        for field in inner
            .fields
            .iter()
            .filter(|field| !entries.contains_key(&field.wire))
        {
            self.absent(
                field.presence,
                &field.shape,
                field_path(path, &field.wire),
                &field.origin,
            );
        }
    }

    fn absent(&mut self, presence: Presence, shape: &Shape, path: String, origin: &Origin) {
        let mismatch = match (presence, shape) {
            (Presence::Optional | Presence::OptionalNullable, _) => return,
            (Presence::Required, Shape::List(_) | Shape::Map(_)) => Mismatch::MissingEmpty,
            (Presence::RequiredNullable, _) => Mismatch::MissingEmpty,
            (Presence::Required, _) => Mismatch::Missing,
        };
        self.report(path, mismatch, origin);
    }

    fn null(&mut self, presence: Presence, shape: &Shape, path: String, origin: &Origin) {
        let mismatch = match (presence, shape) {
            (_, Shape::Json(_)) => return,
            (Presence::RequiredNullable | Presence::OptionalNullable, _) => return,
            (Presence::Optional, _) => Mismatch::Null,
            (Presence::Required, Shape::List(_) | Shape::Map(_)) => Mismatch::Null,
            (Presence::Required, _) => Mismatch::Missing,
        };
        self.report(path, mismatch, origin);
    }
}

fn is_integer(number: &serde_json::Number) -> bool {
    number.is_i64()
        || number
            .as_f64()
            .is_some_and(|value| value.fract() == 0.0 && value.abs() < 9e15)
}
