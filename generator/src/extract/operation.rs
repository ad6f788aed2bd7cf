//! The operation of a section: its request line, its fields and its samples.

mod bare;
mod body;
mod called;
mod envelope;
mod parameters;
mod shared;
mod values;

use std::{collections::BTreeSet, mem, ops::Range, sync::Arc};

use serde_json::{Map, Value};

use self::parameters::{add_obvious_type, add_shown_parameters, placed};
pub(super) use self::{
    bare::{is_bare, is_unanswered},
    called::{Calls, called, of_commands},
};
use super::{
    address::{self, Address},
    auth, base_url,
    command::{self, Command},
    evidence::{Basis, Credential, Evidence, Format, NO_CONTENT, Response, Sample},
    field::{self, Field, Place, Shape},
    request_line::RequestLine,
    section::Section,
    shown::Shown,
    status::{Responses, Statuses},
    words::Role,
};

/// Fields that a list or a table shows together.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) role: Role,
    /// None for a body of which nothing is known but that there is one.
    pub(super) fields: Vec<Field>,
    /// What has the fields, if they are those of a body.
    pub(super) shape: Shape,
    /// The heading or the bold line above the fields, if it does not say what they are part of.
    pub(super) title: Option<String>,
    /// Whether they are those of a type that has this title, or of nothing.
    pub(super) is_type: bool,
    /// Whether nothing says what they are part of.
    pub(super) is_guess: bool,
}

/// The method and the address of an operation.
pub(super) struct Request {
    pub(super) method: String,
    pub(super) address: Address,
    /// The bytes of the page that show them.
    pub(super) range: Range<usize>,
}

impl Request {
    /// Whether requests with its method have a body.
    pub(super) fn has_body(&self) -> bool {
        !matches!(self.method.as_str(), "get" | "head" | "delete")
    }
}

/// The texts and the parts of an operation while it is read.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) groups: Vec<Group>,
    pub(super) shown: Vec<Shown>,
    pub(super) responses: Vec<Response>,
    /// JSON Schemas, each with what it describes.
    pub(super) schemas: Vec<Shown>,
    pub(super) credentials: Vec<Credential>,
    pub(super) statuses: Statuses,
    /// How the body of the request is written, if its fields say it.
    pub(super) format: Option<Format>,
    /// Whether its method, its path and a text are all that there is to know of it.
    pub(super) is_bare: bool,
}

/// The request of a section: its request line, else that of a document which the front matter
/// names.
pub(super) fn request(section: &Section<'_>, commands: &[Command]) -> Option<Request> {
    let outline = section.outline;
    let line = section.request.clone();
    let line = line.or_else(|| outline.in_matter("openapi").filter(|_| section.is_first()));
    let RequestLine {
        method, url, range, ..
    } = line?;
    let mut address = address::parse(&url)?;
    // A line that shows the path alone is completed by a command that calls it.
    if address.server.is_none() {
        let servers = commands.iter().filter_map(|command| {
            let called = address::parse(&command.url)?;
            let base = address::base_of(&called.path, &address.path)?;
            Some((called.server?, base))
        });
        if let Some((server, base)) = servers.into_iter().next() {
            // A parameter is part of the path: it has no value that all operations share.
            let end = base.find("/{").unwrap_or(base.len());
            address.path = format!("{}{}", &base[end..], address.path);
            address.server = Some(format!("{server}{}", &base[..end]));
        }
        if let (None, Some(url)) = (&address.server, outline.base_url) {
            address.path = base_url::below(url, &address.path).to_owned();
            address.server = Some(url.to_owned());
        }
    }
    Some(Request {
        method,
        address,
        range,
    })
}

