//! Builds the request of any operation from its parameters and bindings.

use std::borrow::Cow;

use http::{
    HeaderMap, Request,
    header::{CONTENT_TYPE, COOKIE},
};

use super::{
    base_url::BaseUrl,
    body::{BodyValue, RequestBody},
    header::check_header,
    parameter::Parameter,
    path::{PathValue, expand},
    percent::Allow,
    prepared::PreparedRequest,
    query::{Encoding, QueryFormat, form, pairs},
    style,
};
use crate::{
    error::ErrorKind,
    spec::{Binding, BodySpec, Location, OperationSpec},
    transport::Transport,
    value::{EncodeError, JsonPath, wire::ValueRef},
};

/// The request that `request` describes. Its headers are those of parameters and of the body alone.
///
/// # Errors
///
/// If a parameter cannot be encoded for its location, a path parameter is missing or empty, or the
/// parameters do not have the bindings that they need.
pub(crate) fn build(
    request: &PreparedRequest,
    base_url: &BaseUrl,
    transport: &dyn Transport,
) -> Result<Request<Option<RequestBody>>, ErrorKind> {
    let spec = request.spec;
    let mut parts = Parts::default();
    let value = match (&request.params, spec.body) {
        (params, Some(_)) if request.is_plain() => {
            let value = params.as_deref().map(|params| params.to_ref());
            value.map(|value| BodyValue::Whole(value, JsonPath::Root))
        }
        _ => {
            parts.collect(request)?;
            parts.body_value(request)
        }
    };
    let body = match (spec.body, value) {
        (Some(spec), Some(value)) if !(spec.optional && value.is_empty()) => {
            Some(RequestBody::new(spec, value, transport)?)
        }
        _ => None,
    };
    let uri = match &request.target {
        Some(target) => base_url.with_target(target),
        None => base_url.join(&parts.target(spec)?),
    };
    let Some(uri) = uri else {
        return Err(ErrorKind::Config(format!(
            "the path {} cannot follow the base URL",
            spec.path
        )));
    };
    let (body, content_type) = body.unzip();
    let mut built = Request::new(body);
    built.extensions_mut().insert(base_url.path_within(&uri));
    *built.method_mut() = spec.method.clone();
    *built.uri_mut() = uri;
    *built.headers_mut() = parts.headers()?;
    if let Some(content_type) = content_type {
        built.headers_mut().insert(CONTENT_TYPE, content_type);
    }
    Ok(built)
}

/// The parts of a request, as they are collected from the parameters.
#[derive(Default)]
struct Parts<'a> {
    path: Vec<PathValue<'a>>,
    query: Vec<(String, String)>,
    cookies: Vec<(String, String)>,
    headers: HeaderMap,
    body_fields: Vec<(&'a str, ValueRef<'a>)>,
    body: Option<ValueRef<'a>>,
}

impl<'a> Parts<'a> {
    /// Collects all parameters.
    fn collect(&mut self, request: &'a PreparedRequest) -> Result<(), ErrorKind> {
        let spec = request.spec;
        let is_whole = |binding: &Binding| binding.location == Location::Body;
        let has_body_fields =
            spec.body.is_some_and(BodySpec::has_fields) && !spec.bindings.iter().any(is_whole);
        for (field, value) in request.fields()? {
            let binding = spec.bindings.iter().find(|binding| binding.field == field);
            match binding {
                Some(binding) => self.bind(binding, value)?,
                None if request.is_extra(field) && !has_body_fields => {
                    self.bind_query(QueryFormat::DEFAULT, field, value)?;
                }
                None if spec.body.is_some() => self.body_fields.push((field, value)),
                None => {
                    return Err(ErrorKind::Config(format!(
                        "the parameter `{field}` is not bound to a part of the request"
                    )));
                }
            }
        }
        Ok(())
    }

