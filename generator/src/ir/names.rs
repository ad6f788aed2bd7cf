//! The Rust names of an API: a table beside the API itself.
//!
//! The naming pass alone fills it, for the whole API at once; everyone else reads it.
//! It is built complete or not at all ([`Names::new`]), so that no look-up of a node of
//! the API that it was built for can fail.

use std::collections::BTreeMap;

use super::{Api, Credential, Operation, OperationKey, Owner, Tagging, TypeKey, TypeKind};
use crate::ident::RustIdent;

/// What has a name.
///
/// Members, values and branches are called by their names in JSON, groups by the path
/// segments that lead to them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKey {
    /// The crate, as code writes it: `seam_api`.
    Library,
    /// The client: `Seam`.
    Client,
    /// The client's builder: `SeamBuilder`.
    ClientBuilder,
    /// A client in examples: `seam`.
    ClientVariable,
    /// What verifies webhooks: `SeamWebhook`.
    Webhook,
    /// The builder's method that takes a credential, by [`Credential::name`].
    Credential(String),
    /// The constant that describes a credential.
    CredentialConstant(String),
    /// The argument beside the secret of a credential.
    Companion(String),
    /// The constant that describes a way of paging or of waiting, by its member.
    Convention(String),
    /// The module, and so the file, of an owner's types.
    Module(Owner),
    /// The module of a group, and the method of its parent that leads there.
    Group(Vec<String>),
    /// The type that has a group's methods.
    Handle(Vec<String>),
    /// The method that calls an operation.
    Method(OperationKey),
    /// The type that collects an operation's parameters before they are sent.
    RequestBuilder(OperationKey),
    /// The struct that gives an operation's arguments by name.
    Arguments(OperationKey),
    /// The constant that describes an operation.
    OperationConstant(OperationKey),
    /// The argument that is the whole body of an operation.
    BodyArgument(OperationKey),
    /// What an operation returns, in examples.
    ResultVariable(OperationKey),
    /// The test of an operation's samples.
    SampleTest(OperationKey),
    /// The enum of the members of an operation of which exactly one is given.
    OneOf(OperationKey, String),
    /// The argument that takes that enum.
    OneOfArgument(OperationKey, String),
    /// The variant of that enum for one of the members.
    OneOfVariant(OperationKey, String, String),
    /// A type.
    Type(TypeKey),
    /// The field of a struct for one of its members.
    Field(TypeKey, String),
    /// The setter that sets such a field to null.
    NullSetter(TypeKey, String),
    /// The variant of an enum or a union for one of its values or branches.
    Variant(TypeKey, String),
    /// The method that returns the tag of a union.
    TagMethod(TypeKey),
    /// A kind of ids, by the JSON name that gives it.
    Id(String),
}

/// The names of one API.
#[derive(Clone, Debug)]
pub struct Names {
    table: BTreeMap<NameKey, RustIdent>,
    deprecated_aliases: Vec<DeprecatedAlias>,
}

/// A name that a type had before somebody decided otherwise, kept for those who use it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeprecatedAlias {
    /// The name that it had.
    pub old: RustIdent,
    /// The name that it has.
    pub new: RustIdent,
    /// The address of the type in `names.lock`.
    pub address: String,
}

impl Names {
    /// The names of `api`.
    ///
    /// # Errors
    ///
    /// What of `api` has no name in `table`.
    pub fn new(
        api: &Api,
        table: BTreeMap<NameKey, RustIdent>,
        deprecated_aliases: Vec<DeprecatedAlias>,
    ) -> Result<Self, Vec<NameKey>> {
        let mut missing = named_nodes(api);
        missing.retain(|key| !table.contains_key(key));
        if missing.is_empty() {
            Ok(Self {
                table,
                deprecated_aliases,
            })
        } else {
            Err(missing)
        }
    }

    /// The name of `key`, if there is something at `key`.
    pub fn get(&self, key: &NameKey) -> Option<&RustIdent> {
        self.table.get(key)
    }

