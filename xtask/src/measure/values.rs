//! JSON values of a type: samples of the pages, varied.
//!
//! Strings are taken from samples that have a field of the same name. A counter selects
//! presence, value and branch, so that the same pages give the same JSON.

use std::collections::BTreeMap;

use seamstress_codegen::ir::{
    Api, Field, Presence, Scalar, Shape, Struct, Tagging, TypeDef, TypeKind, TypeRef,
};
use serde_json::{Map, Value, json};

/// Generates values, all of them different.
pub(super) struct Values<'a> {
    api: &'a Api,
    /// Strings in samples, by the name of the field.
    shown: BTreeMap<&'a str, Vec<&'a str>>,
    /// The state of the sequence.
    count: u64,
}

/// From this depth on, everything optional is omitted.
const MAX_DEPTH: usize = 5;

impl<'a> Values<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        let mut shown = BTreeMap::new();
        for (_, sample) in api.samples() {
            collect(&sample.json, &mut shown);
        }
        Self {
            api,
            shown,
            count: 0,
        }
    }

    /// A list of values of the type.
    pub(super) fn list(&mut self, def: &TypeDef, many: usize) -> Value {
        (0..many).map(|_| self.named(def, "", 0)).collect()
    }

    fn named(&mut self, def: &TypeDef, wire: &str, depth: usize) -> Value {
        match &def.kind {
            TypeKind::Struct(inner) => self.object(inner, depth).into(),
            TypeKind::Enum(inner) => match inner.values.len() {
                0 => self.text(wire),
                many => inner.values[self.next() % many].as_str().into(),
            },
            TypeKind::Union(inner) => {
                let Some(branch) = inner
                    .branches
                    .get(self.next() % inner.branches.len().max(1))
                else {
                    return Value::Null;
                };
                let mut value = self.shape(&branch.shape, wire, depth);
                if let (Tagging::Tagged(tag), Value::Object(object)) = (&inner.tagging, &mut value)
                {
                    // The real API sorts fields, which puts most tags behind the payload.
                    object.insert(tag.clone(), branch.tag().into());
                }
                value
            }
            TypeKind::Alias(item) => self.item(item, wire, depth),
        }
    }

    fn object(&mut self, inner: &Struct, depth: usize) -> Map<String, Value> {
        let mut object = Map::new();
        for field in &inner.fields {
            if let Some(value) = self.field(field, depth) {
                object.insert(field.wire.clone(), value);
            }
        }
        object
    }

    fn field(&mut self, field: &Field, depth: usize) -> Option<Value> {
        let turn = self.next();
        let deep = depth >= MAX_DEPTH;
        match field.presence {
            Presence::Optional | Presence::OptionalNullable if deep || turn.is_multiple_of(4) => {
                None
            }
            Presence::RequiredNullable if deep || turn % 4 == 1 => Some(Value::Null),
            Presence::OptionalNullable if turn % 4 == 1 => Some(Value::Null),
            _ => Some(self.shape(&field.shape, &field.wire, depth + 1)),
        }
    }

    fn shape(&mut self, shape: &Shape, wire: &str, depth: usize) -> Value {
        match shape {
            Shape::Scalar(scalar) => self.scalar(scalar, wire),
            Shape::Json(_) | Shape::Inline(_) => json!({ "number": self.next(), "text": "any" }),
            Shape::List(item) => {
                let many = if depth >= MAX_DEPTH {
                    0
                } else {
                    self.next() % 3
                };
                (0..many).map(|_| self.item(item, wire, depth)).collect()
            }
            Shape::Map(item) => {
                let many = if depth >= MAX_DEPTH {
                    0
                } else {
                    self.next() % 3
                };
                (0..many)
                    .map(|at| (format!("key_{at}"), self.item(item, wire, depth)))
                    .collect()
            }
            Shape::Type(key) => match self.api.type_at(key) {
                Some(def) => self.named(def, wire, depth),
                None => Value::Null,
            },
        }
    }

    fn scalar(&mut self, scalar: &Scalar, wire: &str) -> Value {
        match scalar {
            Scalar::Bool {
                const_value: Some(value),
            } => (*value).into(),
            Scalar::Bool { const_value: None } => self.next().is_multiple_of(2).into(),
            Scalar::Integer | Scalar::Unsigned => self.next().into(),
            // A half is exact in binary, so that equal values have equal texts.
            Scalar::Number => {
                json!(f64::from(u32::try_from(self.next()).unwrap_or(u32::MAX)) + 0.5)
            }
            Scalar::String | Scalar::TimeText | Scalar::Upload | Scalar::FormPart => {
                self.text(wire)
            }
            Scalar::DateTime => {
                let turn = self.next();
                format!(
                    "2025-06-{:02}T16:{:02}:17.{:06}Z",
                    turn % 28 + 1,
                    turn % 60,
                    turn % 1_000_000
                )
                .into()
            }
            Scalar::Id(_) => {
                let turn = self.next();
                format!("43947360-cdc8-4db6-8b22-{turn:012x}").into()
            }
        }
    }

    fn item(&mut self, item: &TypeRef, wire: &str, depth: usize) -> Value {
        if item.nullable && self.next().is_multiple_of(4) {
            return Value::Null;
        }
        self.shape(&item.shape, wire, depth)
    }

    fn text(&mut self, wire: &str) -> Value {
        let turn = self.next();
        match self.shown.get(wire).map(|texts| texts[turn % texts.len()]) {
            Some(shown) => format!("{shown} {turn}").into(),
            None => format!("string {turn}").into(),
        }
    }

    /// A number that is unrelated to the one before, so that the fields of an object vary
    /// independently.
    fn next(&mut self) -> usize {
        self.count = self.count.wrapping_add(GOLDEN);
        // The high half of the sequence is the well mixed one; three bytes are enough.
        (self.count >> 40) as usize
    }
}

