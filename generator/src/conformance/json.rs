//! A JSON value against a shape, as the runtime decodes it.

use serde_json::Value;

use super::{Finding, Mismatch};
use crate::{
    ir::{
        Api, Enum, Output, Presence, Scalar, Shape, Struct, Tagging, TypeKey, TypeKind, TypeRef,
        Union,
    },
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

/// What the runtime makes of a sample.
#[derive(Debug, Default)]
pub struct Decoding {
    /// The paths where it reports drift.
    pub drift: Vec<String>,
    /// The paths at one of which it fails.
    pub refused: Vec<String>,
}

/// A walk over a value and its shape.
pub(super) struct Walk<'a> {
    api: &'a Api,
    pub(super) findings: Vec<Finding>,
    pub(super) decoding: Decoding,
    /// Whether the runtime corrects the value at hand: not within types that are only sent.
    corrects: bool,
}

impl<'a> Walk<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        Self {
            api,
            findings: Vec::new(),
            decoding: Decoding::default(),
            corrects: true,
        }
    }

    /// A mismatch that the runtime reports.
    fn drift(&mut self, path: String, mismatch: Mismatch, origin: &Origin) {
        self.decoding.drift.push(path.clone());
        self.find(path, mismatch, origin);
    }

    /// A mismatch that the runtime fails at.
    pub(super) fn refuse(&mut self, path: String, mismatch: Mismatch, origin: &Origin) {
        self.decoding.refused.push(path.clone());
        self.find(path, mismatch, origin);
    }

    /// A mismatch that the runtime reports where it corrects values, and else fails at.
    fn correct(&mut self, path: String, mismatch: Mismatch, origin: &Origin) {
        match self.corrects {
            true => self.drift(path, mismatch, origin),
            false => self.refuse(path, mismatch, origin),
        }
    }

    fn find(&mut self, path: String, mismatch: Mismatch, origin: &Origin) {
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
        let path = path.to_owned();
        match (json, value.presence, &value.shape) {
            (Some(Value::Null), Presence::RequiredNullable | Presence::OptionalNullable, _)
            | (Some(Value::Null), _, Shape::Json(_)) => {}
            // An `Option` may be null, whether the pages say so or not.
            (Some(Value::Null), Presence::Optional, _) => {
                self.find(path, Mismatch::NullEmpty, origin);
            }
            (Some(Value::Null), Presence::Required, Shape::List(_) | Shape::Map(_)) => {
                self.drift(path, Mismatch::NullEmpty, origin);
            }
            (Some(Value::Null), Presence::Required, _) => self.refuse(path, Mismatch::Null, origin),
            (Some(json), _, shape) => self.shape(shape, json, &path, origin),
            // The tests decode without knowing that it is optional, so that they see drift.
            (None, Presence::Optional | Presence::OptionalNullable, _) => {
                self.decoding.drift.push(path);
            }
            (None, Presence::RequiredNullable, _) => {
                self.drift(path, Mismatch::MissingEmpty, origin);
            }
            // A list too: it is never read as empty where the whole value is missing.
            (None, Presence::Required, _) => self.refuse(path, Mismatch::Missing, origin),
        }
    }

    /// A whole body against an object that is declared at `origin`.
    pub(super) fn object(&mut self, object: &Struct, json: &Value, origin: &Origin) {
        match json {
            Value::Object(fields) => self.fields(object, false, fields, &[], "$"),
            _ => {
                let mismatch = Mismatch::WrongType(JsonType::Object);
                self.refuse("$".to_owned(), mismatch, origin);
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
                    self.element(item, value, format!("{path}[{index}]"), origin);
                }
                return;
            }
            (Shape::Map(item), Value::Object(entries)) => {
                for (key, value) in entries {
                    self.element(item, value, field_path(path, key), origin);
                }
                return;
            }
            (Shape::Type(key), _) => return self.named(key, json, path, origin),
            (Shape::List(_), _) => JsonType::Array,
            (Shape::Map(_) | Shape::Inline(_), _) => JsonType::Object,
        };
        self.refuse(path.to_owned(), Mismatch::WrongType(expected), origin);
    }

    fn element(&mut self, item: &TypeRef, json: &Value, path: String, origin: &Origin) {
        match (json, &item.shape) {
            (Value::Null, Shape::Json(_)) => {}
            (Value::Null, _) if item.nullable => {}
            (Value::Null, _) => self.correct(path, Mismatch::Null, origin),
            (json, shape) => self.shape(shape, json, &path, origin),
        }
    }

    fn scalar(&mut self, scalar: &Scalar, json: &Value, path: &str, origin: &Origin) {
        let info = scalar.info();
        let mismatch = match (info.json, json) {
            (JsonType::Integer, Value::Number(number)) if !is_integer(scalar, number) => {
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
        match mismatch {
            Some(mismatch @ Mismatch::WrongType(_)) => {
                self.refuse(path.to_owned(), mismatch, origin);
            }
            Some(mismatch) => self.drift(path.to_owned(), mismatch, origin),
            None => {}
        }
    }

    fn named(&mut self, key: &TypeKey, json: &Value, path: &str, origin: &Origin) {
        let Some(def) = self.api.type_at(key) else {
            return;
        };
        match (&def.kind, json) {
            (TypeKind::Struct(inner), Value::Object(entries)) => {
                self.fields(inner, def.usage.received, entries, &[], path)
            }
            (TypeKind::Struct(_), _) => self.refuse(
                path.to_owned(),
                Mismatch::WrongType(JsonType::Object),
                origin,
            ),
            (TypeKind::Enum(inner), Value::String(text)) => {
                self.value(inner, text, path, &def.origin)
            }
            (TypeKind::Enum(_), _) => self.refuse(
                path.to_owned(),
                Mismatch::WrongType(JsonType::String),
                origin,
            ),
            (TypeKind::Union(inner), _) => self.union(inner, json, &[], path, &def.origin),
            (TypeKind::Alias(_), _) => {}
        }
    }

    fn value(&mut self, inner: &Enum, text: &str, path: &str, origin: &Origin) {
        if !inner.allows_others && !inner.values.iter().any(|value| *value == text) {
            self.drift(path.to_owned(), Mismatch::Unknown(text.to_owned()), origin);
        }
    }

    /// An untagged union accepts any value, so that only tags are checked.
    fn union(&mut self, inner: &Union, json: &Value, outer: &[&str], path: &str, origin: &Origin) {
        let Tagging::Tagged(tag) = &inner.tagging else {
            return;
        };
        if inner.allows_others && !is_tagged(inner, tag, json) {
            return;
        }
        let Value::Object(entries) = json else {
            let mismatch = Mismatch::WrongType(JsonType::Object);
            return self.correct(path.to_owned(), mismatch, origin);
        };
        let text = entries.get(tag).and_then(Value::as_str);
        let branch = inner
            .branches
            .iter()
            .find(|branch| text.is_some() && branch.tag() == text);
        let Some(branch) = branch else {
            let text = text.unwrap_or_default().to_owned();
            return self.drift(path.to_owned(), Mismatch::Unknown(text), origin);
        };
        let tags = [outer, &[tag.as_str()]].concat();
        let (drift, refused) = (self.decoding.drift.len(), self.decoding.refused.len());
        if let Shape::Type(key) = &branch.shape
            && let Some(def) = self.api.type_at(key)
        {
            match &def.kind {
                TypeKind::Struct(payload) => {
                    self.fields(payload, def.usage.received, entries, &tags, path);
                }
                TypeKind::Union(nested) => self.union(nested, json, &tags, path, &def.origin),
                TypeKind::Enum(_) | TypeKind::Alias(_) => {}
            }
        }
        // A value that is not what its branch requires is kept as JSON.
        if self.corrects && self.decoding.refused.len() > refused {
            self.decoding.refused.truncate(refused);
            self.decoding.drift.truncate(drift);
            self.decoding.drift.push(path.to_owned());
        }
    }

    /// The fields of an object, of a type that is received or is only sent.
    fn fields(
        &mut self,
        inner: &Struct,
        is_received: bool,
        entries: &serde_json::Map<String, Value>,
        tags: &[&str],
        path: &str,
    ) {
        let around = std::mem::replace(&mut self.corrects, is_received);
        for (wire, value) in entries {
            let path = field_path(path, wire);
            match inner.field(wire) {
                Some(field) if value.is_null() => {
                    self.null(field.presence, &field.shape, path, &field.origin);
                }
                Some(field) => self.shape(&field.shape, value, &path, &field.origin),
                None if tags.contains(&wire.as_str()) => {}
                None if is_received && inner.declares_others => {}
                None => {
                    let origin = inner.fields.first().map(|field| field.origin.clone());
                    if let Some(mut origin) = origin {
                        // The object that would declare it.
                        origin.pointer = origin.pointer.parent().unwrap_or(origin.pointer);
                        self.drift(path, Mismatch::Undeclared, &origin);
                    } else {
                        self.decoding.drift.push(path);
                    }
                }
            }
        }
        for field in &inner.fields {
            if !entries.contains_key(&field.wire) {
                let path = field_path(path, &field.wire);
                self.absent(field.presence, &field.shape, path, &field.origin);
            }
        }
        self.corrects = around;
    }

    fn absent(&mut self, presence: Presence, shape: &Shape, path: String, origin: &Origin) {
        match (presence, shape) {
            (Presence::Optional | Presence::OptionalNullable, _) => {}
            (Presence::RequiredNullable, _)
            | (Presence::Required, Shape::List(_) | Shape::Map(_) | Shape::Json(_)) => {
                self.drift(path, Mismatch::MissingEmpty, origin);
            }
            (Presence::Required, _) => self.correct(path, Mismatch::Missing, origin),
        }
    }

    fn null(&mut self, presence: Presence, shape: &Shape, path: String, origin: &Origin) {
        match (presence, shape) {
            (_, Shape::Json(_)) | (Presence::RequiredNullable | Presence::OptionalNullable, _) => {}
            (Presence::Optional, _) | (Presence::Required, Shape::List(_) | Shape::Map(_)) => {
                self.drift(path, Mismatch::NullEmpty, origin);
            }
            (Presence::Required, _) => self.correct(path, Mismatch::Null, origin),
        }
    }
}

/// Whether the tag of the value is that of a branch.
fn is_tagged(inner: &Union, tag: &str, json: &Value) -> bool {
    let text = json.get(tag).and_then(Value::as_str);
    let mut branches = inner.branches.iter();
    text.is_some() && branches.any(|branch| branch.tag() == text)
}

/// Whether a field of this scalar, which is one for integers, holds the number.
fn is_integer(scalar: &Scalar, number: &serde_json::Number) -> bool {
    let is_exact = match scalar {
        Scalar::Unsigned => number.is_u64(),
        _ => number.is_i64(),
    };
    let least = if *scalar == Scalar::Unsigned {
        0.0
    } else {
        -9e15
    };
    let is_whole = |value: f64| value.fract() == 0.0 && (least..9e15).contains(&value);
    is_exact || number.is_f64() && number.as_f64().is_some_and(is_whole)
}
