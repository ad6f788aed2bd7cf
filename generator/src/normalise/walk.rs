//! The walk over a document, which knows the kind of the object at each node.
//!
//! At each object it applies the rewrites, then checks the fields against the model. A field that
//! the model lacks is renamed to an `x-` extension and reported. `openapiv3` then finds nothing
//! that it would reject; its own errors carry no location, and it reads a rejected object again at
//! each level above, so that a deeply nested one would take exponential time.

use serde_json::{Map, Value, json};

use super::{
    coerce::{self, to_extension},
    context::{Context, Rewrite},
    extension,
    model::{FieldType, Kind},
    promote,
    reference::{Inlining, Outcome},
};
use crate::{bundle, diagnostic::Code, json_type::JsonType, source::Pointer};

/// Brings every object of the document to OpenAPI 3.0, as far as `rewrites` can.
pub(super) fn walk(document: &mut Value, rewrites: &[Rewrite], cx: &mut Context<'_>) {
    let mut walk = Walk {
        rewrites,
        inlining: Inlining::default(),
        cx,
    };
    walk.visit(Kind::Document, document, &Pointer::root());
    while let Some((name, target)) = walk.cx.promotions.next() {
        let Some(mut schema) = walk.cx.original.pointer(target.as_str()).cloned() else {
            continue;
        };
        let at = promote::component(&name);
        let origin = walk.cx.origin(&target);
        walk.cx.moved.insert(at.clone(), origin);
        walk.visit(Kind::Schema, &mut schema, &at);
        document["components"]["schemas"][name] = schema;
    }
    walk.cx.promotions.refer_from_places(document);
    if let Value::Object(fields) = document {
        fields.shift_remove(bundle::FILES);
    }
}

struct Walk<'w, 'a> {
    rewrites: &'w [Rewrite],
    inlining: Inlining,
    cx: &'w mut Context<'a>,
}

impl Walk<'_, '_> {
    /// Visits the node at `at`, which should be an object of this kind.
    fn visit(&mut self, kind: Kind, value: &mut Value, at: &Pointer) {
        if kind == Kind::Schema {
            rewrite_boolean_schema(value);
        }
        match self.inlining.resolve(kind, value, at, self.cx) {
            Outcome::Visit => self.visit_object(kind, value, at),
            Outcome::Done => {}
            Outcome::Inlined => {
                self.visit(kind, value, at);
                self.inlining.leave();
            }
        }
    }

    fn visit_object(&mut self, kind: Kind, value: &mut Value, at: &Pointer) {
        self.mend_container(value, JsonType::Object, at);
        let Value::Object(fields) = value else {
            let message = format!(
                "`{at}`: expected {}, found {}",
                kind.describe(),
                JsonType::of(value)
            );
            self.cx
                .report(Code::WrongType, message, at, "expected an object");
            return;
        };
        for rewrite in self.rewrites.iter().filter(|it| it.kind == kind) {
            (rewrite.apply)(fields, at, self.cx);
        }
        let names: Vec<String> = fields.keys().cloned().collect();
        for name in names {
            self.visit_field(kind, fields, &name, at);
        }
        // Fields that were null or of a wrong type have been removed above.
        for name in kind.required() {
            if !fields.contains_key(*name) {
                let message = format!("{} must have `{name}`", kind.describe());
                let label = format!("`{name}` is missing");
                self.cx.report(Code::MissingKeyword, message, at, &label);
            }
        }
    }

    /// Visits the field `name` of the object at `parent`.
    fn visit_field(
        &mut self,
        kind: Kind,
        fields: &mut Map<String, Value>,
        name: &str,
        parent: &Pointer,
    ) {
        if name.starts_with("x-") {
            return;
        }
        let ty = kind.field_type(name);
        let value = fields.get(name);
        // Most fields need no pointer.
        if ty.zip(value).is_some_and(|(ty, value)| is_leaf(ty, value)) {
            return;
        }
        let at = &parent.child(name);
        let Some(ty) = ty else {
            let message = format!("`{name}` is not a keyword of {}", kind.describe());
            self.cx.report(
                Code::UnknownKeyword,
                message,
                at,
                "has no effect; kept as an `x-` extension",
            );
            to_extension(fields, name);
            return;
        };
        if fields.get(name).is_some_and(Value::is_null) && ty != FieldType::Any {
            // Null means the same as absence.
            fields.shift_remove(name);
            return;
        }
        if let Some(value) = fields.get_mut(name)
            && !self.check(ty, value, at)
        {
            to_extension(fields, name);
        }
    }

