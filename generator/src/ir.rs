//! The API in the terms of its domain: no OpenAPI words, no tokens.
//!
//! `lower` builds it, the passes complete it, the emitters read it. Rust names are in
//! [`Names`]. Every node has an `Origin`.

mod api;
mod binding;
mod boxing;
mod client;
mod constraint;
mod convention;
mod credential;
pub mod describe;
mod dump;
mod feature;
mod grouping;
mod header;
mod id;
mod incoming;
mod input;
mod key;
mod layout;
mod names;
mod one_of;
mod operation;
mod operation_key;
mod paging;
mod place;
mod response;
mod scalar;
mod security;
mod shape;
mod share;
mod signature;
mod status;
mod types;
mod untyped;

pub use api::{Api, Description};
pub(crate) use binding::free_name;
pub use binding::{Binding, Location, PathStyle, QueryStyle};
pub use boxing::Boxing;
pub use client::{Client, Server, ServerVariable};
pub use constraint::{Constraint, Limit};
pub(crate) use constraint::{add_constraints, common_constraints};
pub use convention::{LongRunning, Webhook};
pub use credential::{Companion, Credential, CredentialLocation, Flow, FlowKind, Scheme, Tokens};
pub use dump::dump;
pub use feature::{Feature, Features};
pub use grouping::Grouping;
pub use header::DocumentedHeader;
pub use id::id_name;
pub use incoming::{Incoming, IncomingKind};
pub use input::{Body, BodyForm, Content, Input, PartEncoding, PartHeader, Payload};
pub(crate) use key::INSIDE;
pub use key::{Owner, Root, Step, TypeKey};
pub use layout::{LARGE_BRANCH, Layout, Layouts, PARTS};
pub use names::{DeprecatedAlias, NameKey, Names};
pub use one_of::OneOf;
pub use operation::{Behavior, Examples, Lifecycle, Operation, ReturnedValue, Returns, Switch};
pub use operation_key::{NotAnOperationKey, OperationKey};
pub use paging::{DeclaredPaging, FieldPath, Paging, PagingStyle};
pub(crate) use place::Place;
pub use response::{Output, Response};
pub(crate) use scalar::is_date_time;
pub use scalar::{RustType, Scalar, ScalarInfo};
pub use security::{SchemeUse, Security};
pub use shape::{Presence, Shape, TypeRef};
pub use share::Shares;
pub use signature::{
    Argument, Constant, ConstantValue, Constructor, FieldSignature, OneOfArgument, Signature,
};
pub use status::StatusPattern;
pub use types::Types;
pub use untyped::Untyped;

use crate::source::Origin;

pub use crate::media_type::{MediaType, NotAMediaType};

/// A named type.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// Its documentation.
    pub docs: Docs,
    /// What it is.
    pub kind: TypeKind,
    /// Whether requests or responses contain it.
    pub usage: Usage,
    /// Where it is declared.
    pub origin: Origin,
}

impl TypeDef {
    /// Whether values keep fields that the documentation does not name: those of responses, and
    /// those that can be set.
    pub fn keeps_others(&self, key: &TypeKey) -> bool {
        self.usage.received || self.sets_others(key)
    }

    /// Whether fields that the documentation does not name can be set, because it says that
    /// requests may have some. A call has a method for those of the parameters of an operation.
    pub fn sets_others(&self, key: &TypeKey) -> bool {
        let is_of_operation = matches!((key.root(), key.steps()), (Root::Request(_), []));
        let declares = matches!(&self.kind, TypeKind::Struct(inner) if inner.declares_others);
        self.usage.sent && declares && !is_of_operation
    }
}

/// What a named type is.
#[derive(Clone, Debug)]
pub enum TypeKind {
    /// A type with named fields.
    Struct(Struct),
    /// One of several strings.
    Enum(Enum),
    /// One of several types.
    Union(Union),
    /// Another name for a shape.
    Alias(TypeRef),
}

/// The direction in which values of a type are sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Usage {
    /// Requests contain it: users build it.
    pub sent: bool,
    /// Responses contain it.
    pub received: bool,
    /// `received` is an assumption: no operation's response contains it, but it is, or is inside
    /// of, a component that no operation contains.
    pub assumed: bool,
}

/// A type with named fields.
#[derive(Clone, Debug, Default)]
pub struct Struct {
    /// In the order of the document.
    pub fields: Vec<Field>,
    /// Whether the document declares that there are other fields too, whose names are not known:
    /// `additionalProperties` that is not `false`. No such keyword says nothing about them.
    pub declares_others: bool,
    /// What the object as a whole satisfies beyond its fields.
    pub constraints: Vec<Constraint>,
    /// How users construct it. Filled by `pass::signature`.
    pub constructor: Constructor,
}

/// A named field.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name in JSON.
    pub wire: String,
    /// Its documentation.
    pub docs: Docs,
    /// The shape of its values.
    pub shape: Shape,
    /// Whether it can be left out, and whether it can be null.
    pub presence: Presence,
    /// Whether it is in a box. Filled by `pass::boxing`, `pass::auto_traits`.
    pub boxing: Boxing,
    /// Whether `Debug` hides its value: a password, a token. Decided by `pass::secret`.
    pub secret: bool,
    /// Whether only requests or only responses have it.
    pub access: Access,
    /// What its values satisfy beyond their shape.
    pub constraints: Vec<Constraint>,
    /// The reason of its deprecation, if it is deprecated; empty if no reason is given.
    pub deprecated: Option<String>,
    /// Where it is declared.
    pub origin: Origin,
}

