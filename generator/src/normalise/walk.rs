//! The walk over a document that knows which object stands where.
//!
//! At each object it applies the rewrites, then holds the members against the model. Whatever the
//! model lacks is set aside under an `x-` name and reported. `openapiv3` then finds nothing that it
//! would refuse; its own errors have no place, and it reads a refused object again at each level
//! above, so that a deep one would take exponential time.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::model::{Holds, Kind};
use super::reference;
use super::rewrite;
use crate::diagnostic::{Code, Diagnostic};
use crate::json_type::JsonType;
use crate::source::{Origin, Pointer};

/// What the walk collects.
#[derive(Debug)]
pub(super) struct Walk<'a> {
    pub(super) page: &'a Arc<str>,
    /// The document before any rewrite.
    pub(super) original: &'a Value,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The pointers whose nodes are being copied to where they are referred to.
    pub(super) copying: Vec<String>,
    /// How many nodes were copied so far.
    pub(super) copied: usize,
}

impl<'a> Walk<'a> {
    pub(super) fn new(page: &'a Arc<str>, original: &'a Value) -> Self {
        Self {
            page,
            original,
            diagnostics: Vec::new(),
            copying: Vec::new(),
            copied: 0,
        }
    }

    pub(super) fn origin(&self, pointer: &Pointer) -> Origin {
        Origin::new(Arc::clone(self.page), pointer.clone())
    }

    pub(super) fn report(&mut self, code: Code, message: String, at: &Pointer, label: &str) {
        let origin = self.origin(at);
        self.diagnostics
            .push(Diagnostic::new(code, message).at(origin, label));
    }

    /// Visits the object at `at`, which should be a `kind`.
    pub(super) fn visit(&mut self, kind: Kind, value: &mut Value, at: &Pointer) {
        if kind == Kind::Schema {
            rewrite::boolean_schema(value);
        }
        if reference::visit(self, kind, value, at) {
            return;
        }
        let Value::Object(members) = value else {
            let message = format!(
                "`{at}` should be {}, and is {}",
                kind.noun(),
                JsonType::of(value)
            );
            self.report(Code::WrongType, message, at, "this is no mapping");
            return;
        };
        for rewrite in rewrite::REWRITES
            .iter()
            .filter(|rewrite| rewrite.kind == kind)
        {
            (rewrite.apply)(members, at, self);
        }
        let names: Vec<String> = members.keys().cloned().collect();
        for name in names {
            self.member(kind, members, &name, &at.child(&name));
        }
        // Members that were null or of a wrong kind are gone by now.
        for name in kind.required() {
            if !members.contains_key(*name) {
                let message = format!("{} needs `{name}`", kind.noun());
                self.report(Code::MissingKeyword, message, at, &format!("no `{name}`"));
            }
        }
    }

