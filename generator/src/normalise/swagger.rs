//! Swagger 2.0 → OpenAPI 3.0, at the value level.
//!
//! The [`table`] says what becomes of each keyword of the specification, and the conversion
//! follows it: what is the same is copied, what has no equivalent is kept as an extension with a
//! warning. Schemas are the same but for what the rewrites of this stage mend anyway.

mod operation;
mod parameter;
mod response;
mod security;
mod server;
mod table;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use serde_json::{Map, Value, json};

use self::table::{Object, Treatment};
use super::{Moves, coerce::to_extension};
use crate::{
    bundle::change_references,
    diagnostic::{Code, Diagnostic},
    source::{Origin, Pointer},
};

/// The sections of the components, each with the field of 2.0 that it comes from.
const SECTIONS: [(&str, &str); 4] = [
    ("schemas", "definitions"),
    ("parameters", "parameters"),
    ("responses", "responses"),
    ("securitySchemes", "securityDefinitions"),
];

/// What a conversion knows of the document, and what it has found.
struct Conversion<'a> {
    page: &'a Arc<str>,
    /// The document before the conversion.
    original: &'a Map<String, Value>,
    /// The media types of bodies that do not name their own.
    consumes: Vec<String>,
    /// The media types of responses that do not name their own.
    produces: Vec<String>,
    moved: Moves,
    diagnostics: Vec<Diagnostic>,
}

/// Converts `document` if it is written in Swagger 2.0; `moved` learns where its nodes were.
pub(super) fn convert(
    page: &Arc<str>,
    document: &mut Value,
    moved: &mut Vec<Moves>,
) -> Vec<Diagnostic> {
    let Some(original) = document.as_object().filter(|it| is_swagger_2(it)) else {
        return Vec::new();
    };
    let original = original.clone();
    let mut conversion = Conversion {
        page,
        original: &original,
        consumes: media_types(original.get("consumes")).unwrap_or_else(json_only),
        produces: media_types(original.get("produces")).unwrap_or_else(json_only),
        moved: Moves::new(),
        diagnostics: Vec::new(),
    };
    let mut converted = conversion.document();
    rename_references(&mut converted);
    *document = converted;
    moved.push(conversion.moved);
    conversion.diagnostics
}

/// Whether the document says that it is of this version.
fn is_swagger_2(document: &Map<String, Value>) -> bool {
    match document.get("swagger") {
        Some(Value::String(version)) => version == "2.0" || version == "2",
        Some(version) => version.as_f64() == Some(2.0),
        None => false,
    }
}