/// The golden ratio as a fraction of a 64-bit word: steps of it spread evenly.
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// Collects the strings in `value` by the names of their fields.
fn collect<'a>(value: &'a Value, shown: &mut BTreeMap<&'a str, Vec<&'a str>>) {
    match value {
        Value::Object(object) => {
            for (name, inner) in object {
                if let Value::String(text) = inner {
                    shown.entry(name).or_default().push(text);
                }
                collect(inner, shown);
            }
        }
        Value::Array(list) => list.iter().for_each(|inner| collect(inner, shown)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use seamstress_codegen::{generate, ir::TypeKey};

    use super::*;
    use crate::project;

    #[test]
    fn values_vary_and_have_every_required_field() {
        let api = generate(project().read().unwrap()).api;
        let def = api.type_at(&TypeKey::component("user_identity")).unwrap();
        let TypeKind::Struct(inner) = &def.kind else {
            panic!("a user identity is a struct");
        };
        let made = Values::new(&api).list(def, 50);
        let list = made.as_array().unwrap();
        for field in inner
            .fields
            .iter()
            .filter(|field| field.presence.is_required())
        {
            assert!(
                list.iter().all(|value| value.get(&field.wire).is_some()),
                "{}",
                field.wire
            );
        }
        let names: Vec<_> = list
            .iter()
            .map(|value| value["display_name"].as_str().unwrap())
            .collect();
        assert!(
            names.iter().all(|name| name.starts_with("Jane Doe ")),
            "{names:?}"
        );
        let mut warnings = list
            .iter()
            .flat_map(|value| value["warnings"].as_array().unwrap());
        assert!(warnings.any(|warning| warning["warning_code"] == "being_deleted"));
        assert!(list.iter().any(|value| value["email_address"].is_null()));
        assert!(list.windows(2).all(|pair| pair[0] != pair[1]));
        assert_eq!(made, Values::new(&api).list(def, 50));
    }
}
