//! Parameters in the path, the query, headers and cookies.

use std::collections::BTreeSet;

use openapiv3::{
    Content, Parameter, ParameterSchemaOrContent, PathStyle as SourcePathStyle,
    QueryStyle as SourceQueryStyle, ReferenceOr, Schema,
};
use serde_json::Value;

use super::{Lowering, component, lifecycle};
use crate::{
    diagnostic::{Code, Diagnostic, Reported},
    header::is_reserved,
    ir::{
        Access, Binding, Boxing, Docs, Field, Location, MediaType, PathStyle, Presence, QueryStyle,
        Scalar, Shape, free_name,
    },
    normalise::{extension, template::with_slashes},
    source::Pointer,
};

/// What says that reserved characters of a path stay as they are: the keyword, where
/// `normalise` keeps it, and the extension of AutoRest.
const UNENCODED: [&str; 2] = [extension::ALLOW_RESERVED, "x-ms-skip-url-encoding"];

/// A parameter of the query that `content` describes as JSON.
const JSON_IN_QUERY: Location = Location::Query {
    style: QueryStyle::Json,
    explode: false,
    reserved: false,
};

/// What the documentation of a parameter says whose `content` is neither JSON nor text.
const AS_GIVEN: &str =
    "Sent as text: how a value of the documented media type is written is up to the caller.";

/// The parameters of an operation, as the fields of one struct.
#[derive(Debug, Default)]
pub(super) struct Parameters {
    /// In the order of path, query, headers and cookies; those of the path in its order.
    pub(super) fields: Vec<Field>,
    /// Where each field is sent.
    pub(super) bindings: Vec<Binding>,
}

/// A parameter, and where it is declared.
type Declared<'a> = (&'a Parameter, Pointer);

/// How the values of a parameter are written.
struct Form<'a> {
    /// What they are, and where it is declared; none where they are text of another media type.
    schema: Option<(&'a ReferenceOr<Schema>, Pointer)>,
    location: Location,
    /// Whether they are JSON outside of the query, whose style says so.
    is_json: bool,
}

