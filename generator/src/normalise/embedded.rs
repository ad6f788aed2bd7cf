//! References that are relative to a schema, as those of JSON Schemas that a tool puts into a
//! document as they are: `#/$defs/Door` is a definition of the schema that the reference is in.

use std::{borrow::Cow, sync::Arc};

use serde_json::{Map, Value};

use super::node::Node;
use crate::{
    bundle::{FILES, percent_decode},
    diagnostic::{Code, Diagnostic},
    source::{Origin, Pointer},
};

/// Keywords that hold definitions.
const DEFINITIONS: &[&str] = &["$defs", "definitions"];

/// Keywords of a schema that is a document of its own.
const OWN: &[&str] = &["$id", "$schema"];

/// How many places the note shows.
const SHOWN: usize = 3;

/// Makes references of the document of those that lead nowhere in it, but somewhere in a schema
/// that they are in.
pub(super) fn resolve(page: &Arc<str>, document: &mut Value) -> Vec<Diagnostic> {
    let mut search = Search {
        document,
        base: Pointer::root(),
        path: Vec::new(),
        schemas: Vec::new(),
        found: Vec::new(),
    };
    search.visit(document, Node::Object);
    if let Some(Value::Object(files)) = document.get(FILES) {
        for (file, value) in files {
            search.base = [FILES, file].iter().collect();
            search.path = vec![Cow::Borrowed(FILES), Cow::Borrowed(file)];
            search.visit(value, Node::Object);
        }
    }
    let found = search.found;
    for (at, target) in &found {
        if let Some(reference) = document.pointer_mut(at.as_str()) {
            *reference = Value::String(target.reference());
        }
    }
    note(page, &found).into_iter().collect()
}

fn note(page: &Arc<str>, found: &[(Pointer, Pointer)]) -> Option<Diagnostic> {
    let message = match found.len() {
        0 => return None,
        1 => "a `$ref` is relative to the schema that it is in".to_owned(),
        count => format!("{count} `$ref`s are relative to the schemas that they are in"),
    };
    let note = Diagnostic::new(Code::EmbeddedReference, message);
    let shown = found.iter().take(SHOWN);
    Some(shown.fold(note, |note, (at, target)| {
        let origin = Origin::new(Arc::clone(page), at.clone());
        note.at(origin, format!("read as `#{target}`"))
    }))
}

struct Search<'d> {
    document: &'d Value,
    /// The file that is searched.
    base: Pointer,
    /// The way to the node at hand.
    path: Vec<Cow<'d, str>>,
    /// The nodes on the way that references may be relative to, outermost first, each with the
    /// length of the way to it.
    schemas: Vec<(usize, &'d Map<String, Value>)>,
    /// Each reference, with the node that it means.
    found: Vec<(Pointer, Pointer)>,
}

