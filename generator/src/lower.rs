//! Merged document → IR. The last place that knows OpenAPI.
//!
//! It decides nothing that can be decided later: types stay in place, names are
//! empty, unions are undecided. What it cannot express it reports with its
//! place, and leaves the operation out rather than half of it in.

mod body;
mod constraints;
mod lifecycle;
mod object;
mod schema;

use openapiv3::{OpenAPI, Operation as Source, ReferenceOr, SecurityScheme};
use serde_json::Value;

use crate::{
    diagnostic::{Code, Diagnostic, Location},
    extract::Page,
    ident::RustIdent,
    ir::{
        Api, CredentialLocation, Docs, Operation, OperationKey, Scheme, Shape, TypeDef, TypeKey,
        TypeKind, TypeRef, Usage,
    },
    merge::Document,
    origin::{Origin, Pointer},
    sample::{Curl, Form, Sample, Side, Snippet},
};

/// The IR of `document`. Samples of pages without a schema come from `pages`.
pub fn lower(document: &Document, pages: &[Page]) -> (Api, Vec<Diagnostic>) {
    let mut lowering = Lowering {
        document,
        api: &document.api,
        diagnostics: Vec::new(),
    };
    let mut api = Api {
        title: document.api.info.title.clone(),
        docs: Docs(document.api.info.description.clone().unwrap_or_default()),
        endpoint: document
            .api
            .servers
            .first()
            .map(|server| server.url.clone()),
        schemes: lowering.schemes(),
        operations: lowering.operations(),
        ..Api::default()
    };
    lowering.components(&mut api);
    lowering.servers();
    for operation in &mut api.operations {
        operation
            .samples
            .extend(evidence_samples(&operation.key, pages));
    }
    (api, lowering.diagnostics)
}

/// What lowering reads, and what it has to say.
struct Lowering<'a> {
    document: &'a Document,
    api: &'a OpenAPI,
    diagnostics: Vec<Diagnostic>,
}

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
            let def = match item {
                // Whether it can be null is told where it is used.
                TypeRef {
                    shape: Shape::Inline(def),
                    ..
                } => *def,
                item => TypeDef {
                    rust: RustIdent::default(),
                    docs: Docs::default(),
                    kind: TypeKind::Alias(item),
                    usage: Usage::default(),
                    origin: self.origin(&pointer),
                },
            };
            api.types.insert(TypeKey::component(name), def);
        }
    }

    fn servers(&mut self) {
        let at = Pointer::root().child("servers");
        match self.api.servers.len() {
            0 => self.diagnostics.push(
                Diagnostic::new(Code::MissingServer, "no page names a server")
                    .help("whoever makes a client has to give it a base URL"),
            ),
            1 => {}
            more => self.warn_unsupported(
                &at.index(1),
                format!("of {more} servers, the first is the base URL"),
            ),
        }
    }

    fn schemes(&mut self) -> Vec<Scheme> {
        let Some(components) = &self.api.components else {
            return Vec::new();
        };
        let root = Pointer::root().child("components").child("securitySchemes");
        let mut schemes = Vec::new();
        for (name, scheme) in &components.security_schemes {
            let ReferenceOr::Item(scheme) = scheme else {
                continue;
            };
            let origin = self.origin(&root.child(name));
            schemes.push(Scheme {
                wire: name.clone(),
                location: location(scheme),
                origin,
            });
        }
        schemes
    }

    fn operations(&mut self) -> Vec<Operation> {
        let mut operations = Vec::new();
        for (path, item) in &self.api.paths.paths {
            let at = Pointer::root().child("paths").child(path);
            let ReferenceOr::Item(item) = item else {
                operations.extend(self.skip::<Operation>(&at, "a path that is only a reference"));
                continue;
            };
            for (method, source) in item.iter() {
                let pointer = at.child(method);
                let parameters = item.parameters.iter().chain(&source.parameters);
                // A key must not travel to a host that no one named for it.
                if !item.servers.is_empty() || !source.servers.is_empty() {
                    operations.extend(self.skip::<Operation>(&pointer, "servers of its own"));
                    continue;
                }
                if parameters.count() > 0 {
                    operations
                        .extend(self.skip::<Operation>(&pointer, "parameters outside of the body"));
                    continue;
                }
                operations.extend(self.operation(
                    OperationKey::new(method, path),
                    source,
                    &pointer,
                ));
            }
        }
        operations.sort_by(|a, b| a.key.cmp(&b.key));
        operations
    }

    /// `None` where the operation holds something that we cannot call; that is
    /// reported then.
    fn operation(&mut self, key: OperationKey, source: &Source, at: &Pointer) -> Option<Operation> {
        let request = match &source.request_body {
            Some(body) => Some(self.request(body, &at.child("requestBody"))?),
            None => None,
        };
        let response = self.response(source, &at.child("responses"))?;
        let snippets = self.snippets(source, at);
        let inferred = self
            .document
            .inferred
            .contains(&(key.method.to_ascii_lowercase(), key.path.clone()));
        if inferred {
            let message = format!("`{key}` is known only from a page without a schema");
            self.diagnostics
                .push(Diagnostic::new(Code::InferredOperation, message).at(
                    self.origin(at),
                    "what is required, and what is answered, is a guess from its samples",
                ));
        }
        Some(Operation {
            namespace: Vec::new(),
            wire: String::new(),
            rust: RustIdent::default(),
            builder: RustIdent::default(),
            docs: operation_docs(source),
            request,
            arguments: Vec::new(),
            arguments_struct: RustIdent::default(),
            choices: Vec::new(),
            response,
            safe: false,
            paging: None,
            long_running: None,
            auth: self.auth(source, at),
            samples: samples(&snippets),
            snippets,
            deprecated: lifecycle::deprecated(source.deprecated, &source.extensions),
            inferred,
            origin: self.origin(at),
            key,
        })
    }

    /// The schemes that authorise the operation, any one of them.
    ///
    /// An alternative that needs several at once cannot be said yet; where there
    /// is no other, the documents are taken to say nothing.
    fn auth(&mut self, source: &Source, at: &Pointer) -> Option<Vec<String>> {
        let alternatives = source.security.as_ref().or(self.api.security.as_ref())?;
        let mut names: Vec<String> = alternatives
            .iter()
            .filter_map(
                |alternative| match alternative.keys().collect::<Vec<_>>()[..] {
                    [only] => Some(only.clone()),
                    _ => None,
                },
            )
            .collect();
        names.sort();
        names.dedup();
        if names.is_empty() && alternatives.iter().any(|alternative| alternative.len() > 1) {
            let message =
                "several security schemes at once cannot be checked before a call is sent";
            self.diagnostics
                .push(Diagnostic::new(Code::CombinedSecurity, message).at(
                    self.origin(&at.child("security")),
                    "every alternative needs several",
                ));
        }
        // Authentication that may be left out is sent where there is any.
        if names.is_empty() && !alternatives.is_empty() {
            None
        } else {
            Some(names)
        }
    }

    fn snippets(&mut self, source: &Source, at: &Pointer) -> Vec<Snippet> {
        let Some(Value::Array(entries)) = source.extensions.get("x-codeSamples") else {
            return Vec::new();
        };
        let at = at.child("x-codeSamples");
        let snippets = entries.iter().enumerate().filter_map(|(index, entry)| {
            let source = entry["source"].as_str()?;
            Some(Snippet {
                form: Form::of(entry["label"].as_str().unwrap_or_default(), source)?,
                source: source.to_owned(),
                location: Location::Node(self.origin(&at.index(index).child("source"))),
            })
        });
        snippets.collect()
    }

    /// Reports something that is documented and that generated code does not say.
    fn warn_unsupported(&mut self, at: &Pointer, what: impl Into<String>) {
        let origin = self.origin(at);
        self.diagnostics
            .push(Diagnostic::new(Code::UnsupportedFeature, what).at(origin, "declared here"));
    }

    /// Reports that an operation is left out, and why.
    fn skip<T>(&mut self, at: &Pointer, what: &str) -> Option<T> {
        self.diagnostics.push(
            Diagnostic::new(
                Code::SkippedOperation,
                format!("this operation is left out: it has {what}"),
            )
            .at(self.origin(at), "declared here"),
        );
        None
    }
}

