//! Operations.

mod accept;
mod returns;
mod switch;

pub use self::{
    returns::{ReturnedValue, Returns},
    switch::Switch,
};

use super::{
    DeclaredPaging, Docs, Input, OneOf, OperationKey, Output, Response, Security, Server, Shape,
    Signature, TypeRef,
};
use crate::{
    sample::{Sample, Snippet},
    source::Origin,
};

/// An operation of the API.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Method and path.
    pub key: OperationKey,
    /// Its `operationId`, where that is a name.
    pub id: Option<String>,
    /// Its tags, in the order of the document.
    pub tags: Vec<String>,
    /// The words that lead to the group it is called through.
    pub namespace: Vec<String>,
    /// The word that its method is called after.
    pub wire: String,
    /// Its documentation.
    pub docs: Docs,
    /// Whether it is deprecated, and whether it is inferred from samples.
    pub lifecycle: Lifecycle,
    /// Its parameters and its body.
    pub input: Input,
    /// How it is called. Filled by `pass::signature`.
    pub signature: Signature,
    /// The documented responses of calls that went well.
    pub responses: Vec<Response>,
    /// The documented responses of calls that failed, where they have a JSON body.
    pub errors: Vec<Response>,
    /// The servers that serve it in place of those of the API; the first one is used.
    pub servers: Vec<Server>,
    /// The credentials that it needs.
    pub security: Security,
    /// How the client retries, pages and waits.
    pub behavior: Behavior,
    /// Where it is declared.
    pub origin: Origin,
}

/// Whether an operation is deprecated, and whether it is inferred from samples.
#[derive(Clone, Debug, Default)]
pub struct Lifecycle {
    /// The reason of its deprecation, if it is deprecated; empty if no reason is given.
    pub deprecated: Option<String>,
    /// Whether it is known only from a page without a schema.
    pub inferred: bool,
}

/// How the client retries an operation, pages through its results, and waits for its work.
#[derive(Clone, Debug, Default)]
pub struct Behavior {
    /// Whether it changes nothing, so that it may be sent again.
    pub safe: bool,
    /// How its responses are cut into pages, if they are: a key of `Api::paging`.
    pub paging: Option<String>,
    /// How the document itself says that they are.
    pub declared_paging: Option<DeclaredPaging>,
    /// Whether the document lists the header `Link` of its response.
    pub documents_link: bool,
    /// The header with a key by which the server recognizes a request that is sent again.
    pub idempotency_key: Option<String>,
    /// How its work goes on after the response, if it does: a key of
    /// `Api::long_running`.
    pub long_running: Option<String>,
    /// The data of the event that ends a stream of events.
    pub last_event: Option<String>,
    /// The field of the body that asks for the stream in place of another response, where it has
    /// another name than most.
    pub switch: Option<String>,
}

/// What the pages show of one operation.
#[derive(Clone, Debug, Default)]
pub struct Examples {
    /// Bodies of requests and responses.
    pub samples: Vec<Sample>,
    /// Calls as code; the JSON that they hold is among the samples.
    pub snippets: Vec<Snippet>,
}

impl Operation {
    /// The first documented response of a call that went well.
    pub fn success(&self) -> Option<&Response> {
        self.responses.first()
    }

    /// The JSON body of the response of a call that went well.
    pub fn response_body(&self) -> Option<&TypeRef> {
        self.success()?.json()
    }

    /// The JSON value that the first success has, if it has one.
    pub fn output(&self) -> Option<&Output> {
        self.success()?.output.as_ref()
    }

    /// The field of the response's body that callers get.
    pub fn envelope(&self) -> Option<&str> {
        self.success()?.envelope.as_deref()
    }

    /// The whole bodies of requests, responses and errors: what passes walk over.
    pub fn bodies(&self) -> impl Iterator<Item = &Shape> {
        let requests = self.input.body.iter().flat_map(|it| &it.contents);
        let responses = self.responses.iter().chain(&self.errors);
        let responses = responses.flat_map(|it| &it.contents);
        requests
            .chain(responses)
            .filter_map(|content| Some(&content.type_ref()?.shape))
    }

    /// As [`bodies`](Self::bodies), to change them.
    pub fn bodies_mut(&mut self) -> impl Iterator<Item = &mut TypeRef> {
        let requests = self.input.body.iter_mut().flat_map(|it| &mut it.contents);
        let responses = self.responses.iter_mut().chain(&mut self.errors);
        let responses = responses.flat_map(|it| &mut it.contents);
        requests
            .chain(responses)
            .filter_map(|content| content.type_ref_mut())
    }

    /// The items of a page of responses, where the operation pages.
    pub fn page_item(&self) -> Option<&Shape> {
        self.behavior.paging.as_ref()?;
        match &self.output()?.shape {
            Shape::List(item) => Some(&item.shape),
            _ => None,
        }
    }

    /// What callers fill in, and what they receive: what users see.
    pub fn shapes(&self) -> impl Iterator<Item = &Shape> {
        self.input.params().into_iter().chain(self.received())
    }

    /// The choice whose argument is called `wire`.
    pub fn one_of(&self, wire: &str) -> Option<&OneOf> {
        self.input.one_of.iter().find(|choice| choice.wire == wire)
    }

    /// The choice that offers the field `wire`, if one does.
    pub fn one_of_with(&self, wire: &str) -> Option<&OneOf> {
        self.input
            .one_of
            .iter()
            .find(|choice| choice.fields.iter().any(|field| field == wire))
    }
}