    fn member(&mut self, kind: Kind, members: &mut Map<String, Value>, name: &str, at: &Pointer) {
        if name.starts_with("x-") {
            return;
        }
        let holds = match kind.members() {
            Some(known) => known
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, holds)| *holds),
            None if kind == Kind::Paths => Some(Holds::One(Kind::PathItem)),
            None => Some(Holds::One(Kind::Response)),
        };
        let Some(holds) = holds else {
            let message = format!("`{name}` is not a keyword of {}", kind.noun());
            self.report(
                Code::UnknownKeyword,
                message,
                at,
                "not understood, and kept as an `x-` member",
            );
            set_aside(members, name);
            return;
        };
        if members.get(name).is_some_and(Value::is_null) && holds != Holds::Value {
            // Null says no more than absence.
            members.shift_remove(name);
            return;
        }
        if let Some(value) = members.get_mut(name)
            && !self.check(holds, value, at)
        {
            set_aside(members, name);
        }
    }

    /// Checks what a member holds and visits the objects in it; false if it must be set aside.
    fn check(&mut self, holds: Holds, value: &mut Value, at: &Pointer) -> bool {
        match holds {
            Holds::Value => true,
            Holds::One(kind) => {
                self.visit(kind, value, at);
                true
            }
            Holds::BoolOrSchema if value.is_boolean() => true,
            Holds::BoolOrSchema => {
                self.visit(Kind::Schema, value, at);
                true
            }
            Holds::List(kind) => {
                let Value::Array(items) = value else {
                    return self.wrong_structure("a list", value, at);
                };
                for (index, item) in items.iter_mut().enumerate() {
                    self.visit(kind, item, &at.index(index));
                }
                true
            }
            Holds::Map(kind) => {
                let Value::Object(members) = value else {
                    return self.wrong_structure("a mapping", value, at);
                };
                for (name, member) in members.iter_mut() {
                    self.visit(kind, member, &at.child(name));
                }
                true
            }
            Holds::Requirements => self.requirements(value, at),
            Holds::Texts => self.texts(value, at),
            Holds::TextMap => {
                let Value::Object(members) = value else {
                    return self.wrong_structure("a mapping", value, at);
                };
                for (name, member) in members.iter_mut() {
                    if member.is_null() {
                        *member = Value::from("");
                    }
                    self.leaf(Holds::Text, member, &at.child(name));
                }
                true
            }
            Holds::Values if value.is_array() => true,
            Holds::Values => self.wrong_structure("a list", value, at),
            Holds::Text | Holds::Bool | Holds::Number | Holds::Count => self.leaf(holds, value, at),
        }
    }

    fn texts(&mut self, value: &mut Value, at: &Pointer) -> bool {
        let Value::Array(items) = value else {
            return self.wrong_structure("a list", value, at);
        };
        let mut all = true;
        for (index, item) in items.iter_mut().enumerate() {
            all &= self.leaf(Holds::Text, item, &at.index(index));
        }
        all
    }

    fn requirements(&mut self, value: &mut Value, at: &Pointer) -> bool {
        let Value::Array(items) = value else {
            return self.wrong_structure("a list", value, at);
        };
        for (index, item) in items.iter_mut().enumerate() {
            let at = at.index(index);
            let Value::Object(schemes) = item else {
                self.wrong_structure("a mapping", item, &at);
                continue;
            };
            for (name, scopes) in schemes.iter_mut() {
                let at = at.child(name);
                if scopes.is_null() {
                    *scopes = Value::Array(Vec::new());
                }
                if !self.texts(scopes, &at) {
                    self.wrong_structure("a list of texts", scopes, &at);
                }
            }
        }
        true
    }

    /// A wrong structure holds an unknown part of the document, so that it is no warning.
    fn wrong_structure(&mut self, expected: &str, value: &Value, at: &Pointer) -> bool {
        let message = format!(
            "`{at}` should be {expected}, and is {}",
            JsonType::of(value)
        );
        self.report(
            Code::WrongType,
            message,
            at,
            &format!("expected {expected}"),
        );
        true
    }

    /// Reads a text, number or flag that was written as another one; false if that cannot be done.
    fn leaf(&mut self, holds: Holds, value: &mut Value, at: &Pointer) -> bool {
        let (fits, expected, read) = match holds {
            Holds::Text => (value.is_string(), "text", as_text(value)),
            Holds::Bool => (value.is_boolean(), "true or false", as_bool(value)),
            Holds::Number => (value.is_number(), "a number", as_number(value)),
            _ => (value.is_u64(), "a whole number", as_count(value)),
        };
        if fits {
            return true;
        }
        let name = at.last().unwrap_or_default().into_owned();
        let message = format!(
            "`{name}` should be {expected}, and is {}",
            JsonType::of(value)
        );
        let Some(read) = read else {
            self.report(
                Code::MistypedValue,
                message,
                at,
                "not understood, and kept as an `x-` member",
            );
            return false;
        };
        // `1.0` for `1` is the habit of some writers, and says the same.
        let is_same = holds == Holds::Count && value.is_number();
        if !is_same {
            self.report(Code::MistypedValue, message, at, &format!("read as {read}"));
        }
        *value = read;
        true
    }
}

/// Renames a member so that it travels as an extension.
pub(super) fn set_aside(members: &mut Map<String, Value>, name: &str) {
    if let Some(value) = members.shift_remove(name) {
        let plain = format!("x-{name}");
        let free = if members.contains_key(&plain) {
            format!("x-seamstress-{name}")
        } else {
            plain
        };
        members.insert(free, value);
    }
}

fn as_text(value: &Value) -> Option<Value> {
    match value {
        Value::Number(_) | Value::Bool(_) => Some(Value::String(value.to_string())),
        _ => None,
    }
}

fn as_bool(value: &Value) -> Option<Value> {
    if let Some(number @ (0 | 1)) = value.as_u64() {
        return Some(Value::Bool(number == 1));
    }
    match value.as_str()? {
        "true" => Some(Value::Bool(true)),
        "false" => Some(Value::Bool(false)),
        _ => None,
    }
}

fn as_number(value: &Value) -> Option<Value> {
    let text = value.as_str()?;
    text.parse().ok().map(Value::Number)
}

fn as_count(value: &Value) -> Option<Value> {
    let number = match value {
        Value::String(text) => text.parse().ok()?,
        other => other.as_f64()?,
    };
    integer(number)
        .and_then(|number| u64::try_from(number).ok())
        .map(Value::from)
}

/// The number as an integer, if it is one that a float holds without loss.
pub(super) fn integer(number: f64) -> Option<i64> {
    const LIMIT: f64 = 9_007_199_254_740_992.0;
    #[allow(clippy::cast_possible_truncation, reason = "the range is checked")]
    (number.fract() == 0.0 && number.abs() <= LIMIT).then_some(number as i64)
}