/// The JSON that snippets send and show as answers. `agree` tells of what cannot be read.
fn samples(snippets: &[Snippet]) -> Vec<Sample> {
    let mut samples = Vec::new();
    for snippet in snippets.iter().filter(|snippet| snippet.form == Form::Curl) {
        let Ok(curl) = Curl::read(&snippet.source) else {
            continue;
        };
        for (side, json) in [(Side::Request, curl.body), (Side::Response, curl.answer)] {
            samples.extend(json.and_then(Result::ok).map(|json| Sample {
                side,
                json,
                location: snippet.location.clone(),
                inferred: false,
            }));
        }
    }
    samples
}

/// Samples that pages without a schema show for the operation at `key`.
fn evidence_samples(key: &OperationKey, pages: &[Page]) -> Vec<Sample> {
    let mut samples = Vec::new();
    for page in pages {
        let Some(evidence) = &page.legacy else {
            continue;
        };
        if OperationKey::new(&evidence.method, &evidence.path) != *key {
            continue;
        }
        for (side, sample) in [
            (Side::Request, &evidence.request),
            (Side::Response, &evidence.response),
        ] {
            samples.extend(sample.as_ref().map(|sample| Sample {
                side,
                json: sample.json.clone(),
                location: Location::Span {
                    page: page.path.clone(),
                    range: sample.range.clone(),
                },
                inferred: true,
            }));
        }
    }
    samples
}

fn location(scheme: &SecurityScheme) -> CredentialLocation {
    match scheme {
        SecurityScheme::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("bearer") => {
            CredentialLocation::Bearer
        }
        SecurityScheme::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("basic") => {
            CredentialLocation::Basic
        }
        SecurityScheme::HTTP { scheme, .. } => CredentialLocation::Unsupported(scheme.clone()),
        SecurityScheme::APIKey {
            location: openapiv3::APIKeyLocation::Header,
            name,
            ..
        } => CredentialLocation::Header(name.clone()),
        SecurityScheme::APIKey { .. } => CredentialLocation::Unsupported("apiKey".to_owned()),
        SecurityScheme::OAuth2 { .. } => CredentialLocation::Bearer,
        SecurityScheme::OpenIDConnect { .. } => CredentialLocation::Bearer,
    }
}

/// The summary as the first paragraph, the description below it.
fn operation_docs(source: &Source) -> Docs {
    let summary = source.summary.as_deref().unwrap_or_default().trim();
    let description = source.description.as_deref().unwrap_or_default().trim();
    let summary = if description.starts_with(summary) {
        ""
    } else {
        summary
    };
    let paragraphs: Vec<_> = [summary, description]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    Docs(paragraphs.join("\n\n"))
}

/// The pointer and the name of the component of `kind` that a reference means;
/// `None` where it means another part of the document.
fn component(reference: &str, kind: &str) -> Option<(Pointer, String)> {
    let pointer: Pointer = reference.strip_prefix('#')?.parse().ok()?;
    let name = pointer.last()?.into_owned();
    let declared = Pointer::root().child("components").child(kind).child(&name);
    (pointer == declared).then_some((pointer, name))
}