impl<'a> Form<'a> {
    fn of_schema(schema: (&'a ReferenceOr<Schema>, Pointer), location: Location) -> Self {
        Self {
            schema: Some(schema),
            location,
            is_json: false,
        }
    }
}

impl<'a> Lowering<'a> {
    /// The parameters of the operation on `path`: those of the path item at `item_at`,
    /// and its own at `at`, which replace the path item's of the same name and place.
    pub(super) fn parameters(
        &mut self,
        path: &str,
        (shared, item_at): (&'a [ReferenceOr<Parameter>], &Pointer),
        (own, at): (&'a [ReferenceOr<Parameter>], &Pointer),
    ) -> Result<Parameters, Reported> {
        let mut declared: Vec<Declared<'a>> = Vec::new();
        for (list, at) in [(shared, item_at), (own, at)] {
            for (index, parameter) in list.iter().enumerate() {
                let at = at.child("parameters").index(index);
                let found = self.resolve_parameter(parameter, at)?;
                let duplicate = declared
                    .iter_mut()
                    .find(|known| is_same_parameter(known.0, found.0));
                match duplicate {
                    Some(duplicate) => *duplicate = found,
                    None => declared.push(found),
                }
            }
        }
        let mut lowered = Vec::new();
        for (parameter, pointer) in &declared {
            lowered.extend(self.parameter(parameter, pointer));
        }
        let template = template_names(path);
        lowered
            .iter_mut()
            .for_each(|it| accept_slashes(it, &template));
        let mut undeclared = self.undeclared(&template, &lowered, item_at);
        undeclared
            .iter_mut()
            .for_each(|it| accept_slashes(it, &template));
        lowered.extend(undeclared);
        lowered.sort_by_key(|(_, binding)| rank(binding, &template));
        Ok(with_field_names(lowered))
    }

    /// The parameter itself, where it is a reference.
    fn resolve_parameter(
        &mut self,
        parameter: &'a ReferenceOr<Parameter>,
        at: Pointer,
    ) -> Result<Declared<'a>, Reported> {
        let reference = match parameter {
            ReferenceOr::Item(parameter) => return Ok((parameter, at)),
            ReferenceOr::Reference { reference } => reference,
        };
        let found = component(reference, "parameters").and_then(|(pointer, name)| {
            let components = self.api.components.as_ref()?;
            Some((components.parameters.get(&name)?, pointer))
        });
        match found {
            Some((ReferenceOr::Item(parameter), pointer)) => Ok((parameter, pointer)),
            _ => Err(self.skip(&at, "a parameter that is not a component")),
        }
    }

    /// The field of a parameter and where it is sent; nothing where the client sets it
    /// by itself.
    fn parameter(&mut self, parameter: &Parameter, at: &Pointer) -> Option<(Field, Binding)> {
        let data = parameter.parameter_data_ref();
        let location = location(parameter);
        if matches!(location, Location::Header { .. }) && is_reserved(&data.name) {
            let message = format!("the header `{}` cannot be set by a parameter", data.name);
            self.diagnostics.push(
                Diagnostic::new(Code::ReservedHeader, message)
                    .at(self.origin(at), "left out: the client sets it"),
            );
            return None;
        }
        let Form {
            schema,
            location,
            is_json,
        } = self.form(parameter, location, at);
        let item = match &schema {
            Some((schema, at)) => self.item(schema, at),
            None => Shape::Scalar(Scalar::String).into(),
        };
        let schema = schema.map(|(schema, _)| schema);
        let text = data.description.as_deref().unwrap_or_default();
        let mut docs = match schema.and_then(|schema| self.described_by(schema)) {
            Some(schema) => self.documentation(&data.name, text, schema),
            None => Docs(text.trim().to_owned()),
        };
        if schema.is_none() {
            docs = docs.with_paragraph(AS_GIVEN);
        }
        let field = Field {
            wire: data.name.clone(),
            docs,
            shape: item.shape,
            // No place of a request outside of the body can hold null.
            presence: Presence::new(data.required, false),
            boxing: Boxing::None,
            secret: schema.is_some_and(|schema| self.is_password(schema, 0)),
            access: Access::Both,
            constraints: item.constraints,
            deprecated: lifecycle::deprecated(
                data.deprecated.unwrap_or_default(),
                &data.extensions,
            ),
            origin: self.origin(at),
        };
        let binding = Binding {
            field: data.name.clone(),
            wire: data.name.clone(),
            location,
            json: is_json,
            origin: self.origin(at),
        };
        Some((field, binding))
    }

    /// How the values of a parameter are written, with the media type that its `content` may have.
    fn form<'p>(&mut self, parameter: &'p Parameter, location: Location, at: &Pointer) -> Form<'p> {
        let data = parameter.parameter_data_ref();
        let content = match &data.format {
            ParameterSchemaOrContent::Schema(schema) => {
                return Form::of_schema((schema, at.child("schema")), location);
            }
            ParameterSchemaOrContent::Content(content) => content,
        };
        let at_content = at.child("content");
        let at_schema = |media: &str| at_content.child(media).child("schema");
        if let Some((media, schema, _)) = self.json_form(content) {
            let is_json = !matches!(location, Location::Query { .. });
            let location = if is_json { location } else { JSON_IN_QUERY };
            return Form {
                is_json,
                ..Form::of_schema((schema, at_schema(media)), location)
            };
        }
        // Text is written as a string is without a media type.
        if let Some((media, schema)) = text_schema(content) {
            return Form::of_schema((schema, at_schema(media)), location);
        }
        let (place, wire) = (location.as_str(), &data.name);
        let what = format!(
            "the {place} parameter `{wire}` is taken as text: its `content` is neither JSON nor text"
        );
        self.warn_unsupported(&at_content, what);
        Form {
            schema: None,
            location,
            is_json: false,
        }
    }

    /// A string for each name of the path that no parameter declares, which
    /// `normalise` has warned about.
    fn undeclared(
        &self,
        template: &[&str],
        lowered: &[(Field, Binding)],
        at: &Pointer,
    ) -> Vec<(Field, Binding)> {
        let is_declared = |name: &str| {
            lowered.iter().any(|(_, binding)| {
                matches!(binding.location, Location::Path { .. }) && binding.wire == name
            })
        };
        let names = template.iter().filter(|name| !is_declared(name));
        names
            .map(|name| {
                let field = Field {
                    wire: (*name).to_owned(),
                    docs: Docs::default(),
                    shape: Shape::Scalar(Scalar::String),
                    presence: Presence::Required,
                    boxing: Boxing::None,
                    secret: false,
                    access: Access::Both,
                    constraints: Vec::new(),
                    deprecated: None,
                    origin: self.origin(at),
                };
                let binding = Binding {
                    field: field.wire.clone(),
                    wire: field.wire.clone(),
                    location: Location::Path {
                        style: PathStyle::Simple,
                        explode: false,
                        reserved: false,
                    },
                    json: false,
                    origin: self.origin(at),
                };
                (field, binding)
            })
            .collect()
    }
}