impl Conversion<'_> {
    fn document(&mut self) -> Value {
        let at = Pointer::root();
        let mut fields = json!({ "openapi": super::VERSION });
        let Value::Object(out) = &mut fields else {
            return fields;
        };
        let mut rest = self.split(Object::Document, self.original.clone(), &at, out);
        if let Some(servers) = server::servers(self, &rest) {
            out.insert("servers".to_owned(), servers);
            self.record(at.child("servers"), &at.child("host"));
        }
        if let Some(Value::Object(paths)) = out.get_mut("paths") {
            let at = at.child("paths");
            for (path, item) in paths.iter_mut().filter(|(path, _)| !path.starts_with("x-")) {
                operation::path_item(self, item, &at.child(path));
            }
        }
        let mut components = Map::new();
        for (section, field) in SECTIONS {
            if let Some(value) = rest.shift_remove(field) {
                let to: Pointer = ["components", section].iter().collect();
                let value = self.section(section, value, &to);
                self.record(to, &at.child(field));
                components.insert(section.to_owned(), value);
            }
        }
        if !components.is_empty() {
            out.insert("components".to_owned(), Value::Object(components));
        }
        fields
    }

    /// A field of 2.0 as a section of the components, which will be at `at`.
    fn section(&mut self, section: &str, mut value: Value, at: &Pointer) -> Value {
        let Value::Object(entries) = &mut value else {
            return value;
        };
        if section == "parameters" {
            // These are not parameters of 3.0; where they are used, they become bodies.
            entries.retain(|_, entry| !parameter::is_body(entry));
        }
        for (name, entry) in entries
            .iter_mut()
            .filter(|(name, _)| !name.starts_with("x-"))
        {
            let at = at.child(name);
            match section {
                "parameters" => parameter::parameter(self, entry, &at),
                "responses" => {
                    let produces = self.produces.clone();
                    response::response(self, entry, &produces, &at, &at);
                }
                "securitySchemes" => security::scheme(self, entry, &at),
                _ => {}
            }
        }
        value
    }

    /// Copies to `out` what is the same in 3.0, and returns what has to be converted.
    fn split(
        &mut self,
        object: Object,
        mut fields: Map<String, Value>,
        at: &Pointer,
        out: &mut Map<String, Value>,
    ) -> Map<String, Value> {
        let mut rest = Map::new();
        let names: Vec<String> = fields.keys().cloned().collect();
        for name in names {
            let treatment = table::treatment(object, &name);
            if treatment == Some(Treatment::Extension) {
                let message = format!("`{name}` cannot be expressed in OpenAPI 3.0");
                let label = "has no effect; kept as an `x-` extension";
                self.report(Code::UnsupportedKeyword, message, &at.child(&name), label);
                to_extension(&mut fields, &name);
            }
        }
        for (name, value) in fields {
            match table::treatment(object, &name) {
                Some(Treatment::Converted) => rest.insert(name, value),
                Some(Treatment::NoEffect) => None,
                // What the specification does not define is reported like anything unknown.
                Some(Treatment::Kept | Treatment::Extension) | None => out.insert(name, value),
            };
        }
        rest
    }

    /// Records that the node at `to` was read from `from`.
    fn record(&mut self, to: Pointer, from: &Pointer) {
        if to != *from {
            let origin = Origin::new(Arc::clone(self.page), from.clone());
            self.moved.push((to, origin));
        }
    }

    /// Adds a diagnostic with one label, at the node `at` of the converted document.
    fn report(&mut self, code: Code, message: String, at: &Pointer, label: &str) {
        let origin = Origin::new(Arc::clone(self.page), at.clone());
        self.diagnostics
            .push(Diagnostic::new(code, message).at(origin, label));
    }

    /// The parameter or response of the document that an object means, if it is a reference.
    fn resolve<'v>(&'v self, mut value: &'v Value) -> &'v Value {
        // `alias` reports cycles; here the chain only has to end.
        for _ in 0..64 {
            let Some(target) = value.get("$ref").and_then(Value::as_str) else {
                return value;
            };
            let tokens: Vec<&str> = target.split('/').collect();
            let found = match tokens[..] {
                ["#", field, name] => self.original.get(field).and_then(|field| field.get(name)),
                _ => None,
            };
            match found {
                Some(found) => value = found,
                None => return value,
            }
        }
        value
    }
}

/// The strings of `consumes` or `produces`; none where there is none, or it is empty.
fn media_types(value: Option<&Value>) -> Option<Vec<String>> {
    let all = value?.as_array()?.iter();
    let all: Vec<String> = all.filter_map(Value::as_str).map(str::to_owned).collect();
    (!all.is_empty()).then_some(all)
}

fn json_only() -> Vec<String> {
    vec!["application/json".to_owned()]
}

/// Changes references to the fields of 2.0 to references to the components, and those to the
/// schema of a response to the schema of its first content.
fn rename_references(document: &mut Value) {
    let before = document.clone();
    change_references(document, &mut |target| {
        let pointer: Pointer = target.strip_prefix('#')?.parse().ok()?;
        let tokens: Vec<_> = pointer.tokens().collect();
        let tokens: Vec<&str> = tokens.iter().map(|token| &**token).collect();
        let (to, rest): (Pointer, &[&str]) = match tokens[..] {
            [field, ref rest @ ..] if SECTIONS.iter().any(|(_, from)| *from == field) => {
                let (section, _) = SECTIONS.iter().find(|(_, from)| *from == field)?;
                (["components", section].iter().collect(), rest)
            }
            ["paths", path, method, "responses", status, ref rest @ ..]
                if rest.first() == Some(&"schema") =>
            {
                let response = ["paths", path, method, "responses", status];
                let content: Pointer = response.iter().chain(&["content"]).collect();
                let first = before
                    .pointer(content.as_str())?
                    .as_object()?
                    .keys()
                    .next()?;
                (content.child(first), rest)
            }
            _ => return None,
        };
        let to = rest.iter().fold(to, |to, token| to.child(token));
        Some(format!("#{to}"))
    });
}
