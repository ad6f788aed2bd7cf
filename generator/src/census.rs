//! What a run took in and gave out. Nothing is lost in silence: what could not
//! be expressed is counted here, with its reason.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    diagnostic::{Code, Diagnostic},
    ir::{Api, Shape, TypeKind},
};

/// Counts of one run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Census {
    /// Pages that were read.
    pub pages: usize,
    /// Operations that the pages describe.
    pub operations_in: usize,
    /// Operations that can be called.
    pub operations_out: usize,
    /// Operations known only from a page without a schema.
    pub inferred: usize,
    /// Types with named members.
    pub structs: usize,
    /// Open enums.
    pub enums: usize,
    /// Open unions.
    pub unions: usize,
    /// Kinds of ids.
    pub ids: usize,
    /// Places that hold any JSON: why → how many.
    pub raw_json: BTreeMap<&'static str, usize>,
}

impl Census {
    /// Counts `api`, which was made from `pages` pages with `operations` operations.
    pub fn take(api: &Api, pages: usize, operations: usize) -> Self {
        let mut census = Self {
            pages,
            operations_in: operations,
            operations_out: api.operations.len(),
            inferred: api
                .operations
                .values()
                .filter(|operation| operation.lifecycle.inferred)
                .count(),
            ids: api.ids.len(),
            ..Self::default()
        };
        for def in api.types.values().filter(|def| def.usage.is_emitted()) {
            match def.kind {
                TypeKind::Struct(_) => census.structs += 1,
                TypeKind::Enum(_) => census.enums += 1,
                TypeKind::Union(_) => census.unions += 1,
                TypeKind::Alias(_) => {}
            }
            def.shapes()
                .into_iter()
                .for_each(|shape| census.count_json(shape));
        }
        for operation in api.operations.values() {
            operation
                .shapes()
                .for_each(|shape| census.count_json(shape));
        }
        census
    }

    /// What the counts alone say is wrong.
    pub fn complaints(&self) -> Vec<Diagnostic> {
        if self.operations_in > 0 {
            return Vec::new();
        }
        let nothing = Diagnostic::new(Code::NoOperations, "no page describes an operation");
        vec![nothing.help("is this the folder of the pages?")]
    }

    fn count_json(&mut self, shape: &Shape) {
        shape.walk(&mut |shape| {
            if let Shape::Json(why) = shape {
                *self.raw_json.entry(why).or_default() += 1;
            }
        });
    }

    /// One line, and one more for each reason why a place holds any JSON.
    pub fn sentence(&self) -> String {
        let raw: usize = self.raw_json.values().sum();
        let mut text = format!(
            "{} pages, {} operations in, {} out ({} of low confidence); {} structs, {} enums, {} unions, {} kinds of ids, {raw} raw JSON",
            self.pages,
            self.operations_in,
            self.operations_out,
            self.inferred,
            self.structs,
            self.enums,
            self.unions,
            self.ids,
        );
        for (why, count) in &self.raw_json {
            text.push_str(&format!("\n  raw JSON {count} times: {why}"));
        }
        text
    }
}
