//! Merged document → IR. The last place that knows OpenAPI.
//!
//! It decides nothing that can be decided later: types stay in place, names are
//! empty, unions are undecided. What it cannot express it reports with its
//! place, and leaves the operation out rather than half of it in.

mod bounds;
mod object;
mod schema;

use openapiv3::{
    MediaType, OpenAPI, Operation as Source, ReferenceOr, RequestBody, Response as Answer,
    SecurityScheme, StatusCode,
};
use serde_json::Value;

use crate::{
    diagnostic::{Diagnostic, Spot},
    extract::Page,
    ident::RustIdent,
    ir::{
        Api, Docs, Item, Kind, Operation, OperationKey, Placement, Request, Response, Scheme,
        Shape, TypeDef, TypeKey, Usage,
    },
    merge::Document,
    origin::{Origin, Pointer},
    sample::{self, Sample, Side},
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
                Item {
                    shape: Shape::Inline(def),
                    ..
                } => *def,
                item => TypeDef {
                    rust: RustIdent::default(),
                    docs: Docs::default(),
                    kind: Kind::Alias(item),
                    usage: Usage::default(),
                    origin: self.origin(&pointer),
                },
            };
            api.types.insert(TypeKey::component(name), def);
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
                placement: placement(scheme),
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
                operations.extend(self.refuse::<Operation>(&at, "a path that is only a reference"));
                continue;
            };
            for (method, source) in item.iter() {
                let pointer = at.child(method);
                let parameters = item.parameters.iter().chain(&source.parameters);
                if parameters.count() > 0 {
                    operations.extend(
                        self.refuse::<Operation>(&pointer, "parameters outside of the body"),
                    );
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
        let low_confidence = self
            .document
            .low_confidence
            .contains(&(key.method.to_ascii_lowercase(), key.path.clone()));
        if low_confidence {
            let message = format!("`{key}` is known only from a page without a schema");
            self.diagnostics
                .push(Diagnostic::note("low-confidence", message).at(
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
            auth: self.auth(source, at),
            samples: self.samples(source, at),
            deprecated: source.deprecated,
            low_confidence,
            origin: self.origin(at),
            key,
        })
    }

    fn request(&mut self, body: &ReferenceOr<RequestBody>, at: &Pointer) -> Option<Request> {
        let (body, at) = match body {
            ReferenceOr::Item(body) => (body, at.clone()),
            ReferenceOr::Reference { reference } => {
                let found = component(reference, "requestBodies");
                let components = self.api.components.as_ref();
                match found.and_then(|(pointer, name)| {
                    Some((components?.request_bodies.get(&name)?, pointer))
                }) {
                    Some((ReferenceOr::Item(body), pointer)) => (body, pointer),
                    _ => return self.refuse(at, "a request body that is no component"),
                }
            }
        };
        let Some((name, media)) = json_media(body.content.iter()) else {
            return self.refuse(&at, "a request body that is not JSON");
        };
        let (shape, origin) = self.body(media, &at.child("content").child(name))?;
        Some(Request { shape, origin })
    }

    fn response(&mut self, source: &Source, at: &Pointer) -> Option<Response> {
        let success = source.responses.responses.iter().find(|(status, _)| {
            matches!(status, StatusCode::Code(200..=299) | StatusCode::Range(2))
        });
        let (answer, at) = match success {
            None => match &source.responses.default {
                Some(answer) => (answer, at.child("default")),
                None => return Some(self.silent(at)),
            },
            Some((status, answer)) => (answer, at.child(&status.to_string())),
        };
        let (answer, at) = match answer {
            ReferenceOr::Item(answer) => (answer, at),
            ReferenceOr::Reference { reference } => {
                let found = component(reference, "responses");
                let components = self.api.components.as_ref();
                match found
                    .and_then(|(pointer, name)| Some((components?.responses.get(&name)?, pointer)))
                {
                    Some((ReferenceOr::Item(answer), pointer)) => (answer, pointer),
                    _ => return self.refuse(&at, "a response that is no component"),
                }
            }
        };
        self.answer(answer, &at)
    }

    fn answer(&mut self, answer: &Answer, at: &Pointer) -> Option<Response> {
        if answer.content.is_empty() {
            return Some(self.silent(at));
        }
        let Some((name, media)) = json_media(answer.content.iter()) else {
            return self.refuse(at, "a response that is not JSON");
        };
        let (shape, origin) = self.body(media, &at.child("content").child(name))?;
        Some(Response {
            body: Some(shape),
            envelope: None,
            value: None,
            origin,
        })
    }

    fn silent(&self, at: &Pointer) -> Response {
        Response {
            body: None,
            envelope: None,
            value: None,
            origin: self.origin(at),
        }
    }

    fn body(&mut self, media: &MediaType, at: &Pointer) -> Option<(Shape, Origin)> {
        let pointer = at.child("schema");
        let Some(schema) = &media.schema else {
            return self.refuse(at, "a body without a schema");
        };
        let item = self.item(schema, &pointer);
        Some((item.shape, self.origin(&pointer)))
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
                .push(Diagnostic::warning("combined-schemes", message).at(
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

    fn samples(&mut self, source: &Source, at: &Pointer) -> Vec<Sample> {
        let Some(Value::Array(samples)) = source.extensions.get("x-codeSamples") else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for (index, entry) in samples.iter().enumerate() {
            if entry["label"] != "cURL" {
                continue;
            }
            let Some(text) = entry["source"].as_str() else {
                continue;
            };
            let pointer = at.child("x-codeSamples").index(index).child("source");
            let spot = Spot::Node(self.origin(&pointer));
            let (request, response) = sample::read_curl(text);
            for (side, json) in [(Side::Request, request), (Side::Response, response)] {
                found.extend(json.map(|json| Sample {
                    side,
                    json,
                    spot: spot.clone(),
                    low_confidence: false,
                }));
            }
        }
        found
    }

    /// Reports that an operation is left out, and why.
    fn refuse<T>(&mut self, at: &Pointer, what: &str) -> Option<T> {
        self.diagnostics.push(
            Diagnostic::warning(
                "not-generated",
                format!("this operation is left out: it has {what}"),
            )
            .at(self.origin(at), "declared here"),
        );
        None
    }
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
                spot: Spot::Span {
                    page: page.path.clone(),
                    range: sample.range.clone(),
                },
                low_confidence: true,
            }));
        }
    }
    samples
}