    /// Checks the value of a field and visits the objects in it; false if the field has to become
    /// an extension.
    fn check(&mut self, ty: FieldType, value: &mut Value, at: &Pointer) -> bool {
        match ty {
            FieldType::Any => true,
            FieldType::Object(kind) => {
                self.visit(kind, value, at);
                true
            }
            FieldType::BoolOrSchema if value.is_boolean() => true,
            FieldType::BoolOrSchema if coerce::to_bool(value).is_some() => {
                self.leaf(FieldType::Bool, value, at)
            }
            FieldType::BoolOrSchema => {
                self.visit(Kind::Schema, value, at);
                true
            }
            FieldType::List(kind) => {
                self.mend_container(value, JsonType::Array, at);
                let Value::Array(items) = value else {
                    return self.wrong_type(JsonType::Array, value, at);
                };
                for (index, item) in items.iter_mut().enumerate() {
                    self.visit(kind, item, &at.index(index));
                }
                true
            }
            // Only a property can have this name, and its value is not a string.
            FieldType::Map(_) if value.get("$ref").is_some_and(Value::is_string) => {
                match self.inlining.resolve_map(value, at, self.cx) {
                    Outcome::Inlined => {
                        let is_kept = self.check(ty, value, at);
                        self.inlining.leave();
                        is_kept
                    }
                    Outcome::Visit | Outcome::Done => true,
                }
            }
            FieldType::Map(kind) => {
                self.mend_container(value, JsonType::Object, at);
                let Value::Object(entries) = value else {
                    return self.wrong_type(JsonType::Object, value, at);
                };
                for (name, entry) in entries.iter_mut() {
                    self.visit(kind, entry, &at.child(name));
                }
                true
            }
            FieldType::Requirements => self.requirements(value, at),
            FieldType::Strings => self.strings(value, at),
            FieldType::StringMap => {
                self.mend_container(value, JsonType::Object, at);
                let Value::Object(entries) = value else {
                    return self.wrong_type(JsonType::Object, value, at);
                };
                for (name, entry) in entries.iter_mut() {
                    if entry.is_null() {
                        *entry = Value::from("");
                    }
                    self.leaf(FieldType::String, entry, &at.child(name));
                }
                true
            }
            FieldType::AnyList => self.is_list(value, at),
            FieldType::String | FieldType::Bool | FieldType::Number | FieldType::Count => {
                self.leaf(ty, value, at)
            }
        }
    }

    /// Some writers have an empty array for an empty object, or the other way round, and null for
    /// either of them.
    fn mend_container(&mut self, value: &mut Value, expected: JsonType, at: &Pointer) {
        let is_empty = match value {
            Value::Null => true,
            Value::Array(items) => items.is_empty() && expected == JsonType::Object,
            Value::Object(fields) => fields.is_empty() && expected == JsonType::Array,
            _ => false,
        };
        if is_empty {
            let message = format!("expected {expected}, found {}", JsonType::of(value));
            self.cx
                .report(Code::MistypedValue, message, at, "read as an empty one");
            *value = match expected {
                JsonType::Array => Value::Array(Vec::new()),
                _ => Value::Object(Map::new()),
            };
        }
    }

    /// Whether the value is a list; a string becomes its only item. Any other value has no
    /// obvious reading.
    fn is_list(&mut self, value: &mut Value, at: &Pointer) -> bool {
        self.mend_container(value, JsonType::Array, at);
        if value.is_array() {
            return true;
        }
        let name = at.last().unwrap_or_default().into_owned();
        let message = format!("`{name}`: expected an array, found {}", JsonType::of(value));
        let label = if value.is_string() {
            "read as its only item"
        } else {
            "has no effect; kept as an `x-` extension"
        };
        self.cx.report(Code::MistypedValue, message, at, label);
        if value.is_string() {
            *value = Value::Array(vec![value.take()]);
        }
        value.is_array()
    }

