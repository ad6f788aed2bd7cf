//! Merged document → IR. The last place that knows OpenAPI.
//!
//! It decides nothing that can be decided later: types stay in place, names are
//! empty, unions are undecided. What it cannot express it reports with its
//! place, and leaves the operation out rather than half of it in.

mod all_of;
mod base;
mod body;
mod body_examples;
mod branch_constraints;
mod combine;
mod constraints;
mod credential;
mod docs;
mod encoding;
mod error_reference;
mod error_response;
mod examples;
mod fields_in_branches;
mod form;
mod incoming;
mod lifecycle;
mod media;
mod narrow;
mod null;
mod object;
mod object_like;
mod once;
mod operation;
mod operation_id;
mod own_fields;
mod paging;
mod parameter;
mod password;
mod recursive;
mod required;
mod response;
mod response_header;
mod same;
mod same_content;
mod schema;
mod security;
mod server;
mod stream;
mod union;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use openapiv3::{OpenAPI, ReferenceOr};

use self::{
    base::{Bases, DESCENDANT_LIMIT},
    error_reference::error_references,
};
use crate::{
    diagnostic::{Code, Diagnostic, Reported},
    extract::Page,
    ir::{Api, Description, Docs, Shape, TypeDef, TypeKey, TypeKind, TypeRef, Usage},
    merge::Document,
    source::{Origin, Pointer},
};

/// The IR of `document`. Samples of pages without a schema, and what introduces pages of prose,
/// come from `pages`.
pub fn lower(document: &Document, pages: &[Page]) -> (Api, Vec<Diagnostic>) {
    lower_within(document, pages, all_of::FIELD_LIMIT)
}

/// As [`lower`], with a limit for the fields that schemas copy from others.
fn lower_within(document: &Document, pages: &[Page], field_limit: usize) -> (Api, Vec<Diagnostic>) {
    let (bases, beyond_limit) = Bases::new(&document.api, DESCENDANT_LIMIT);
    let mut lowering = Lowering {
        document,
        api: &document.api,
        diagnostics: Vec::new(),
        skipped: BTreeMap::new(),
        shared_errors: BTreeMap::new(),
        field_limit,
        copied_fields: 0,
        narrowed: 0,
        targets: BTreeMap::new(),
        recursive: BTreeSet::new(),
        bases,
        error_references: error_references(&document.api),
    };
    lowering.find_recursive();
    if let Some(base) = beyond_limit {
        lowering.report_descendants(&base);
    }
    let skipped = [
        (ERROR_IN_DOCUMENT, document.skipped),
        (CONFLICT, document.conflicting),
    ];
    for (reason, count) in skipped.into_iter().filter(|(_, count)| *count > 0) {
        lowering.skipped.insert(reason.to_owned(), count);
    }
    let mut api = Api {
        title: document.api.info.title.clone(),
        docs: Docs(document.api.info.description.clone().unwrap_or_default()),
        servers: lowering.servers(),
        schemes: lowering.schemes(),
        tags: lowering.tags(),
        leads: leads(pages),
        ..Api::default()
    };
    lowering.undeclared_credential(&api.schemes);
    lowering.operations(&mut api);
    lowering.components(&mut api);
    lowering.incoming(&mut api);
    for (key, def) in std::mem::take(&mut lowering.shared_errors) {
        api.types.insert(key, def);
    }
    examples::add_those_of_pages(&mut api, pages);
    api.skipped = lowering.skipped;
    (api, lowering.diagnostics)
}

/// What lowering reads, and what it has to say.
struct Lowering<'a> {
    document: &'a Document,
    api: &'a OpenAPI,
    diagnostics: Vec<Diagnostic>,
    /// How many operations are left out, by reason.
    skipped: BTreeMap<String, usize>,
    /// The bodies of errors that the document names as responses.
    shared_errors: BTreeMap<TypeKey, TypeDef>,
    /// How many fields may be copied into schemas that consist of others.
    field_limit: usize,
    /// How many were copied.
    copied_fields: usize,
    /// How many components are being lowered again, one inside the other, to be narrowed.
    narrowed: usize,
    /// The components that were, with their types.
    targets: BTreeMap<String, TypeRef>,
    /// The components that are parts of themselves.
    recursive: BTreeSet<String>,
    /// The components that are parts of their branches.
    bases: Bases,
    /// The references that only errors have.
    error_references: BTreeSet<&'a str>,
}

