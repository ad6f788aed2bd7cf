//! The Rust names of an API: a table beside the API itself.
//!
//! The naming pass alone fills it, for the whole API at once; everyone else reads it.
//! It is built complete or not at all ([`Names::new`]), so that no look-up of a node of
//! the API that it was built for can fail.

mod key;

use std::collections::BTreeMap;

use self::key::named_nodes;
use super::{
    Api, Credential, Feature, Operation, OperationKey, Owner, Server, ServerVariable,
    StatusPattern, TypeKey,
};
use crate::ident::RustIdent;

pub use key::NameKey;

/// The names of one API.
#[derive(Clone, Debug)]
pub struct Names {
    table: BTreeMap<NameKey, RustIdent>,
    /// Those of fields once more, by struct: they are looked up most, and need no key of their own.
    fields: BTreeMap<TypeKey, BTreeMap<String, RustIdent>>,
    deprecated_aliases: Vec<DeprecatedAlias>,
}

/// A name that a type had before it was renamed, kept for existing users.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeprecatedAlias {
    /// The name that it had.
    pub old: RustIdent,
    /// The name that it has.
    pub new: RustIdent,
    /// The address of the type in `names.lock`.
    pub address: String,
    /// The owner of the type.
    pub owner: Owner,
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
        if !missing.is_empty() {
            return Err(missing);
        }
        Ok(Self {
            fields: fields(&table),
            table,
            deprecated_aliases,
        })
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

    /// The error of what verifies webhooks.
    pub fn webhook_error(&self) -> &RustIdent {
        self.at(&NameKey::WebhookError)
    }

    /// The builder's method that takes a credential.
    pub fn credential(&self, credential: &Credential) -> &RustIdent {
        self.at(&NameKey::Credential(credential.name.clone()))
    }

    /// The constant that describes a credential.
    pub fn credential_constant(&self, credential: &Credential) -> &RustIdent {
        self.at(&NameKey::CredentialConstant(credential.name.clone()))
    }

    /// The argument after the secret of a credential, where it has a companion.
    pub fn companion(&self, credential: &Credential) -> Option<&RustIdent> {
        credential.companion.as_ref()?;
        Some(self.at(&NameKey::Companion(credential.name.clone())))
    }

    /// The builder's method that chooses a server other than the default one.
    pub fn server(&self, server: &Server) -> &RustIdent {
        self.at(&NameKey::Server(server.url.clone()))
    }

    /// The builder's method that sets a variable of servers' URLs.
    pub fn server_variable(&self, variable: &ServerVariable) -> &RustIdent {
        self.at(&NameKey::ServerVariable(variable.name.clone()))
    }

    /// The constant that describes how the API pages or waits, by the field that says so.
    pub fn convention(&self, field: &str) -> &RustIdent {
        self.at(&NameKey::Convention(field.to_owned()))
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

    /// A cargo feature.
    pub fn feature(&self, feature: &Feature) -> &str {
        match feature {
            Feature::Group(word) => self.at(&NameKey::Feature(word.clone())).plain(),
            Feature::Unreferenced => "unreferenced",
            Feature::Webhooks => "webhooks",
        }
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

    /// The options of the call that an operation's request builder has by itself, in order.
    pub fn request_options<'a>(
        &'a self,
        operation: &'a OperationKey,
    ) -> impl Iterator<Item = &'a RustIdent> {
        let first = NameKey::RequestOption(operation.clone(), "");
        let options = self.table.range(first..);
        let own = options.take_while(
            move |(key, _)| matches!(key, NameKey::RequestOption(other, _) if other == operation),
        );
        own.map(|(_, name)| name)
    }

    /// The enum that an operation returns, where the status decides what that is.
    pub fn output(&self, operation: &OperationKey) -> &RustIdent {
        self.at(&NameKey::Output(operation.clone()))
    }

    /// The variant of that enum for a status.
    pub fn output_variant(&self, operation: &OperationKey, status: StatusPattern) -> &RustIdent {
        self.at(&NameKey::OutputVariant(operation.clone(), status))
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

    /// The enum of fields of which exactly one is given, by the argument's name in the
    /// IR.
    pub fn one_of(&self, operation: &OperationKey, wire: &str) -> &RustIdent {
        self.at(&NameKey::OneOf(operation.clone(), wire.to_owned()))
    }

    /// The argument that takes that enum.
    pub fn one_of_argument(&self, operation: &OperationKey, wire: &str) -> &RustIdent {
        self.at(&NameKey::OneOfArgument(operation.clone(), wire.to_owned()))
    }

    /// The variant of that enum for one of the fields.
    pub fn one_of_variant(&self, operation: &OperationKey, wire: &str, field: &str) -> &RustIdent {
        self.at(&NameKey::OneOfVariant(
            operation.clone(),
            wire.to_owned(),
            field.to_owned(),
        ))
    }

    /// A type.
    pub fn ty(&self, key: &TypeKey) -> &RustIdent {
        self.at(&NameKey::Type(key.clone()))
    }

    /// The field of the struct at `key` that is called `wire` in JSON.
    pub fn field(&self, key: &TypeKey, wire: &str) -> &RustIdent {
        match self.fields.get(key).and_then(|names| names.get(wire)) {
            Some(name) => name,
            None => self.at(&NameKey::Field(key.clone(), wire.to_owned())),
        }
    }

    /// The setter that sets that field to null, where it can be left out and be null.
    pub fn null_setter(&self, key: &TypeKey, wire: &str) -> &RustIdent {
        self.at(&NameKey::NullSetter(key.clone(), wire.to_owned()))
    }

    /// The variant of the enum or union at `key` for a value, or for the branch of a label.
    pub fn variant(&self, key: &TypeKey, wire: &str) -> &RustIdent {
        self.at(&NameKey::Variant(key.clone(), wire.to_owned()))
    }

    /// The method that returns the tag of the union at `key`, which has tags.
    pub fn tag_method(&self, key: &TypeKey) -> &RustIdent {
        self.at(&NameKey::TagMethod(key.clone()))
    }

    /// The method that returns a field that all branches of the union at `key` have.
    pub fn shared_field(&self, key: &TypeKey, wire: &str) -> &RustIdent {
        self.at(&NameKey::SharedField(key.clone(), wire.to_owned()))
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

/// The names of fields in `table`, which has those of a struct one after another.
fn fields(table: &BTreeMap<NameKey, RustIdent>) -> BTreeMap<TypeKey, BTreeMap<String, RustIdent>> {
    let mut fields: Vec<(TypeKey, BTreeMap<String, RustIdent>)> = Vec::new();
    for (key, name) in table {
        let NameKey::Field(key, wire) = key else {
            continue;
        };
        let (wire, name) = (wire.clone(), name.clone());
        match fields.last_mut() {
            Some((last, names)) if last == key => _ = names.insert(wire, name),
            _ => fields.push((key.clone(), BTreeMap::from([(wire, name)]))),
        }
    }
    fields.into_iter().collect()
}