/// The operation that `request` and `parts` describe; `None` where they are no more than its
/// method and its path, although its section has more.
pub(super) fn evidence(
    section: &Section<'_>,
    request: Request,
    commands: &[Command],
    parts: Parts,
) -> Option<Evidence> {
    let statuses = parts.statuses;
    let shown = parts.shown.iter().filter_map(|it| it.role.status());
    let stated = parts.groups.iter().filter_map(|it| it.role.status());
    let mut found = Found {
        responses: Responses::new(parts.responses, &statuses, shown.chain(stated)),
        credentials: parts.credentials,
        ..Found::default()
    };
    found.add_fields(&request, parts.groups);
    found.add_samples(parts.shown);
    let format = parts.format.or_else(|| body::stated_format(section));
    found.request_format = format.filter(|_| request.has_body());
    let of_request = |command: &&Command| command.is_of(&request.method, &request.address);
    found.add_calls(commands.iter().filter(of_request));
    found.add_schemas(parts.schemas);
    // Where the request has a body, the page would be about more than the response.
    if !request.has_body() || found.basis().is_some() || body::is_unnamed(section) {
        found.responses.add_no_content(&statuses);
    }
    let of_bare = parts.is_bare.then_some(Basis::Samples);
    let basis = found.basis().or(of_bare)?;
    let mut address = request.address;
    let called = commands
        .iter()
        .filter(|it| it.is_of(&request.method, &address));
    let called = called.filter_map(|it| address::parse(&it.url));
    let query: Vec<_> = called.flat_map(|it| it.query).collect();
    address.query.extend(query);
    if found.requests.is_empty() && found.shown.is_empty() {
        parameters::move_to_query(&mut found.parameters, &found.guessed, &address);
    }
    found.complete(&address);
    if found.credentials.is_empty() {
        found.credentials.extend(auth::stated(section.text()));
    }
    Some(Evidence {
        page: Arc::clone(section.outline.file.path()),
        range: request.range,
        method: request.method,
        path: address.path,
        server: address.server,
        title: parts.title,
        description: parts.description,
        basis,
        parameters: found.parameters,
        requests: found.requests,
        request_format: found.request_format.unwrap_or_default(),
        request_shape: found.request_shape,
        request_schema: found.request_schema,
        responses: nested(found.responses.complete(&statuses)),
        is_public: auth::is_public(section.text()),
        credentials: found.credentials,
    })
}

/// What the parts of an operation say, by where it is sent.
#[derive(Default)]
struct Found {
    parameters: Vec<Field>,
    requests: Vec<Sample>,
    request_format: Option<Format>,
    request_shape: Shape,
    request_schema: Option<Value>,
    has_body: bool,
    /// The names of the fields of the body of which only the method says that they are there.
    guessed: BTreeSet<String>,
    /// The names of the fields that commands send as a form or in parts.
    shown: Vec<String>,
    /// Those of them that are files.
    files: BTreeSet<String>,
    responses: Responses,
    credentials: Vec<Credential>,
}

impl Found {
    fn add_fields(&mut self, request: &Request, groups: Vec<Group>) {
        for Group {
            role,
            fields,
            shape,
            ..
        } in groups
        {
            if role == Role::Request(Some(Place::Body)) {
                self.has_body = true;
                if shape == Shape::List {
                    self.request_shape = shape;
                }
            }
            match role {
                Role::Request(place) => {
                    if place.is_none() {
                        let names = fields.iter().map(|it| it.wire.clone());
                        self.guessed.extend(names);
                    }
                    self.parameters.extend(placed(request, place, fields));
                }
                Role::Response(status) => {
                    let response = self.responses.with(status);
                    response.fields.extend(fields);
                    if shape == Shape::List {
                        response.shape = shape;
                    }
                }
                Role::ResponseHeaders(status) => {
                    self.responses.with(status).headers.extend(fields);
                }
            }
        }
    }

    fn add_samples(&mut self, shown: Vec<Shown>) {
        for Shown { role, sample, .. } in shown {
            match role {
                Role::Request(_) => self.requests.push(sample),
                Role::Response(status) => {
                    let response = self.responses.with(status);
                    response.samples.push(sample);
                }
                Role::ResponseHeaders(_) => {}
            }
        }
    }