/// The reason why `normalise` left an operation out.
const ERROR_IN_DOCUMENT: &str = "an error in the document";
/// The reason why `merge` left an operation out.
const CONFLICT: &str = "a difference between pages";

impl Lowering<'_> {
    fn origin(&self, pointer: &Pointer) -> Origin {
        self.document.origins.of(pointer)
    }

    fn components(&mut self, api: &mut Api) {
        let Some(components) = &self.api.components else {
            return;
        };
        let root = Pointer::root().child("components").child("schemas");
        for (name, schema) in &components.schemas {
            let pointer = root.child(name);
            let item = self.item(schema, &pointer);
            let mut def = match item {
                // Whether it can be null is known where it is used.
                TypeRef {
                    shape: Shape::Inline(mut def),
                    constraints,
                    ..
                } => {
                    if let TypeKind::Union(union) = &mut def.kind {
                        union.constraints = constraints;
                    }
                    *def
                }
                item => TypeDef {
                    docs: Docs::default(),
                    kind: TypeKind::Alias(item),
                    usage: Usage::default(),
                    origin: self.origin(&pointer),
                },
            };
            if let ReferenceOr::Item(schema) = schema
                && schema.schema_data.deprecated
            {
                def.docs = docs::deprecated(&def.docs);
            }
            api.incoming
                .extend(incoming::requests(name, schema, &def.origin));
            api.types.insert(TypeKey::component(name), def);
        }
    }

    fn tags(&self) -> BTreeMap<String, Description> {
        let at = Pointer::root().child("tags");
        let tags = self.api.tags.iter().enumerate();
        tags.map(|(index, tag)| {
            let description = tag.description.iter().map(|text| text.trim().to_owned());
            let more = tag
                .external_docs
                .iter()
                .map(|more| format!("See <{}>.", more.url));
            let paragraphs: Vec<String> = description.chain(more).collect();
            let described = Description {
                docs: Docs(paragraphs.join("\n\n").trim().to_owned()),
                origin: self.origin(&at.index(index)),
            };
            (tag.name.clone(), described)
        })
        .collect()
    }

    /// Reports something that is documented and that generated code does not say.
    fn warn_unsupported(&mut self, at: &Pointer, what: impl Into<String>) {
        let origin = self.origin(at);
        self.diagnostics
            .push(Diagnostic::new(Code::UnsupportedFeature, what).at(origin, "declared here"));
    }

    /// Reports that an operation is left out, and why.
    fn skip(&mut self, at: &Pointer, what: &str) -> Reported {
        *self.skipped.entry(what.to_owned()).or_default() += 1;
        let tokens: Vec<_> = at.tokens().collect();
        let message = match &tokens[..] {
            [_, path, method, ..] => {
                let method = method.to_ascii_uppercase();
                format!("`{method} {path}` is left out: it has {what}")
            }
            _ => format!(
                "`{}` is left out: it has {what}",
                at.last().unwrap_or_default()
            ),
        };
        Diagnostic::new(Code::SkippedOperation, message)
            .at(self.origin(at), "declared here")
            .report(&mut self.diagnostics)
    }
}

/// What introduces each page of prose.
fn leads(pages: &[Page]) -> Vec<Description> {
    let leads = pages.iter().filter_map(|page| {
        let lead = page.lead.as_ref()?;
        Some(Description {
            docs: Docs(lead.text.clone()),
            origin: Origin::new(Arc::clone(&page.path), Pointer::root()),
        })
    });
    leads.collect()
}

/// The pointer and the name of the component of `kind` that a reference means;
/// `None` where it means another part of the document.
fn component(reference: &str, kind: &str) -> Option<(Pointer, String)> {
    let pointer: Pointer = reference.strip_prefix('#')?.parse().ok()?;
    let name = pointer.last()?.into_owned();
    let declared = Pointer::root().child("components").child(kind).child(&name);
    (pointer == declared).then_some((pointer, name))
}
