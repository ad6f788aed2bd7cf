//! An operation together with its parameters.

use std::{fmt, sync::Arc};

use http::uri::PathAndQuery;
use serde_json::Value;

use crate::{
    error::ErrorKind,
    spec::{Location, OperationSpec},
    value::{
        for_each_field, scalar,
        wire::{ValueRef, Wire},
    },
};

/// An operation together with its parameters, from which requests are built.
#[derive(Clone)]
pub(crate) struct PreparedRequest {
    pub(crate) spec: &'static OperationSpec,
    /// An object, or the whole body where the operation has no other parameters.
    pub(crate) params: Option<Arc<dyn Wire>>,
    /// Fields that replace or complete those of `params`: the cursor of a page, the id of a job.
    set: Vec<(&'static str, Value)>,
    /// Parameters by the names that the API has for them, whether they are declared or not.
    extra: Vec<(String, Value)>,
    /// The path and the query, in place of those that the parameters make.
    pub(super) target: Option<PathAndQuery>,
}

impl PreparedRequest {
    /// A request without parameters.
    pub(crate) fn new(spec: &'static OperationSpec) -> Self {
        Self {
            spec,
            params: None,
            set: Vec::new(),
            extra: Vec::new(),
            target: None,
        }
    }

    /// Sets the field `name` of the parameters.
    pub(crate) fn set(&mut self, name: &'static str, value: impl Into<Value>) {
        self.set.retain(|(set, _)| *set != name);
        self.set.push((name, value.into()));
    }

    /// Sets the parameter that the API calls `name`, whether it is declared or not.
    pub(crate) fn param(&mut self, name: &str, value: Value) {
        self.extra.retain(|(extra, _)| extra != name);
        self.extra.push((name.to_owned(), value));
    }

    /// Sends the request to this path and query of its server, whatever the parameters are.
    pub(crate) fn set_target(&mut self, target: PathAndQuery) {
        self.target = Some(target);
    }

    /// Whether `field` was set by [`PreparedRequest::param`].
    pub(super) fn is_extra(&self, field: &str) -> bool {
        self.extra.iter().any(|(name, _)| name == field)
    }

    /// Whether the request consists of `params` alone.
    pub(super) fn is_plain(&self) -> bool {
        self.set.is_empty() && self.extra.is_empty() && self.spec.bindings.is_empty()
    }

    /// The string or the integer in the field `name` of the parameters; `None` if there is no such
    /// field, or it is another value.
    pub(crate) fn scalar(&self, name: &str) -> Option<Value> {
        let fields = self.fields().ok()?;
        let (_, value) = fields.into_iter().find(|(field, _)| *field == name)?;
        scalar(value)
    }

    /// The fields of the parameters, with those that were set.
    ///
    /// # Errors
    ///
    /// If the parameters are not an object, or a parameter of the path was set by its name.
    pub(super) fn fields(&self) -> Result<Vec<(&str, ValueRef<'_>)>, ErrorKind> {
        let mut fields = Vec::new();
        if let Some(params) = &self.params {
            let params = params.to_ref();
            if !is_object(params) {
                return Err(ErrorKind::Config(self.not_an_object()));
            }
            for_each_field::<ErrorKind>(params, &mut |name, value| {
                fields.push((name, value));
                Ok(())
            })?;
        }
        for (name, value) in &self.extra {
            put(&mut fields, self.field_of(name)?, ValueRef::Raw(value));
        }
        for (name, value) in &self.set {
            put(&mut fields, name, ValueRef::Raw(value));
        }
        Ok(fields)
    }

    /// The field of the parameters that the API calls `name`: `name` itself if none is bound so.
    fn field_of<'a>(&'a self, name: &'a str) -> Result<&'a str, ErrorKind> {
        let mut is_in_path = false;
        for binding in self.spec.bindings {
            if binding.field != name && binding.wire != name {
                continue;
            }
            if !matches!(binding.location, Location::Path { .. }) {
                return Ok(binding.field);
            }
            is_in_path = true;
        }
        if is_in_path {
            return Err(ErrorKind::Config(format!(
                "`{name}` is a parameter of the path, which `param` does not set: \
                 pass it as an argument of the operation"
            )));
        }
        Ok(name)
    }

    fn not_an_object(&self) -> String {
        let set = self.set.iter().map(|(name, _)| *name);
        let mut names = set.chain(self.extra.iter().map(|(name, _)| name.as_str()));
        match names.next() {
            Some(name) => {
                format!("the parameters are not an object, so `{name}` cannot be set")
            }
            None => "the parameters are not an object, so they have no bindings".to_owned(),
        }
    }
}

/// Sets the field `name`, whether it is there or not.
fn put<'a>(fields: &mut Vec<(&'a str, ValueRef<'a>)>, name: &'a str, value: ValueRef<'a>) {
    match fields.iter_mut().find(|(field, _)| *field == name) {
        Some(field) => field.1 = value,
        None => fields.push((name, value)),
    }
}

/// Whether `value` has fields.
pub(super) fn is_object(value: ValueRef<'_>) -> bool {
    match value {
        ValueRef::Map(_) | ValueRef::Object(_) | ValueRef::Tagged(..) => true,
        ValueRef::Raw(value) => value.is_object(),
        _ => false,
    }
}

impl fmt::Debug for PreparedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PreparedRequest")
            .field("method", &self.spec.method)
            .field("path", &self.spec.path)
            .finish_non_exhaustive()
    }
}
