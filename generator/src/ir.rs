//! The API as we understand it: domain nouns, no OpenAPI words, no tokens.
//!
//! `lower` builds it, the passes complete it, the emitters read it. Rust names are
//! beside it, in [`Names`]. Every node says where it comes from.

mod binding;
mod client;
mod convention;
pub mod describe;
mod dump;
mod grouping;
mod id;
mod input;
mod key;
mod names;
mod one_of;
mod operation;
mod response;
mod scalar;
mod security;
mod shape;
mod signature;
mod types;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use binding::free_name;
pub use binding::{Binding, Location, PathStyle, QueryStyle};
pub use client::{Client, Companion, Credential, CredentialLocation, Scheme, Server};
pub use convention::{LongRunning, Paging, Webhook};
pub use dump::dump;
pub use grouping::Grouping;
pub use id::id_name;
pub use input::{Body, BodyForm, Content, Input, Payload};
pub use key::{NotAnOperationKey, OperationKey, Owner, Root, Step, TypeKey};
pub use names::{DeprecatedAlias, NameKey, Names};
pub use one_of::OneOf;
pub use operation::{Behavior, Examples, Lifecycle, Operation};
pub use response::{Output, Response, StatusPattern};
pub use scalar::{RustType, Scalar, ScalarInfo};
pub use security::{SchemeUse, Security};
pub use shape::{Presence, Shape, TypeRef};
pub use signature::{Argument, Constructor, FieldSignature, OneOfArgument, Signature};
pub use types::Types;

use crate::{sample::Sample, source::Origin};

/// One API, whole.
#[derive(Clone, Debug, Default)]
pub struct Api {
    /// What the API calls itself.
    pub title: String,
    /// What the API says of itself.
    pub docs: Docs,
    /// The servers that the documents name. Calls go to the first one unless the user
    /// says otherwise.
    pub servers: Vec<Server>,
    /// The ways to authenticate that the documents name.
    pub schemes: Vec<Scheme>,
    /// All operations, by path and method.
    pub operations: BTreeMap<OperationKey, Operation>,
    /// What the pages show of operations.
    pub examples: BTreeMap<OperationKey, Examples>,
    /// How operations are put into groups.
    pub grouping: Grouping,
    /// The tree of groups that operations are called through, by their words.
    pub namespaces: BTreeSet<Vec<String>>,
    /// All named types.
    pub types: Types,
    /// All kinds of ids, by the wire name that gives them (`acs_user_id`).
    pub ids: BTreeSet<String>,
    /// The ways in which lists are cut into pages, by the member that tells of the next.
    pub paging: BTreeMap<String, Paging>,
    /// The ways in which work goes on after the answer, by the member that tells of it.
    pub long_running: BTreeMap<String, LongRunning>,
    /// What the API sends by itself.
    pub webhook: Option<Webhook>,
    /// What the human decided about the client as a whole.
    pub client: Client,
}

/// A named type.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// What the documents say of it.
    pub docs: Docs,
    /// What it is.
    pub kind: TypeKind,
    /// In which direction it travels.
    pub usage: Usage,
    /// Where it is declared.
    pub origin: Origin,
}

/// What a named type is.
#[derive(Clone, Debug)]
pub enum TypeKind {
    /// Named members.
    Struct(Struct),
    /// One of several texts.
    Enum(Enum),
    /// One of several types.
    Union(Union),
    /// Another name for a shape.
    Alias(TypeRef),
}

/// The direction in which values of a type travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Users build it.
    pub sent: bool,
    /// The API answers it.
    pub received: bool,
}

/// Named members.
#[derive(Clone, Debug, Default)]
pub struct Struct {
    /// In the order of the document.
    pub fields: Vec<Field>,
    /// How it is made. Filled by `pass::signature`.
    pub constructor: Constructor,
}

/// A named member.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name in JSON.
    pub wire: String,
    /// What the documents say of it.
    pub docs: Docs,
    /// What it holds.
    pub shape: Shape,
    /// Whether it can be left out, and whether it can be null.
    pub presence: Presence,
    /// Whether it stands behind a `Box`, because its type contains itself.
    pub boxed: bool,
    /// What the documents say to use instead, where they say not to use it any more;
    /// empty if they do not say what.
    pub deprecated: Option<String>,
    /// Where it is declared.
    pub origin: Origin,
}

/// One of several texts. Always open: a text that no page names is kept.
#[derive(Clone, Debug, Default)]
pub struct Enum {
    /// The texts that the pages name, in their order.
    pub values: Vec<String>,
}

/// One of several types. Always open: what fits no branch is kept as JSON.
#[derive(Clone, Debug)]
pub struct Union {
    /// How a value's branch is recognised.
    pub tagging: Tagging,
    /// The branches, in the order of the document.
    pub branches: Vec<Branch>,
}

/// How the branch of a union is recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tagging {
    /// Not decided yet; the member that the document calls the discriminator.
    Undecided(Option<String>),
    /// By the text of this member.
    Tagged(String),
    /// By the form of the value; and where these members have texts, by whether the
    /// branch declares them.
    Untagged(Vec<String>),
}