    fn strings(&mut self, value: &mut Value, at: &Pointer) -> bool {
        if !self.is_list(value, at) {
            return false;
        }
        let Value::Array(items) = value else {
            return false;
        };
        let mut all = true;
        for (index, item) in items.iter_mut().enumerate() {
            all &= self.leaf(FieldType::String, item, &at.index(index));
        }
        all
    }

    fn requirements(&mut self, value: &mut Value, at: &Pointer) -> bool {
        if value.is_object() {
            let message = "`security`: expected an array, found an object".to_owned();
            self.cx
                .report(Code::MistypedValue, message, at, "read as its only item");
            *value = Value::Array(vec![value.take()]);
        }
        let Value::Array(items) = value else {
            return self.wrong_type(JsonType::Array, value, at);
        };
        for (index, item) in items.iter_mut().enumerate() {
            let at = at.index(index);
            if let Value::String(name) = item {
                let message = "expected an object, found a string".to_owned();
                let label = "read as a scheme without scopes";
                self.cx.report(Code::MistypedValue, message, &at, label);
                *item = json!({ name.as_str(): [] });
            }
            let Value::Object(schemes) = item else {
                self.wrong_type(JsonType::Object, item, &at);
                continue;
            };
            for (name, scopes) in schemes.iter_mut() {
                let at = at.child(name);
                if scopes.is_null() {
                    *scopes = Value::Array(Vec::new());
                }
                if !self.strings(scopes, &at) {
                    self.report_wrong_type("an array of strings", scopes, &at);
                }
            }
        }
        true
    }

    /// Reports a wrong structure: an error, because an unknown part of the document is in it.
    /// Always true, since a page with an error is left out as a whole.
    fn wrong_type(&mut self, expected: JsonType, value: &Value, at: &Pointer) -> bool {
        self.report_wrong_type(expected.describe(), value, at);
        true
    }

    fn report_wrong_type(&mut self, expected: &str, value: &Value, at: &Pointer) {
        let message = format!("`{at}`: expected {expected}, found {}", JsonType::of(value));
        let label = format!("expected {expected}");
        self.cx.report(Code::WrongType, message, at, &label);
    }

    /// Converts a string, number or boolean that was written as another one; false if it has no
    /// obvious reading.
    fn leaf(&mut self, ty: FieldType, value: &mut Value, at: &Pointer) -> bool {
        if is_leaf(ty, value) {
            return true;
        }
        let (expected, converted) = match ty {
            FieldType::String => ("a string", coerce::to_string(value)),
            FieldType::Bool => ("a boolean", coerce::to_bool(value)),
            FieldType::Number => ("a number", coerce::to_number(value)),
            _ => ("a non-negative integer", coerce::to_count(value)),
        };
        let name = at.last().unwrap_or_default().into_owned();
        let message = format!(
            "`{name}`: expected {expected}, found {}",
            JsonType::of(value)
        );
        let Some(converted) = converted else {
            self.cx.report(
                Code::MistypedValue,
                message,
                at,
                "has no effect; kept as an `x-` extension",
            );
            return false;
        };
        // Some writers have `1.0` for `1`, which means the same.
        let is_same = ty == FieldType::Count && value.is_number();
        if !is_same {
            let label = format!("read as {converted}");
            self.cx.report(Code::MistypedValue, message, at, &label);
        }
        *value = converted;
        true
    }
}

/// Whether the value is a scalar, or any JSON, as this type wants it.
fn is_leaf(ty: FieldType, value: &Value) -> bool {
    match ty {
        FieldType::Any => true,
        FieldType::String => value.is_string(),
        FieldType::Bool => value.is_boolean(),
        FieldType::Number => value.is_number(),
        FieldType::Count => value.is_u64(),
        _ => false,
    }
}

/// `true` allows everything, as an empty schema does. `false` allows nothing, which 3.0 cannot
/// express; it is kept as [`extension::NEVER`].
fn rewrite_boolean_schema(value: &mut Value) {
    if let Value::Bool(allows) = *value {
        let mut schema = Map::new();
        if !allows {
            schema.insert(extension::NEVER.to_owned(), Value::Bool(true));
        }
        *value = Value::Object(schema);
    }
}
