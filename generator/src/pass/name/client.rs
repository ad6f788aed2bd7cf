//! Names of the crate, of its client, and of what belongs to the client as a whole.

use super::{Naming, length, resolver::NameRequest, spelling};
use crate::{
    case::{ITEM_NAME_LIMIT, NAME_LIMIT, escape, pascal, shortened, snake},
    diagnostic::{Code, Diagnostic},
    ident::RustIdent,
    ir::{Credential, CredentialLocation, NameKey, Server},
    lock::Lock,
    pass::Decisions,
    reserved,
};

pub(super) fn name(naming: &mut Naming<'_>) {
    name_library(naming);
    name_client(naming);
    name_credentials(naming);
    name_servers(naming);
    name_conventions(naming);
}

/// The package's name as code writes it, as Cargo has it.
fn name_library(naming: &mut Naming<'_>) {
    let natural = naming.api.client.package.replace('-', "_");
    // Cargo takes no keyword.
    let spell = |text: &str| RustIdent::new(text).filter(|name| name.as_str() == text);
    naming.scope(
        vec![NameRequest::new(NameKey::Library, vec![natural])],
        &[],
        spell,
    );
}

/// The client, its builder, and what is called after them.
fn name_client(naming: &mut Naming<'_>) {
    let Some((client, builder)) = client(naming) else {
        return;
    };
    let variable = snake(client.plain());
    let verifier = format!("{}Webhook", client.plain());
    naming.table.insert(NameKey::Client, client);
    naming.table.insert(NameKey::ClientBuilder, builder);
    naming.scope(
        vec![NameRequest::new(
            NameKey::ClientVariable,
            vec![variable, "client".to_owned()],
        )],
        &[],
        RustIdent::new,
    );
    if naming.api.webhook.is_some() {
        let error = format!("{verifier}Error");
        let requests = vec![
            NameRequest::new(NameKey::Webhook, vec![verifier]),
            NameRequest::new(NameKey::WebhookError, vec![error]),
        ];
        naming.scope(requests, &reserved::operations(), spelling::ty);
    }
}

/// The client's name and its builder's: as decided, else as given before, else from the
/// [API](crate::ir::Api::name). Neither may be a name that generated code uses for itself.
fn client(naming: &mut Naming<'_>) -> Option<(RustIdent, RustIdent)> {
    let pair = |name: &str| {
        let builder = format!("{name}Builder");
        let is_free = |name: &str| !reserved::operations().contains(&name);
        let is_short = builder.len() <= ITEM_NAME_LIMIT;
        if is_short && is_free(name) && is_free(&builder) {
            Some((RustIdent::new(name)?, RustIdent::new(&builder)?))
        } else {
            None
        }
    };
    if let Some(decided) = &naming.decisions.overrides.client {
        let decided = &decided.value;
        let pair = pair(&decided.name);
        if pair.is_none() {
            naming.diagnostics.push(Diagnostic::new(
                Code::InvalidName,
                format!(
                    "`{}` in overrides.toml is not a Rust identifier of at most {ITEM_NAME_LIMIT} \
                     characters with `Builder`, or one that generated code uses",
                    decided.name
                ),
            ));
        }
        return pair;
    }
    let locked = naming.decisions.lock.client.as_ref();
    let whole = pascal(&naming.api.name());
    let title = shortened(&whole, ITEM_NAME_LIMIT - "ClientBuilder".len());
    let given = locked
        .and_then(|locked| pair(&locked.name))
        .or_else(|| pair(&title))
        .or_else(|| pair(&format!("{title}Client")))
        .or_else(|| pair("ApiClient"));
    let is_title = |(client, _): &(RustIdent, _)| client.plain() == title;
    if title != whole && given.as_ref().is_some_and(is_title) {
        let warning = length::warning(naming.api, &NameKey::Client, whole.len(), &title);
        naming.diagnostics.push(warning);
    }
    given
}

/// Methods of the client's builder, their arguments, and the constants that they read.
fn name_credentials(naming: &mut Naming<'_>) {
    let api = naming.api;
    let mut requests = Vec::new();
    let mut constants = Vec::new();
    for credential in &api.client.credentials {
        let key = NameKey::Credential(credential.name.clone());
        if naming.decisions.overrides.credential.is_empty() {
            let natural = snake(&credential.name);
            requests.push(NameRequest::new(
                key,
                vec![
                    natural.clone(),
                    format!("{natural}_credential"),
                    format!("credential_{}", escape(&credential.name)),
                ],
            ));
        } else {
            name_decided(naming, credential);
        }
    }
    naming.scope(requests, reserved::CLIENT_BUILDER, spelling::field);
    for credential in &api.client.credentials {
        let method = NameKey::Credential(credential.name.clone());
        if let Some(method) = naming.given(&method) {
            let natural = method.plain();
            let candidates = vec![natural.to_owned(), format!("{natural}_scheme")];
            let key = NameKey::CredentialConstant(credential.name.clone());
            constants.push(NameRequest::new(key, candidates));
        }
    }
    naming.scope(constants, reserved::CLIENT_CONSTANTS, spelling::constant);
}