/// The directions in which a field is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Access {
    /// Requests and responses have it.
    #[default]
    Both,
    /// Only responses have it.
    ReadOnly,
    /// Only requests have it.
    WriteOnly,
}

/// A string enum. Always open: unknown strings are preserved.
#[derive(Clone, Debug, Default)]
pub struct Enum {
    /// The documented strings, in the order of the document.
    pub values: Vec<String>,
    /// Whether the documents allow other strings as well.
    pub allows_others: bool,
}

impl Enum {
    /// The enum of these strings alone.
    pub fn of(values: Vec<String>) -> Self {
        Self {
            values,
            allows_others: false,
        }
    }

    /// Whether there is one value only.
    pub fn is_constant(&self) -> bool {
        self.values.len() == 1 && !self.allows_others
    }
}

/// One of several types. Always open: a value that matches no branch is kept as JSON.
#[derive(Clone, Debug)]
pub struct Union {
    /// How a value's branch is recognised.
    pub tagging: Tagging,
    /// The branches, in the order of the document.
    pub branches: Vec<Branch>,
    /// Whether the documents allow any other value as well.
    pub allows_others: bool,
    /// The fields that all branches have which are objects. Filled by `pass::shared`.
    pub shared: Vec<SharedField>,
    /// What its values satisfy, if it is a component: each place that refers to it has them, after
    /// `pass::hoist`.
    pub constraints: Vec<Constraint>,
}

/// A field that all objects of a union have, with the same type.
#[derive(Clone, Debug)]
pub struct SharedField {
    /// Its name in JSON.
    pub wire: String,
    /// Its documentation, where it is the same in all branches.
    pub docs: Docs,
    /// The shape of its values.
    pub shape: Shape,
}

/// How the branch of a union is recognised.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tagging {
    /// Not decided yet; the discriminator that the document declares.
    Undecided(Option<String>),
    /// By the string in this field.
    Tagged(String),
    /// By structure, and by whether the branch declares the strings in these fields.
    Untagged(Vec<String>),
}

/// One type of a union.
#[derive(Clone, Debug)]
pub struct Branch {
    /// The value of the tag field. Of an untagged union, the strings of the field that
    /// distinguishes its objects which select this one, where only the document's mapping has
    /// them. Before `pass::union` has run: the value that the document maps to this branch.
    pub tags: Vec<String>,
    /// Unique name of the branch within the union, in the API's own words. Filled by
    /// `pass::union`.
    pub label: String,
    /// Its documentation.
    pub docs: Docs,
    /// The shape of its values.
    pub shape: Shape,
    /// Whether it is in a box. Filled by `pass::boxing`, `pass::auto_traits`.
    pub boxing: Boxing,
    /// Where it is declared.
    pub origin: Origin,
}

/// Documentation in Markdown.
///
/// The text of the page until `pass::docs` has run, and safe in a doc comment after it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Docs(pub String);

impl Docs {
    /// These docs with one more paragraph.
    pub(crate) fn with_paragraph(&self, text: &str) -> Self {
        Self(format!("{}\n\n{text}", self.0.trim_end()).trim().to_owned())
    }
}

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
    pub fn shapes(&self) -> impl Iterator<Item = &Shape> {
        let (fields, branches, target) = match &self.kind {
            TypeKind::Struct(inner) => (&inner.fields[..], &[][..], None),
            TypeKind::Union(inner) => (&[][..], &inner.branches[..], None),
            TypeKind::Alias(item) => (&[][..], &[][..], Some(&item.shape)),
            TypeKind::Enum(_) => (&[][..], &[][..], None),
        };
        let fields = fields.iter().map(|field| &field.shape);
        let branches = branches.iter().map(|branch| &branch.shape);
        fields.chain(branches).chain(target)
    }
}

impl Usage {
    /// Whether such a type is emitted: one that no request and no response contains is not.
    pub fn is_emitted(self) -> bool {
        self.sent || self.received
    }

    /// Whether the response of an operation contains it.
    pub fn is_in_responses(self) -> bool {
        self.received && !self.assumed
    }
}

impl Field {
    /// Whether it has a setter for null: where null differs from absence.
    pub fn has_null_setter(&self) -> bool {
        self.presence == Presence::OptionalNullable
    }

    /// Removes the constraints that `other`, a field of the same shape, lacks.
    pub(crate) fn keep_common_constraints(&mut self, other: &Self) {
        let places = [&self.constraints[..], &other.constraints[..]];
        self.constraints = common_constraints(places.into_iter());
        self.shape.keep_common_constraints(&other.shape);
    }
}

impl Struct {
    /// A struct of these fields.
    pub fn new(fields: Vec<Field>) -> Self {
        Self {
            fields,
            ..Self::default()
        }
    }

    /// The field with the JSON name `wire`.
    pub fn field(&self, wire: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.wire == wire)
    }
}

impl Branch {
    /// The value of the tag field that selects it, where there is one.
    pub fn tag(&self) -> Option<&str> {
        self.tags.first().map(String::as_str)
    }
}

impl Union {
    /// The branches whose type tells them from the others: one that belongs to no other branch.
    pub fn branches_by_type(&self) -> impl Iterator<Item = &Branch> {
        self.branches.iter().filter(|branch| {
            let Shape::Type(own) = &branch.shape else {
                return false;
            };
            let same = self.branches.iter().filter(|other| match &other.shape {
                Shape::Type(key) => key == own,
                _ => false,
            });
            same.count() == 1
        })
    }
}