    /// The name of `key`, which is a node of the API that these names were built for.
    #[expect(
        clippy::panic,
        reason = "`Names::new` proves that every node has a name"
    )]
    fn at(&self, key: &NameKey) -> &RustIdent {
        match self.table.get(key) {
            Some(name) => name,
            None => panic!("internal error: the API that these names are of has no {key:?}"),
        }
    }

    /// The crate, as code writes it.
    pub fn library(&self) -> &RustIdent {
        self.at(&NameKey::Library)
    }

    /// The client.
    pub fn client(&self) -> &RustIdent {
        self.at(&NameKey::Client)
    }

    /// The client's builder.
    pub fn client_builder(&self) -> &RustIdent {
        self.at(&NameKey::ClientBuilder)
    }

    /// A client in examples.
    pub fn client_variable(&self) -> &RustIdent {
        self.at(&NameKey::ClientVariable)
    }

    /// What verifies webhooks, in an API that sends some.
    pub fn webhook(&self) -> &RustIdent {
        self.at(&NameKey::Webhook)
    }

    /// The builder's method that takes a credential.
    pub fn credential(&self, credential: &Credential) -> &RustIdent {
        self.at(&NameKey::Credential(credential.name.clone()))
    }

    /// The constant that describes a credential.
    pub fn credential_constant(&self, credential: &Credential) -> &RustIdent {
        self.at(&NameKey::CredentialConstant(credential.name.clone()))
    }

    /// The argument beside the secret of a credential, where it has a companion.
    pub fn companion(&self, credential: &Credential) -> Option<&RustIdent> {
        credential.companion.as_ref()?;
        Some(self.at(&NameKey::Companion(credential.name.clone())))
    }

    /// The constant that describes the way of paging or waiting that `member` tells of.
    pub fn convention(&self, member: &str) -> &RustIdent {
        self.at(&NameKey::Convention(member.to_owned()))
    }

    /// The module of an owner's types.
    pub fn module(&self, owner: &Owner) -> &RustIdent {
        self.at(&NameKey::Module(owner.clone()))
    }

    /// The module of the group at `path`, which is not the root.
    pub fn group(&self, path: &[String]) -> &RustIdent {
        self.at(&NameKey::Group(path.to_vec()))
    }

    /// The modules that lead to the group at `path`, outermost first.
    pub fn group_path(&self, path: &[String]) -> impl Iterator<Item = &RustIdent> {
        (1..=path.len()).map(|depth| self.group(&path[..depth]))
    }

    /// The type that has the methods of the group at `path`: of the root, the client.
    pub fn handle(&self, path: &[String]) -> &RustIdent {
        if path.is_empty() {
            self.client()
        } else {
            self.at(&NameKey::Handle(path.to_vec()))
        }
    }

    /// The method that calls an operation.
    pub fn method(&self, operation: &OperationKey) -> &RustIdent {
        self.at(&NameKey::Method(operation.clone()))
    }

    /// The groups that lead to an operation and its method, with `separator` between.
    pub fn qualified(&self, operation: &Operation, separator: &str) -> String {
        let names = self.group_path(&operation.namespace);
        let names = names.chain([self.method(&operation.key)]);
        let names: Vec<_> = names.map(RustIdent::plain).collect();
        names.join(separator)
    }

    /// The type that collects an operation's parameters before they are sent.
    pub fn request_builder(&self, operation: &OperationKey) -> &RustIdent {
        self.at(&NameKey::RequestBuilder(operation.clone()))
    }

    /// The struct that gives an operation's arguments by name, where there is one.
    pub fn arguments(&self, operation: &OperationKey) -> Option<&RustIdent> {
        self.get(&NameKey::Arguments(operation.clone()))
    }

    /// The constant that describes an operation.
    pub fn operation_constant(&self, operation: &OperationKey) -> &RustIdent {
        self.at(&NameKey::OperationConstant(operation.clone()))
    }

    /// The argument that is the whole body of an operation that takes one.
    pub fn body_argument(&self, operation: &OperationKey) -> &RustIdent {
        self.at(&NameKey::BodyArgument(operation.clone()))
    }

    /// What an operation returns, in examples.
    pub fn result_variable(&self, operation: &OperationKey) -> &RustIdent {
        self.at(&NameKey::ResultVariable(operation.clone()))
    }

    /// The test of an operation's samples.
    pub fn sample_test(&self, operation: &OperationKey) -> &RustIdent {
        self.at(&NameKey::SampleTest(operation.clone()))
    }

    /// The enum of members of which exactly one is given, by the argument's name in the
    /// IR.
    pub fn one_of(&self, operation: &OperationKey, wire: &str) -> &RustIdent {
        self.at(&NameKey::OneOf(operation.clone(), wire.to_owned()))
    }

    /// The argument that takes that enum.
    pub fn one_of_argument(&self, operation: &OperationKey, wire: &str) -> &RustIdent {
        self.at(&NameKey::OneOfArgument(operation.clone(), wire.to_owned()))
    }

    /// The variant of that enum for one of the members.
    pub fn one_of_variant(&self, operation: &OperationKey, wire: &str, member: &str) -> &RustIdent {
        self.at(&NameKey::OneOfVariant(
            operation.clone(),
            wire.to_owned(),
            member.to_owned(),
        ))
    }

    /// A type.
    pub fn ty(&self, key: &TypeKey) -> &RustIdent {
        self.at(&NameKey::Type(key.clone()))
    }

    /// The field of the struct at `key` for the member `wire`.
    pub fn field(&self, key: &TypeKey, wire: &str) -> &RustIdent {
        self.at(&NameKey::Field(key.clone(), wire.to_owned()))
    }

    /// The setter that sets that field to null, where it can be left out and be null.
    pub fn null_setter(&self, key: &TypeKey, wire: &str) -> &RustIdent {
        self.at(&NameKey::NullSetter(key.clone(), wire.to_owned()))
    }

    /// The variant of the enum or union at `key` for a value, or for the branch of a label.
    pub fn variant(&self, key: &TypeKey, wire: &str) -> &RustIdent {
        self.at(&NameKey::Variant(key.clone(), wire.to_owned()))
    }

    /// The method that returns the tag of the union at `key`, where that has tags.
    pub fn tag_method(&self, key: &TypeKey) -> Option<&RustIdent> {
        self.get(&NameKey::TagMethod(key.clone()))
    }

    /// A kind of ids.
    pub fn id(&self, kind: &str) -> &RustIdent {
        self.at(&NameKey::Id(kind.to_owned()))
    }

    /// The names that types had, by name.
    pub fn deprecated_aliases(&self) -> &[DeprecatedAlias] {
        &self.deprecated_aliases
    }
}