impl<'d> Search<'d> {
    fn visit(&mut self, value: &'d Value, node: Node) {
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.visit_below(Cow::Owned(index.to_string()), item, Node::Object);
                }
            }
            Value::Object(fields) => {
                let is_schema = matches!(node, Node::Object)
                    // The root of a file is the document itself.
                    && self.path.len() > self.base.depth()
                    && DEFINITIONS.iter().chain(OWN).any(|keyword| fields.contains_key(*keyword));
                if is_schema {
                    self.schemas.push((self.path.len(), fields));
                }
                if !self.schemas.is_empty() && matches!(node, Node::Object) {
                    self.references(fields);
                }
                for (name, field) in fields {
                    if let Some(node) = node.field(name) {
                        self.visit_below(Cow::Borrowed(name), field, node);
                    }
                }
                if is_schema {
                    self.schemas.pop();
                }
            }
            _ => {}
        }
    }

    fn visit_below(&mut self, token: Cow<'d, str>, value: &'d Value, node: Node) {
        self.path.push(token);
        self.visit(value, node);
        self.path.pop();
    }

    /// Looks at the references of a node: its own, and those of its discriminator.
    fn references(&mut self, fields: &Map<String, Value>) {
        if let Some(Value::String(reference)) = fields.get("$ref") {
            self.reference(&["$ref"], reference);
        }
        let mapping = fields.get("discriminator").and_then(|it| it.get("mapping"));
        let mapping = mapping.and_then(Value::as_object);
        for (tag, target) in mapping.into_iter().flatten() {
            if let Value::String(reference) = target {
                self.reference(&["discriminator", "mapping", tag], reference);
            }
        }
    }

    fn reference(&mut self, way: &[&str], reference: &str) {
        if let Some(target) = self.target(reference) {
            let at: Pointer = self.path.iter().collect();
            let at = way.iter().fold(at, |at, token| at.child(token));
            self.found.push((at, target));
        }
    }

    /// The node of an enclosing schema that the reference means, if it means none of the document.
    fn target(&self, reference: &str) -> Option<Pointer> {
        let pointer: Pointer = percent_decode(reference.strip_prefix('#')?)?.parse().ok()?;
        let rest = pointer.as_str().strip_prefix(self.base.as_str())?;
        let is_in_document = self.document.pointer(pointer.as_str()).is_some();
        // No schema is a whole document; a file may be a schema.
        if is_in_document && !pointer.is_root() {
            return None;
        }
        let relative: Pointer = rest.parse().ok()?;
        let first = relative.tokens().next();
        let is_definition = first.is_some_and(|first| DEFINITIONS.contains(&&*first));
        let mut schemas = self.schemas.iter().rev();
        let (length, _) = schemas.find(|(length, fields)| {
            let at: Pointer = self.path.iter().take(*length).collect();
            let exists = || {
                let node = self.document.pointer(at.join(&relative).as_str());
                node.is_some()
            };
            let is_own = OWN.iter().any(|keyword| fields.contains_key(*keyword));
            (is_definition || is_own) && exists()
        })?;
        let at: Pointer = self.path.iter().take(*length).collect();
        Some(at.join(&relative))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn resolved(mut document: Value) -> (Value, usize) {
        let diagnostics = resolve(&Arc::from("page.md"), &mut document);
        (document, diagnostics.len())
    }

    #[test]
    fn the_innermost_schema_that_has_the_definition_is_meant() {
        let inner = json!({"$defs": {"b": {}}, "items": {"$ref": "#/$defs/a"}, "not": {"$ref": "#/$defs/b"}});
        let outer = json!({"$defs": {"a": {}, "b": {}}, "properties": {"$defs": inner}});
        let (document, notes) = resolved(json!({"components": {"schemas": {"x": outer}}}));
        let at = "/components/schemas/x/properties/$defs";
        let inner = document.pointer(at).unwrap();
        assert_eq!(inner["items"]["$ref"], "#/components/schemas/x/$defs/a");
        assert_eq!(inner["not"]["$ref"], format!("#{at}/$defs/b"));
        assert_eq!(notes, 1);
    }

    #[test]
    fn a_schema_of_its_own_is_the_root_of_its_references() {
        let own = json!({"$id": "x", "not": {"$ref": "#"}, "items": {"$ref": "#/not"}});
        let plain = json!({"$defs": {}, "not": {"$ref": "#"}, "items": {"$ref": "#/not"}});
        let document = json!({"a%": own, "b": plain});
        let (found, _) = resolved(document.clone());
        assert_eq!(found["a%"]["not"]["$ref"], "#/a%25");
        assert_eq!(found["a%"]["items"]["$ref"], "#/a%25/not");
        assert_eq!(found["b"], document["b"]);
    }

    #[test]
    fn references_of_the_document_and_of_files_stay() {
        let schema = json!({"$id": "x", "$defs": {"a": {}}, "not": {"$ref": "#/$defs/a"}});
        let document = json!({"$defs": {"a": {}}, "x": schema});
        assert_eq!(resolved(document.clone()), (document, 0));

        let at = format!("#/{FILES}/f.yaml");
        let below = json!({"$defs": {"b": {}}, "not": {"$ref": format!("{at}/$defs/b")}});
        let file = json!({"$id": "x", "items": {"$ref": at}, "below": below});
        let (found, notes) = resolved(json!({FILES: {"f.yaml": file}}));
        let file = &found[FILES]["f.yaml"];
        assert_eq!(file["items"]["$ref"], at);
        assert_eq!(file["below"]["not"]["$ref"], format!("{at}/below/$defs/b"));
        assert_eq!(notes, 1);
    }

    #[test]
    fn data_and_names_are_no_references() {
        let schema = json!({"$defs": {"a": {}}, "example": {"$ref": "#/$defs/a"}, "properties": {"$ref": "#/$defs/a"}});
        let document = json!({"x": schema});
        assert_eq!(resolved(document.clone()), (document, 0));
    }
}