/// Gives a credential and its companion the names that `overrides.toml` has for them.
fn name_decided(naming: &mut Naming<'_>, credential: &Credential) {
    let spell = |text: &str| RustIdent::new(text).filter(|name| name.plain().len() <= NAME_LIMIT);
    let method =
        spell(&credential.name).filter(|name| !reserved::CLIENT_BUILDER.contains(&name.plain()));
    let argument = match &credential.companion {
        // The secret is called as the method.
        Some(companion) => spell(&companion.name)
            .filter(|name| name.plain() != credential.name)
            .filter(|name| {
                credential.location != CredentialLocation::Basic
                    || !reserved::BASIC_ARGUMENTS.contains(&name.plain())
            })
            .map(Some),
        None => Some(None),
    };
    let (Some(method), Some(argument)) = (method, argument) else {
        let error = invalid_credential(naming.decisions, credential);
        naming.diagnostics.push(error);
        return;
    };
    let key = NameKey::Credential(credential.name.clone());
    naming.table.insert(key, method);
    if let Some(argument) = argument {
        let key = NameKey::Companion(credential.name.clone());
        naming.table.insert(key, argument);
    }
}

fn invalid_credential(decisions: &Decisions<'_>, credential: &Credential) -> Diagnostic {
    let error = Diagnostic::new(
        Code::InvalidName,
        "a name here is not a Rust identifier, or one that generated code uses",
    );
    let mut entries = decisions.overrides.credential.iter();
    match entries.find(|entry| entry.value.name == credential.name) {
        Some(entry) => error.at(decisions.overrides.location(entry), "in this entry"),
        None => error,
    }
}

/// Methods of the client's builder that choose a server or set a part of its URL.
fn name_servers(naming: &mut Naming<'_>) {
    let api = naming.api;
    let credentials = api.client.credentials.iter();
    let given = credentials.filter_map(|credential| {
        let key = NameKey::Credential(credential.name.clone());
        naming.given(&key).map(|name| name.plain().to_owned())
    });
    let given: Vec<String> = given.collect();
    let reserved: Vec<&str> = given
        .iter()
        .map(String::as_str)
        .chain(reserved::CLIENT_BUILDER.iter().copied())
        .collect();
    let locked = &naming.decisions.lock.servers;
    let variables = api.server_variables().into_keys().map(|variable| {
        let natural = snake(variable);
        NameRequest {
            locked: locked.get(&Lock::variable_key(variable)).cloned(),
            ..NameRequest::new(
                NameKey::ServerVariable(variable.to_owned()),
                vec![
                    natural.clone(),
                    format!("{natural}_variable"),
                    format!("variable_{}", escape(variable)),
                ],
            )
        }
    });
    let default = api.servers.first().map(Server::default_url);
    let default = server_words(default.as_deref().unwrap_or_default());
    let servers = api.other_servers().map(|server| {
        let url = server.default_url();
        let words = server_words(&url);
        let own = words.iter().filter(|word| !default.contains(word));
        let own: Vec<&str> = own.copied().collect();
        NameRequest {
            // A variable is named in the document.
            rank: 1,
            locked: locked.get(&server.url).cloned(),
            ..NameRequest::new(
                NameKey::Server(server.url.clone()),
                vec![
                    snake(&own.join("_")),
                    format!("{}_server", snake(&words.join("_"))),
                    format!("server_{}", escape(&server.url)),
                ],
            )
        }
    });
    let requests = variables.chain(servers).collect();
    naming.scope(requests, &reserved, spelling::field);
}

/// What distinguishes the URL of a server from others: the labels of its host, its port and
/// the segments of its path.
fn server_words(url: &str) -> Vec<&str> {
    let (_, rest) = url.split_once("://").unwrap_or(("", url));
    let words = rest.split(['.', '/', ':']);
    words.filter(|word| !word.is_empty()).collect()
}

/// Constants that describe how the API pages and waits.
fn name_conventions(naming: &mut Naming<'_>) {
    let api = naming.api;
    let fields = api.paging.keys().chain(api.long_running.keys());
    let requests = fields.map(|field| {
        let natural = snake(field);
        NameRequest::new(
            NameKey::Convention(field.clone()),
            vec![
                natural.clone(),
                format!("{natural}_convention"),
                format!("convention_{}", escape(field)),
            ],
        )
    });
    naming.scope(requests.collect(), &[], spelling::constant);
}