/// One type of a union.
#[derive(Clone, Debug)]
pub struct Branch {
    /// The tag's text, where branches are told apart by a member. Before
    /// `pass::union` has run: the tag that the document maps to this branch.
    pub tag: Option<String>,
    /// What tells this branch from the others, in the API's own words: the tag,
    /// or the form of the value. Filled by `pass::union`.
    pub label: String,
    /// What the documents say of it.
    pub docs: Docs,
    /// What it holds.
    pub shape: Shape,
    /// Whether it stands behind a `Box`, because its type contains itself.
    pub boxed: bool,
    /// Where it is declared.
    pub origin: Origin,
}

/// Documentation text, Markdown.
///
/// As the pages wrote it until `pass::docs` has run, and safe to stand in a
/// doc comment after it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs(pub String);

impl TypeDef {
    /// The shapes directly inside this type, each with the step that leads to it.
    pub fn shapes_mut(&mut self) -> Vec<(Step, &mut Shape)> {
        match &mut self.kind {
            TypeKind::Struct(inner) => inner
                .fields
                .iter_mut()
                .map(|field| (Step::Field(field.wire.clone()), &mut field.shape))
                .collect(),
            TypeKind::Union(inner) => inner
                .branches
                .iter_mut()
                .map(|branch| (Step::Branch(branch.label.clone()), &mut branch.shape))
                .collect(),
            TypeKind::Alias(item) => vec![(Step::Alias, &mut item.shape)],
            TypeKind::Enum(_) => Vec::new(),
        }
    }

    /// The shapes directly inside this type.
    pub fn shapes(&self) -> Vec<&Shape> {
        match &self.kind {
            TypeKind::Struct(inner) => inner.fields.iter().map(|field| &field.shape).collect(),
            TypeKind::Union(inner) => inner.branches.iter().map(|branch| &branch.shape).collect(),
            TypeKind::Alias(item) => vec![&item.shape],
            TypeKind::Enum(_) => Vec::new(),
        }
    }
}

impl Usage {
    /// Whether a type that travels so is emitted: nobody sees one that travels in
    /// neither direction.
    pub fn is_emitted(self) -> bool {
        self.sent || self.received
    }
}

impl Api {
    /// The base URL that calls go to unless the user says otherwise.
    pub fn endpoint(&self) -> Option<&str> {
        self.servers.first().map(|server| server.url.as_str())
    }

    /// The type at `key`.
    pub fn type_at(&self, key: &TypeKey) -> Option<&TypeDef> {
        self.types.get(key)
    }

    /// The struct at `key`, if there is one.
    pub fn struct_at(&self, key: &TypeKey) -> Option<&Struct> {
        self.types.struct_at(key)
    }

    /// The operation with this method and path.
    pub fn operation(&self, key: &OperationKey) -> Option<&Operation> {
        self.operations.get(key)
    }

    /// The members of what an operation is sent, where it is a struct.
    pub fn parameters_of(&self, operation: &Operation) -> Option<&Struct> {
        self.struct_at(operation.input.params_key()?)
    }

    /// Whether an operation is what tells how long-running work stands.
    pub fn is_poll(&self, key: &OperationKey) -> bool {
        self.long_running.values().any(|entry| entry.poll == *key)
    }

    /// The operations of the namespace at `path`, in order.
    pub fn operations_in<'a>(&'a self, path: &'a [String]) -> impl Iterator<Item = &'a Operation> {
        self.operations
            .values()
            .filter(move |operation| operation.namespace == path)
    }

    /// The namespaces directly below `path` (all roots for the empty path).
    pub fn namespaces_below<'a>(
        &'a self,
        path: &'a [String],
    ) -> impl Iterator<Item = &'a Vec<String>> {
        self.namespaces
            .iter()
            .filter(move |below| below.len() == path.len() + 1 && below.starts_with(path))
    }

    /// The bodies that the pages show of an operation.
    pub fn samples_of(&self, key: &OperationKey) -> &[Sample] {
        self.examples
            .get(key)
            .map_or(&[], |examples| &examples.samples)
    }

    /// All samples, with the operation that each belongs to.
    pub fn samples(&self) -> impl Iterator<Item = (&Operation, &Sample)> {
        self.operations.values().flat_map(|operation| {
            let samples = self.samples_of(&operation.key).iter();
            samples.map(move |sample| (operation, sample))
        })
    }
}

impl Field {
    /// Whether a setter of its own sets it to null: where that differs from leaving it
    /// out.
    pub fn has_null_setter(&self) -> bool {
        self.presence == Presence::OptionalNullable
    }
}

impl Struct {
    /// A struct of these fields.
    pub fn new(fields: Vec<Field>) -> Self {
        Self {
            fields,
            constructor: Constructor::default(),
        }
    }

    /// The field whose JSON name is `wire`.
    pub fn field(&self, wire: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.wire == wire)
    }
}
