//! The names of all fields and parameters that documents, lists of fields and samples have.

use std::{collections::BTreeSet, sync::Arc};

use serde_json::Value;

use crate::{
    extract::{Evidence, Field},
    yaml::Parsed,
};

/// The names, whether the fields are part of a type or not: passes remove fields, and documents
/// have fields that no operation uses.
pub(crate) struct FieldNames(BTreeSet<String>);

impl FieldNames {
    pub(crate) fn new(documents: &[(Arc<str>, Parsed)], evidence: &[&Evidence]) -> Self {
        let mut names = Self(BTreeSet::new());
        for (_, document) in documents {
            names.add_document(&document.value);
        }
        for operation in evidence {
            names.add_evidence(operation);
        }
        names
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    fn insert(&mut self, name: &str) {
        if !self.has(name) {
            self.0.insert(name.to_owned());
        }
    }

    /// Adds the names in an OpenAPI document, or in a JSON Schema.
    fn add_document(&mut self, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.add_document(item)),
            Value::Object(members) => {
                if let (Value::String(_), Some(name)) = (&value["in"], value["name"].as_str()) {
                    self.insert(name);
                }
                for (key, value) in members {
                    match (key.as_str(), value) {
                        ("properties", Value::Object(properties)) => {
                            for (name, schema) in properties {
                                self.insert(name);
                                self.add_document(schema);
                            }
                        }
                        ("example" | "examples", _) => self.add_sample(value),
                        _ => self.add_document(value),
                    }
                }
            }
            _ => {}
        }
    }

    fn add_sample(&mut self, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.add_sample(item)),
            Value::Object(members) => {
                for (name, value) in members {
                    self.insert(name);
                    self.add_sample(value);
                }
            }
            _ => {}
        }
    }

    fn add_evidence(&mut self, operation: &Evidence) {
        self.add_fields(&operation.parameters);
        for response in &operation.responses {
            self.add_fields(&response.fields);
        }
        let responses = operation.responses.iter();
        let samples = responses.clone().flat_map(|it| &it.samples);
        for sample in operation.requests.iter().chain(samples) {
            self.add_sample(&sample.json);
        }
        let schemas = responses.filter_map(|it| it.schema.as_ref());
        for schema in schemas.chain(&operation.request_schema) {
            self.add_document(schema);
        }
    }

    fn add_fields(&mut self, fields: &[Field]) {
        for field in fields {
            self.insert(&field.wire);
            self.add_fields(&field.fields);
        }
    }
}
