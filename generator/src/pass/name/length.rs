//! Names that are too long for a file or for people: they are shortened, and reported.

use std::{borrow::Cow, collections::BTreeMap};

use super::{resolver::NameRequest, unresolved};
use crate::{
    case::{FILE_NAME_LIMIT, ITEM_NAME_LIMIT, NAME_LIMIT, shortened},
    diagnostic::{Code, Diagnostic},
    ident::RustIdent,
    ir::{Api, NameKey},
};

/// Names that were shortened, with how many characters they had.
pub(super) type Long = BTreeMap<(NameKey, String), usize>;

/// Maximum number of characters of the name of `key`.
fn limit(key: &NameKey) -> usize {
    match key {
        NameKey::Library | NameKey::Module(_) | NameKey::Group(_) => FILE_NAME_LIMIT,
        NameKey::Client
        | NameKey::ClientBuilder
        | NameKey::Webhook
        | NameKey::WebhookError
        | NameKey::Type(_)
        | NameKey::Id(_)
        | NameKey::OneOf(..)
        | NameKey::Handle(_)
        | NameKey::RequestBuilder(_)
        | NameKey::OperationConstant(_)
        | NameKey::Arguments(_)
        | NameKey::Output(_) => ITEM_NAME_LIMIT,
        _ => NAME_LIMIT,
    }
}

/// Shortens the candidates of `requests` that are too long.
pub(super) fn shorten(
    requests: &mut [NameRequest<NameKey>],
    spell: fn(&str) -> Option<RustIdent>,
) -> Long {
    let mut long = Long::new();
    for NameRequest {
        key,
        candidates,
        locked,
        ..
    } in requests
    {
        let limit = limit(key);
        // A name that was given stays, but where nothing can have it.
        let locked_limit = match limit {
            FILE_NAME_LIMIT => FILE_NAME_LIMIT,
            _ => NAME_LIMIT,
        };
        let locked = locked.iter_mut().map(|text| (text, locked_limit));
        let candidates = candidates.iter_mut().map(|text| (text, limit));
        for (text, limit) in candidates.chain(locked) {
            let Cow::Owned(short) = shortened(text, limit) else {
                continue;
            };
            if let Some(name) = spell(&short) {
                long.insert((key.clone(), name.plain().to_owned()), text.len());
            }
            *text = short;
        }
    }
    long
}

/// The warnings about shortened candidates that were given.
pub(super) fn warnings(
    api: &Api,
    long: &Long,
    given: &BTreeMap<NameKey, RustIdent>,
) -> Vec<Diagnostic> {
    let is_given = |key, name: &str| {
        let given: Option<&RustIdent> = given.get(key);
        given.is_some_and(|given| given.plain() == name)
    };
    let long = long.iter();
    let long = long.filter(|((key, name), _)| is_given(key, name));
    long.map(|((key, name), length)| warning(api, key, *length, name))
        .collect()
}

/// The warning: the name of `key` would have `length` characters, and became `name`.
pub(super) fn warning(api: &Api, key: &NameKey, length: usize, name: &str) -> Diagnostic {
    /// How much of the text that the name is made of is shown.
    const SHOWN: usize = 60;

    let whole = unresolved::describe(key);
    let mut shown: String = whole.chars().take(SHOWN).collect();
    if shown.len() < whole.len() {
        shown.push('…');
    }
    let limit = limit(key);
    let message =
        format!("the Rust name of {shown} would have {length} characters; the maximum is {limit}");
    let label = format!("shortened to `{name}`");
    let warning = Diagnostic::new(Code::NameTooLong, message);
    match unresolved::origin(api, key) {
        Some(origin) => warning.at(origin, label),
        None => warning.help(label),
    }
}
