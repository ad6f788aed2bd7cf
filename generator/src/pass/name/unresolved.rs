//! The errors for what none of its candidates could name, and what keys are about.

use crate::{
    diagnostic::{Code, Diagnostic},
    ir::{Api, NameKey, OperationKey, Owner, Root, TypeKey},
    source::Origin,
};

/// The error: what has no name, and where it is declared.
pub(super) fn error(api: &Api, key: &NameKey) -> Diagnostic {
    let message = format!("no Rust name is left for {}", describe(key));
    let error = Diagnostic::new(Code::NameCollision, message);
    match origin(api, key) {
        Some(origin) => error.at(origin, "declared here"),
        None => error,
    }
    .help("rename it, or one of its neighbours, on the page")
}

/// What a key is about, in the API's own words.
pub(super) fn describe(key: &NameKey) -> String {
    match key {
        NameKey::Library => "the package".to_owned(),
        NameKey::Client | NameKey::ClientVariable => "the client".to_owned(),
        NameKey::ClientBuilder => "the client's builder".to_owned(),
        NameKey::Webhook | NameKey::WebhookError => "the webhook".to_owned(),
        NameKey::Credential(name) | NameKey::CredentialConstant(name) => {
            format!("the credential `{name}`")
        }
        NameKey::Companion(name) => format!("the companion of the credential `{name}`"),
        NameKey::Server(url) => format!("the server `{url}`"),
        NameKey::ServerVariable(name) => format!("the server variable `{name}`"),
        NameKey::Convention(field) => format!("the convention of `{field}`"),
        NameKey::Module(owner) => match owner {
            Owner::Component(name) | Owner::Role(name) => format!("the file of `{name}`"),
            Owner::Operation(key) => format!("the file of the types of `{key}`"),
            Owner::Shared => "the file of the shared types".to_owned(),
        },
        NameKey::Group(path) | NameKey::Handle(path) => format!("the group `/{}`", path.join("/")),
        NameKey::Method(key)
        | NameKey::RequestBuilder(key)
        | NameKey::OperationConstant(key)
        | NameKey::ResultVariable(key)
        | NameKey::SampleTest(key) => format!("`{key}`"),
        NameKey::Arguments(key) => format!("the arguments of `{key}`"),
        NameKey::RequestOption(key, option) => format!("the option `{option}` of `{key}`"),
        NameKey::Output(key) => format!("what `{key}` returns"),
        NameKey::OutputVariant(key, status) => format!("the response {status} of `{key}`"),
        NameKey::BodyArgument(key) => format!("the body of `{key}`"),
        NameKey::OneOf(key, wire) | NameKey::OneOfArgument(key, wire) => {
            format!("the argument `{wire}` of `{key}`")
        }
        NameKey::OneOfVariant(key, wire, field) => {
            format!("`{field}` of the argument `{wire}` of `{key}`")
        }
        NameKey::Type(key) => format!("type `{key}`"),
        NameKey::Field(key, wire)
        | NameKey::SharedField(key, wire)
        | NameKey::Variant(key, wire) => format!("`{wire}` of `{key}`"),
        NameKey::NullSetter(key, wire) => format!("setting `{wire}` of `{key}` to null"),
        NameKey::TagMethod(key) => format!("the tag of `{key}`"),
        NameKey::Feature(word) => format!("the feature of the group `{word}`"),
        NameKey::Id(kind) => format!("ids called `{kind}`"),
    }
}

/// Where it is declared, if one place alone declares it.
pub(super) fn origin<'a>(api: &'a Api, key: &NameKey) -> Option<&'a Origin> {
    let of_type = |key: &TypeKey| api.type_at(key).map(|def| &def.origin);
    let of_operation = |key: &OperationKey| api.operation(key).map(|operation| &operation.origin);
    match key {
        NameKey::Module(Owner::Component(name)) => {
            let mut keys = api.types.keys();
            let first = keys.find(|key| matches!(key.root(), Root::Component(of) if of == name));
            first.and_then(of_type)
        }
        NameKey::Module(Owner::Operation(key)) => of_operation(key),
        NameKey::Type(key)
        | NameKey::Field(key, _)
        | NameKey::NullSetter(key, _)
        | NameKey::SharedField(key, _)
        | NameKey::Variant(key, _)
        | NameKey::TagMethod(key) => of_type(key),
        NameKey::Method(key)
        | NameKey::RequestBuilder(key)
        | NameKey::Arguments(key)
        | NameKey::OperationConstant(key)
        | NameKey::BodyArgument(key)
        | NameKey::ResultVariable(key)
        | NameKey::RequestOption(key, _)
        | NameKey::SampleTest(key)
        | NameKey::OneOf(key, _)
        | NameKey::OneOfArgument(key, _)
        | NameKey::OneOfVariant(key, _, _) => of_operation(key),
        NameKey::Group(path) | NameKey::Handle(path) => {
            let mut operations = api.operations.values();
            let first = operations.find(|it| it.namespace.starts_with(path));
            first.map(|operation| &operation.origin)
        }
        _ => None,
    }
}