/// The media type and the schema of a parameter that is written as text.
fn text_schema(content: &Content) -> Option<(&str, &ReferenceOr<Schema>)> {
    let (media, content) = content.iter().find(|(media, _)| {
        let media = media.parse::<MediaType>();
        media.is_ok_and(|media| media.is_text())
    })?;
    Some((media, content.schema.as_ref()?))
}

/// Whether two parameters are the same one, so that the later one replaces the other.
fn is_same_parameter(one: &Parameter, other: &Parameter) -> bool {
    one.parameter_data_ref().name == other.parameter_data_ref().name
        && location(one).as_str() == location(other).as_str()
}

/// Where a parameter is sent, with the defaults of the specification: lists and objects
/// in the query and in cookies are written apart, all others are not.
fn location(parameter: &Parameter) -> Location {
    let explode = |default| parameter.parameter_data_ref().explode.unwrap_or(default);
    match parameter {
        Parameter::Path { style, .. } => Location::Path {
            style: match style {
                SourcePathStyle::Simple => PathStyle::Simple,
                SourcePathStyle::Label => PathStyle::Label,
                SourcePathStyle::Matrix => PathStyle::Matrix,
            },
            explode: explode(false),
            reserved: UNENCODED.iter().any(|name| {
                let extensions = &parameter.parameter_data_ref().extensions;
                extensions.get(*name).and_then(Value::as_bool) == Some(true)
            }),
        },
        Parameter::Query {
            style,
            allow_reserved,
            ..
        } => {
            let (style, explode) = match style {
                SourceQueryStyle::Form => (QueryStyle::Form, explode(true)),
                SourceQueryStyle::SpaceDelimited => (QueryStyle::SpaceDelimited, explode(false)),
                SourceQueryStyle::PipeDelimited => (QueryStyle::PipeDelimited, explode(false)),
                // It has no form that is not written apart.
                SourceQueryStyle::DeepObject => (QueryStyle::DeepObject, true),
            };
            Location::Query {
                style,
                explode,
                reserved: *allow_reserved,
            }
        }
        Parameter::Header { .. } => Location::Header {
            explode: explode(false),
        },
        Parameter::Cookie { .. } => Location::Cookie {
            explode: explode(true),
        },
    }
}

/// Makes a parameter in the path one with slashes, if its name in braces says so.
fn accept_slashes((field, binding): &mut (Field, Binding), template: &[&str]) {
    let Location::Path { reserved, .. } = &mut binding.location else {
        return;
    };
    let own = binding.wire.as_str();
    if !template.contains(&own)
        && let Some(in_braces) = template.iter().find(|it| with_slashes(it) == Some(own))
    {
        binding.wire = (*in_braces).to_owned();
        *reserved = true;
    } else if let Some(name) = with_slashes(own) {
        field.wire = name.to_owned();
        binding.field.clone_from(&field.wire);
        *reserved = true;
    }
}

/// The names in braces, in order. `normalise` has checked the braces.
fn template_names(path: &str) -> Vec<&str> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let parts = path.split('{').skip(1);
    parts
        .filter_map(|part| Some(part.split_once('}')?.0))
        .collect()
}

/// Path, query, headers, cookies; in the path, the order of the path.
fn rank(binding: &Binding, template: &[&str]) -> (usize, usize) {
    match binding.location {
        Location::Path { .. } => {
            let place = template.iter().position(|name| *name == binding.wire);
            (0, place.unwrap_or(template.len()))
        }
        Location::Query { .. } => (1, 0),
        Location::Header { .. } => (2, 0),
        Location::Cookie { .. } => (3, 0),
        Location::BodyField | Location::Body => (4, 0),
    }
}

/// Gives each field a name of its own: of several with one name, those after the first
/// get their location before it.
fn with_field_names(lowered: Vec<(Field, Binding)>) -> Parameters {
    let mut taken: BTreeSet<String> = lowered
        .iter()
        .map(|(field, _)| field.wire.clone())
        .collect();
    let mut met = BTreeSet::new();
    let mut parameters = Parameters::default();
    for (mut field, mut binding) in lowered {
        if !met.insert(field.wire.clone()) {
            field.wire = free_name(binding.location, &binding.wire, &taken);
            taken.insert(field.wire.clone());
            binding.field.clone_from(&field.wire);
        }
        parameters.fields.push(field);
        parameters.bindings.push(binding);
    }
    parameters
}