    fn add_calls<'a>(&mut self, commands: impl Iterator<Item = &'a Command>) {
        for command in commands {
            self.requests.extend(command.body.clone());
            if let Some(sample) = &command.response {
                let response = self.responses.with(None);
                response.samples.push(sample.clone());
            }
            self.credentials.extend(command.credentials.iter().cloned());
            self.request_format = self.request_format.or(command.format);
            self.shown.extend(command.fields.iter().cloned());
            self.files.extend(command.files.iter().cloned());
        }
    }

    fn add_schemas(&mut self, schemas: Vec<Shown>) {
        for Shown { role, sample, .. } in schemas {
            let schema = match role {
                Role::Request(_) => &mut self.request_schema,
                Role::Response(status) => &mut self.responses.with(status).schema,
                Role::ResponseHeaders(_) => continue,
            };
            schema.get_or_insert(sample.json);
        }
    }

    /// What the types come from, if there is anything that they can come from.
    fn basis(&self) -> Option<Basis> {
        let of_response = |it: &Response| it.schema.is_some() || it.fields.iter().any(is_typed);
        let has_types = self.parameters.iter().any(is_typed)
            || self.request_schema.is_some()
            || self.responses.iter().any(of_response);
        let mut responses = self.responses.iter();
        // Nothing more is to be known of a response without a body.
        let is_shown = |it: &Response| !it.samples.is_empty() || it.status == NO_CONTENT;
        let has_samples = !self.requests.is_empty() || responses.any(is_shown);
        let is_known = has_samples || self.parameters.iter().any(is_text);
        match has_types {
            true => Some(Basis::Fields),
            false => is_known.then_some(Basis::Samples),
        }
    }

    /// Adds what is obvious or shown by the address, leaves out what clients set by themselves,
    /// and puts fields into those that they belong to.
    fn complete(&mut self, address: &Address) {
        // Commands show what the header has.
        let is_shown = self.credentials.iter().any(Credential::is_authorization);
        let in_headers = self.parameters.iter().filter_map(credential);
        let is_new = |it: &Credential| !is_shown || !it.is_authorization();
        let in_headers: Vec<Credential> = in_headers.filter(is_new).collect();
        self.credentials.extend(in_headers);
        self.credentials.sort();
        self.credentials.dedup();
        let content_type = |it: &Field| {
            let is_it = it.place == Place::Header && it.wire.eq_ignore_ascii_case("content-type");
            Format::named_in(&it.description).filter(|_| is_it)
        };
        let stated = self.parameters.iter().find_map(content_type);
        self.request_format = stated.or(self.request_format);
        let is_parameter = |it: &Field| it.place != Place::Header || !is_set_by_client(it);
        self.parameters.retain(is_parameter);
        parameters::keep_brackets(&mut self.parameters, Place::Query);
        self.parameters.iter_mut().for_each(add_obvious_type);
        add_shown_parameters(&mut self.parameters, address);
        let requests = &self.requests;
        self.parameters = field::nest_all(mem::take(&mut self.parameters), |name| {
            has_field(requests, name)
        });
        if self.request_format.unwrap_or_default() != Format::Json {
            parameters::keep_brackets(&mut self.parameters, Place::Body);
        }
        let is_in_body = |field: &Field| field.place == Place::Body;
        if !self.parameters.iter().any(is_in_body) && self.requests.is_empty() {
            let shown = mem::take(&mut self.shown);
            parameters::add_shown_fields(&mut self.parameters, shown, &self.files);
        }
        let has_fields = self.parameters.iter().any(is_in_body);
        if self.has_body && !has_fields && self.requests.is_empty() {
            let any = || Value::Object(Map::new());
            self.request_schema.get_or_insert_with(any);
        }
    }
}

/// The responses, with the fields of each in those that they belong to.
fn nested(mut responses: Vec<Response>) -> Vec<Response> {
    for response in &mut responses {
        envelope::wrap(response);
        let samples = &response.samples;
        response.fields = field::nest_all(mem::take(&mut response.fields), |name| {
            has_field(samples, name)
        });
    }
    responses
}

/// Whether a sample has a field of this name, or its items have.
fn has_field(samples: &[Sample], name: &str) -> bool {
    samples.iter().any(|sample| {
        let items = sample.json.as_array().into_iter().flatten();
        let mut values = items.chain([&sample.json]);
        values.any(|value| value.get(name).is_some())
    })
}

fn is_typed(field: &Field) -> bool {
    field.type_text.is_some() || field.fields.iter().any(is_typed)
}

/// Whether a field is sent as text, whatever its type is.
fn is_text(field: &Field) -> bool {
    matches!(field.place, Place::Path | Place::Query)
}

/// The credential that a header carries.
fn credential(field: &Field) -> Option<Credential> {
    if field.place != Place::Header {
        return None;
    }
    let text = field.description.to_ascii_lowercase();
    match field.wire.eq_ignore_ascii_case("authorization") {
        true if text.contains("basic ") => Some(Credential::Basic),
        true => Some(Credential::Bearer),
        // An optional one does not authenticate.
        false if field.required == Some(true) => command::key(&field.wire),
        false => None,
    }
}

/// Whether the client sets the header, so that it is no parameter.
fn is_set_by_client(field: &Field) -> bool {
    let mut names = ["content-type", "accept"].iter();
    let is_named = names.any(|name| field.wire.eq_ignore_ascii_case(name));
    is_named || credential(field).is_some()
}