    /// What the body is written from, if there is anything.
    fn body_value(&self, request: &'a PreparedRequest) -> Option<BodyValue<'a>> {
        let is_whole = |binding: &&Binding| binding.location == Location::Body;
        if let Some(binding) = request.spec.bindings.iter().find(is_whole) {
            let path = JsonPath::Key(&JsonPath::Root, binding.field);
            return self.body.map(|value| BodyValue::Whole(value, path));
        }
        let is_empty = request.params.is_none() && self.body_fields.is_empty();
        (!is_empty).then(|| BodyValue::Fields(self.body_fields.clone()))
    }

    /// Adds one parameter to the part of the request that it is bound to.
    fn bind(&mut self, binding: &'static Binding, value: ValueRef<'a>) -> Result<(), ErrorKind> {
        let root = JsonPath::Root;
        let path = JsonPath::Key(&root, binding.field);
        let name = binding.wire;
        let refuse = |reason| Err(ErrorKind::Encode(EncodeError::new(&path, reason)));
        let parameter = || {
            let found = match binding.json {
                true => Parameter::json(value, &path).map(Some),
                false => Parameter::new(value, &path),
            };
            found.map_err(ErrorKind::Encode)
        };
        match binding.location {
            Location::BodyField => self.body_fields.push((name, value)),
            // Only a field that is required is there without a value: `null` is the body.
            Location::Body => self.body = Some(value),
            Location::Path {
                style,
                explode,
                reserved,
            } => {
                let Some(value) = parameter()? else {
                    return refuse("missing value of a path parameter");
                };
                if value.is_empty() {
                    return refuse("a path parameter cannot be empty");
                }
                let allow = match reserved {
                    true => Allow::ReservedInPath,
                    false => Allow::Unreserved,
                };
                self.path.push(PathValue {
                    wire: name,
                    field: binding.field,
                    text: style::path(style, explode, name, &value, allow),
                });
            }
            Location::Query {
                style,
                explode,
                reserved,
            } => {
                let format = QueryFormat {
                    style,
                    explode,
                    reserved,
                };
                self.bind_query(format, name, value)?;
            }
            Location::Header { explode } => {
                if let Some(value) = parameter()? {
                    let text = style::simple(explode, &value, Allow::All);
                    let (name, value) = check_header(name, &text).map_err(ErrorKind::Config)?;
                    self.headers.insert(name, value);
                }
            }
            Location::Cookie { explode } => {
                if let Some(value) = parameter()? {
                    let pairs = form(explode, &Encoding::COOKIE, name, &value);
                    self.cookies.extend(pairs);
                }
            }
        }
        Ok(())
    }

    fn bind_query(
        &mut self,
        format: QueryFormat,
        name: &str,
        value: ValueRef<'_>,
    ) -> Result<(), ErrorKind> {
        let path = JsonPath::Key(&JsonPath::Root, name);
        let pairs = pairs(format, name, value, &path).map_err(ErrorKind::Encode)?;
        self.query.extend(pairs);
        Ok(())
    }

    /// The path and the query.
    fn target(&self, spec: &OperationSpec) -> Result<Cow<'static, str>, ErrorKind> {
        let (path, query) = match spec.path.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (spec.path, None),
        };
        let mut target = expand(path, &self.path)?;
        let own = self.query.iter().map(join);
        let query: Vec<_> = query.map(str::to_owned).into_iter().chain(own).collect();
        if !query.is_empty() {
            let target = target.to_mut();
            target.push('?');
            target.push_str(&query.join("&"));
        }
        Ok(target)
    }

    /// The headers of parameters, with the cookies.
    fn headers(self) -> Result<HeaderMap, ErrorKind> {
        let mut headers = self.headers;
        if !self.cookies.is_empty() {
            let cookies: Vec<_> = self.cookies.iter().map(join).collect();
            let (_, value) =
                check_header(COOKIE.as_str(), &cookies.join("; ")).map_err(ErrorKind::Config)?;
            headers.insert(COOKIE, value);
        }
        Ok(headers)
    }
}

fn join((name, value): &(String, String)) -> String {
    format!("{name}={value}")
}
