//! What has a name.

use crate::ir::{
    Api, Feature, Operation, OperationKey, Owner, StatusPattern, Tagging, TypeKey, TypeKind,
};

/// What has a name.
///
/// Fields, values and branches are identified by their names in JSON, groups by path
/// segments.
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
    /// The error of it: `SeamWebhookError`.
    WebhookError,
    /// The builder's method that takes a credential, by [its name](crate::ir::Credential::name).
    Credential(String),
    /// The constant that describes a credential.
    CredentialConstant(String),
    /// The argument after the secret of a credential.
    Companion(String),
    /// The builder's method that chooses a server other than the default one, by its URL.
    Server(String),
    /// The builder's method that sets a variable of servers' URLs.
    ServerVariable(String),
    /// The constant that describes how the API pages or waits, by the field that says so.
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
    /// The enum that an operation returns, where the status decides what that is.
    Output(OperationKey),
    /// The variant of that enum for a status.
    OutputVariant(OperationKey, StatusPattern),
    /// The constant that describes an operation.
    OperationConstant(OperationKey),
    /// The argument that is the whole body of an operation.
    BodyArgument(OperationKey),
    /// The method of an operation's request builder that sets an option of the call.
    RequestOption(OperationKey, &'static str),
    /// What an operation returns, in examples.
    ResultVariable(OperationKey),
    /// The test of an operation's samples.
    SampleTest(OperationKey),
    /// The enum of fields of which exactly one is given.
    OneOf(OperationKey, String),
    /// The argument that takes that enum.
    OneOfArgument(OperationKey, String),
    /// The variant of that enum for one of the fields.
    OneOfVariant(OperationKey, String, String),
    /// A type.
    Type(TypeKey),
    /// The field of a struct, by its name in JSON.
    Field(TypeKey, String),
    /// The setter that sets such a field to null.
    NullSetter(TypeKey, String),
    /// The variant of an enum or a union for one of its values or branches.
    Variant(TypeKey, String),
    /// The method that returns the tag of a union.
    TagMethod(TypeKey),
    /// The method that returns a field that all branches of a union have.
    SharedField(TypeKey, String),
    /// The cargo feature of a top-level group, by its word.
    Feature(String),
    /// A kind of ids, by the JSON name that gives it.
    Id(String),
}

/// Everything of `api` that has a name.
pub(super) fn named_nodes(api: &Api) -> Vec<NameKey> {
    let mut nodes = vec![
        NameKey::Library,
        NameKey::Client,
        NameKey::ClientBuilder,
        NameKey::ClientVariable,
    ];
    if api.webhook.is_some() {
        nodes.extend([NameKey::Webhook, NameKey::WebhookError]);
    }
    for credential in &api.client.credentials {
        let name = &credential.name;
        nodes.push(NameKey::Credential(name.clone()));
        nodes.push(NameKey::CredentialConstant(name.clone()));
        let companion = credential.companion.iter();
        nodes.extend(companion.map(|_| NameKey::Companion(name.clone())));
    }
    let servers = api.other_servers().map(|server| server.url.clone());
    nodes.extend(servers.map(NameKey::Server));
    let variables = api.server_variables().into_keys().map(str::to_owned);
    nodes.extend(variables.map(NameKey::ServerVariable));
    let conventions = api.paging.keys().chain(api.long_running.keys());
    nodes.extend(conventions.cloned().map(NameKey::Convention));
    for group in &api.namespaces {
        nodes.push(NameKey::Group(group.clone()));
        nodes.push(NameKey::Handle(group.clone()));
    }
    nodes.extend(api.features.table.keys().filter_map(|it| match it {
        Feature::Group(word) => Some(NameKey::Feature(word.clone())),
        Feature::Unreferenced | Feature::Webhooks => None,
    }));
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
    let by_status = operation.responses_by_status();
    if !by_status.is_empty() {
        nodes.push(NameKey::Output(key.clone()));
        let variants = by_status.iter();
        nodes.extend(variants.map(|it| NameKey::OutputVariant(key.clone(), it.status)));
    }
    for one_of in &operation.input.one_of {
        let wire = &one_of.wire;
        nodes.push(NameKey::OneOf(key.clone(), wire.clone()));
        nodes.push(NameKey::OneOfArgument(key.clone(), wire.clone()));
        nodes.extend(
            one_of
                .fields
                .iter()
                .map(|field| NameKey::OneOfVariant(key.clone(), wire.clone(), field.clone())),
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
            let shared = inner.shared.iter();
            nodes.extend(shared.map(|it| NameKey::SharedField(key.clone(), it.wire.clone())));
        }
        TypeKind::Alias(_) => {}
    }
}
