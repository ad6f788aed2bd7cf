//! The same types under serde derive, as other generators emit them.
//!
//! The baseline does less, which makes the comparison favour it: no documentation, no client,
//! no unknown fields, no drift, no paths in errors; ids and dates are strings; an unknown
//! value or tag is recognised, but its text is dropped.

use std::fmt::Write as _;

use seamstress_codegen::ir::{
    Api, Branch, Field, Names, Presence, RustType, Scalar, Shape, Struct, Tagging, TypeDef,
    TypeKey, TypeKind, TypeRef, Union,
};

use super::api::MeasuredApi;

/// The only source file of the baseline.
pub(super) fn library(api: &MeasuredApi) -> String {
    let mut out = HEAD.to_owned();
    let names = &api.names;
    for kind in &api.output.api.ids {
        line(&mut out, &format!("pub type {} = String;", names.id(kind)));
    }
    for (key, def) in api.types() {
        write_type(&mut out, api, key, def);
    }
    out
}

/// The Rust type of `shape`; models have the same name in both styles.
pub(super) fn ty(names: &Names, shape: &Shape) -> String {
    match shape {
        Shape::Scalar(Scalar::Id(kind)) => names.id(kind).to_string(),
        Shape::Scalar(scalar) => match scalar.info().rust {
            RustType::Primitive(name) | RustType::Runtime(name) => name.to_owned(),
            RustType::String | RustType::IdAlias => "String".to_owned(),
        },
        Shape::Json(_) | Shape::Inline(_) => any(),
        Shape::List(item) => format!("Vec<{}>", item_ty(names, item)),
        Shape::Map(item) => format!("BTreeMap<String, {}>", item_ty(names, item)),
        Shape::Type(key) => names.ty(key).to_string(),
    }
}

fn any() -> String {
    "Value".to_owned()
}

fn item_ty(names: &Names, item: &TypeRef) -> String {
    let inner = ty(names, &item.shape);
    if item.nullable {
        format!("Option<{inner}>")
    } else {
        inner
    }
}

const HEAD: &str = "\
//! The models under serde derive.
#![allow(dead_code, unused_imports)]

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

pub type DateTime = String;

/// Distinguishes `null` from an absent field.
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(from).map(Some)
}
";

fn write_type(out: &mut String, api: &MeasuredApi, key: &TypeKey, def: &TypeDef) {
    let names = &api.names;
    let name = names.ty(key);
    match &def.kind {
        TypeKind::Struct(inner) => {
            line(out, &format!("\n{DERIVE}\npub struct {name} {{"));
            write_fields(out, names, key, inner, None, "pub ");
        }
        TypeKind::Enum(inner) => {
            line(out, &format!("\n{DERIVE_TEXT}\npub enum {name} {{"));
            for value in &inner.values {
                line(
                    out,
                    &format!(
                        "    #[serde(rename = {value:?})]\n    {},",
                        names.variant(key, value)
                    ),
                );
            }
            line(out, "    #[serde(other)]\n    Unknown,");
        }
        TypeKind::Union(inner) => {
            line(out, &format!("\n{DERIVE}"));
            write_union(out, api, key, inner);
        }
        TypeKind::Alias(_) => return,
    }
    line(out, "}");
}

const DERIVE: &str = "#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]";
const DERIVE_TEXT: &str = "#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]";

fn write_fields(
    out: &mut String,
    names: &Names,
    key: &TypeKey,
    inner: &Struct,
    without: Option<&str>,
    visibility: &str,
) {
    for field in inner
        .fields
        .iter()
        .filter(|field| Some(field.wire.as_str()) != without)
    {
        let name = names.field(key, &field.wire);
        let attributes = attributes(name.plain(), field);
        if !attributes.is_empty() {
            line(out, &format!("    #[serde({})]", attributes.join(", ")));
        }
        line(
            out,
            &format!("    {visibility}{name}: {},", field_ty(names, field)),
        );
    }
}

fn attributes(name: &str, field: &Field) -> Vec<String> {
    let mut found = Vec::new();
    // serde itself looks past `r#`.
    if name != field.wire {
        found.push(format!("rename = {:?}", field.wire));
    }
    if !field.presence.is_required() {
        found.push("default, skip_serializing_if = \"Option::is_none\"".to_owned());
    }
    if field.presence == Presence::OptionalNullable {
        found.push("deserialize_with = \"present\"".to_owned());
    }
    found
}

fn field_ty(names: &Names, field: &Field) -> String {
    let inner = boxed(ty(names, &field.shape), field.boxing.is_boxed());
    match field.presence {
        Presence::Required => inner,
        Presence::RequiredNullable | Presence::Optional => format!("Option<{inner}>"),
        Presence::OptionalNullable => format!("Option<Option<{inner}>>"),
    }
}

fn boxed(inner: String, boxed: bool) -> String {
    if boxed {
        format!("Box<{inner}>")
    } else {
        inner
    }
}

fn write_union(out: &mut String, api: &MeasuredApi, key: &TypeKey, inner: &Union) {
    let names = &api.names;
    let tag_field = match &inner.tagging {
        Tagging::Tagged(tag_field) => Some(tag_field.as_str()),
        Tagging::Untagged(_) | Tagging::Undecided(_) => None,
    };
    match tag_field {
        Some(tag_field) => line(out, &format!("#[serde(tag = {tag_field:?})]")),
        None => line(out, "#[serde(untagged)]"),
    }
    line(out, &format!("pub enum {} {{", names.ty(key)));
    for branch in &inner.branches {
        let variant = names.variant(key, &branch.label);
        if let Some(tag_field) = tag_field {
            line(
                out,
                &format!(
                    "    #[serde(rename = {:?})]",
                    branch.tag().unwrap_or_default()
                ),
            );
            if let Some((key, payload)) = payload_with(&api.output.api, branch, tag_field) {
                line(out, &format!("    {variant} {{"));
                write_fields(out, names, key, payload, Some(tag_field), "");
                line(out, "    },");
                continue;
            }
        }
        let payload = boxed(ty(names, &branch.shape), branch.boxing.is_boxed());
        line(out, &format!("    {variant}({payload}),"));
    }
    let unknown = if tag_field.is_some() {
        "    #[serde(other)]\n    Unknown,"
    } else {
        "    Unknown(Value),"
    };
    line(out, unknown);
}

/// The payload of a branch, where it declares the tag: serde removes the tag before the
/// payload sees it, so that its fields have to be inlined into the variant.
fn payload_with<'a>(
    api: &'a Api,
    branch: &'a Branch,
    tag_field: &str,
) -> Option<(&'a TypeKey, &'a Struct)> {
    let Shape::Type(key) = &branch.shape else {
        return None;
    };
    let payload = api.struct_at(key)?;
    (payload.field(tag_field).is_some() && !branch.boxing.is_boxed()).then_some((key, payload))
}

fn line(out: &mut String, text: &str) {
    // Writing into a string cannot fail.
    let _ = writeln!(out, "{text}");
}

#[cfg(test)]
mod tests;
