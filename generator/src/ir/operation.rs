//! What can be asked of the API.

use super::{Docs, OperationKey, Presence, Shape, TypeKey, TypeRef};
use crate::{
    ident::RustIdent,
    origin::Origin,
    sample::{Sample, Snippet},
};

/// Something that can be asked of the API.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Method and path.
    pub key: OperationKey,
    /// The path segments that lead to the group it is called through.
    pub namespace: Vec<String>,
    /// The path segment that names it.
    pub wire: String,
    /// Name of the method.
    pub rust: RustIdent,
    /// Name of the type that collects its parameters.
    pub builder: RustIdent,
    /// What the documents say of it.
    pub docs: Docs,
    /// What is sent.
    pub request: Option<Request>,
    /// What must be given, in order. The order is locked.
    pub arguments: Vec<Argument>,
    /// Name of the struct of named fields that takes the arguments where there
    /// are too many to tell them apart by place.
    pub arguments_struct: RustIdent,
    /// Members of which exactly one is given, as decided in `overrides.toml`.
    pub choices: Vec<Choice>,
    /// What is answered.
    pub response: Response,
    /// Whether it changes nothing, so that it may be sent again.
    pub safe: bool,
    /// How its answers are cut into pages, if they are: a key of `Api::paging`.
    pub paging: Option<String>,
    /// How its work goes on after the answer, if it does: a key of `Api::long_running`.
    pub long_running: Option<String>,
    /// The schemes that authorise it, any one of them; empty if it needs none,
    /// `None` if the documents do not say.
    pub auth: Option<Vec<String>>,
    /// Requests and answers that the pages show.
    pub samples: Vec<Sample>,
    /// Calls that the pages show as code; what JSON they hold is among the samples.
    pub snippets: Vec<Snippet>,
    /// What the documents say to use instead, where they say not to use it any more;
    /// empty if they do not say what.
    pub deprecated: Option<String>,
    /// Whether it is known only from a page without a schema.
    pub inferred: bool,
    /// Where it is declared.
    pub origin: Origin,
}

/// What is sent.
#[derive(Clone, Debug)]
pub struct Request {
    /// The JSON body.
    pub shape: Shape,
    /// Where it is declared.
    pub origin: Origin,
}

impl Request {
    /// The type of the body, where it is a named one.
    pub fn type_key(&self) -> Option<&TypeKey> {
        match &self.shape {
            Shape::Type(key) => Some(key),
            _ => None,
        }
    }
}

/// What is answered.
#[derive(Clone, Debug)]
pub struct Response {
    /// The whole body, where one is documented.
    pub body: Option<TypeRef>,
    /// The member of the body that callers want. Before `pass::envelope` has run: the
    /// one that the document itself names.
    pub envelope: Option<String>,
    /// The members that the pages declare beside it.
    pub beside: Vec<String>,
    /// What a call returns, if it returns anything.
    pub value: Option<Output>,
    /// Where it is declared.
    pub origin: Origin,
}

/// What a call returns.
#[derive(Clone, Debug)]
pub struct Output {
    /// What it is made of.
    pub shape: Shape,
    /// Whether it is always there.
    pub presence: Presence,
}

/// Something that must be given to call an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// The member with this JSON name.
    Member(String),
    /// The choice with this argument name.
    Choice(String),
    /// The whole body, where it is no struct.
    Body,
}

impl Argument {
    /// The name under which the argument's place is locked.
    pub fn wire(&self) -> &str {
        match self {
            Self::Member(wire) | Self::Choice(wire) => wire,
            Self::Body => "body",
        }
    }
}

/// Members of which exactly one is given.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Name of the argument.
    pub rust: RustIdent,
    /// What `overrides.toml` calls the argument.
    pub wire: String,
    /// Name of the enum.
    pub type_rust: RustIdent,
    /// The members to choose from.
    pub members: Vec<ChoiceMember>,
}

/// A member to choose.
#[derive(Clone, Debug)]
pub struct ChoiceMember {
    /// Its name in JSON.
    pub wire: String,
    /// Name of the variant.
    pub rust: RustIdent,
}

impl Operation {
    /// What is sent and what is answered, whole: what passes walk over.
    pub fn bodies_mut(&mut self) -> impl Iterator<Item = &mut Shape> {
        let request = self.request.iter_mut().map(|request| &mut request.shape);
        request.chain(self.response.body.iter_mut().map(|body| &mut body.shape))
    }

    /// What generated code calls the facts of this operation.
    pub fn constant(&self) -> RustIdent {
        RustIdent::new(&self.rust.plain().to_uppercase()).unwrap_or_else(|| self.builder.clone())
    }

    /// What is sent, and what a call returns: what users see.
    pub fn shapes(&self) -> impl Iterator<Item = &Shape> {
        let request = self.request.iter().map(|request| &request.shape);
        request.chain(self.response.value.iter().map(|value| &value.shape))
    }

    /// The choice whose argument is called `wire`.
    pub fn choice(&self, wire: &str) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.wire == wire)
    }

    /// The choice that offers the member `wire`, if one does.
    pub fn choice_of(&self, wire: &str) -> Option<&Choice> {
        self.choices
            .iter()
            .find(|choice| choice.members.iter().any(|member| member.wire == wire))
    }
}