/// Everything of `api` that has a name.
fn named_nodes(api: &Api) -> Vec<NameKey> {
    let mut nodes = vec![
        NameKey::Library,
        NameKey::Client,
        NameKey::ClientBuilder,
        NameKey::ClientVariable,
    ];
    nodes.extend(api.webhook.iter().map(|_| NameKey::Webhook));
    for credential in &api.client.credentials {
        let name = &credential.name;
        nodes.push(NameKey::Credential(name.clone()));
        nodes.push(NameKey::CredentialConstant(name.clone()));
        let companion = credential.companion.iter();
        nodes.extend(companion.map(|_| NameKey::Companion(name.clone())));
    }
    let conventions = api.paging.keys().chain(api.long_running.keys());
    nodes.extend(conventions.cloned().map(NameKey::Convention));
    for group in &api.namespaces {
        nodes.push(NameKey::Group(group.clone()));
        nodes.push(NameKey::Handle(group.clone()));
    }
    for operation in api.operations.values() {
        operation_nodes(operation, &mut nodes);
    }
    nodes.extend(api.ids.iter().cloned().map(NameKey::Id));
    for (key, def) in &api.types {
        nodes.push(NameKey::Module(key.owner()));
        nodes.push(NameKey::Type(key.clone()));
        type_nodes(key, &def.kind, &mut nodes);
    }
    nodes
}

fn operation_nodes(operation: &Operation, nodes: &mut Vec<NameKey>) {
    let key = &operation.key;
    nodes.extend([
        NameKey::Method(key.clone()),
        NameKey::RequestBuilder(key.clone()),
        NameKey::OperationConstant(key.clone()),
        NameKey::BodyArgument(key.clone()),
        NameKey::ResultVariable(key.clone()),
        NameKey::SampleTest(key.clone()),
    ]);
    if operation.signature.has_named() {
        nodes.push(NameKey::Arguments(key.clone()));
    }
    for choice in &operation.input.one_of {
        let wire = &choice.wire;
        nodes.push(NameKey::OneOf(key.clone(), wire.clone()));
        nodes.push(NameKey::OneOfArgument(key.clone(), wire.clone()));
        nodes.extend(
            choice
                .fields
                .iter()
                .map(|member| NameKey::OneOfVariant(key.clone(), wire.clone(), member.clone())),
        );
    }
}

fn type_nodes(key: &TypeKey, kind: &TypeKind, nodes: &mut Vec<NameKey>) {
    match kind {
        TypeKind::Struct(inner) => {
            for field in &inner.fields {
                nodes.push(NameKey::Field(key.clone(), field.wire.clone()));
                if field.has_null_setter() {
                    nodes.push(NameKey::NullSetter(key.clone(), field.wire.clone()));
                }
            }
        }
        TypeKind::Enum(inner) => {
            let values = inner.values.iter();
            nodes.extend(values.map(|wire| NameKey::Variant(key.clone(), wire.clone())));
        }
        TypeKind::Union(inner) => {
            let branches = inner.branches.iter();
            let labels = branches.map(|branch| branch.label.clone());
            nodes.extend(labels.map(|label| NameKey::Variant(key.clone(), label)));
            if matches!(inner.tagging, Tagging::Tagged(_)) {
                nodes.push(NameKey::TagMethod(key.clone()));
            }
        }
        TypeKind::Alias(_) => {}
    }
}