fn placement(scheme: &SecurityScheme) -> Placement {
    match scheme {
        SecurityScheme::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("bearer") => {
            Placement::Bearer
        }
        SecurityScheme::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("basic") => {
            Placement::Basic
        }
        SecurityScheme::HTTP { scheme, .. } => Placement::Unsupported(scheme.clone()),
        SecurityScheme::APIKey {
            location: openapiv3::APIKeyLocation::Header,
            name,
            ..
        } => Placement::Header(name.clone()),
        SecurityScheme::APIKey { .. } => Placement::Unsupported("apiKey".to_owned()),
        SecurityScheme::OAuth2 { .. } => Placement::Bearer,
        SecurityScheme::OpenIDConnect { .. } => Placement::Bearer,
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

/// The JSON form of a body, if it has one.
fn json_media<'a>(
    content: impl Iterator<Item = (&'a String, &'a MediaType)>,
) -> Option<(&'a str, &'a MediaType)> {
    content
        .map(|(name, media)| (name.as_str(), media))
        .find(|(name, _)| {
            let essence = name
                .split(';')
                .next()
                .unwrap_or_default()
                .trim()
                .to_ascii_lowercase();
            essence == "application/json" || essence.ends_with("+json") || essence == "*/*"
        })
}

/// The pointer and the name of the component of `kind` that a reference means;
/// `None` where it means another part of the document.
fn component(reference: &str, kind: &str) -> Option<(Pointer, String)> {
    let pointer: Pointer = reference.strip_prefix('#')?.parse().ok()?;
    let name = pointer.last()?.into_owned();
    let declared = Pointer::root().child("components").child(kind).child(&name);
    (pointer == declared).then_some((pointer, name))
}
