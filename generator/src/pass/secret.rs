//! After this pass, every field whose value must not be displayed is known: passwords by their
//! format, other secrets by their name or by `[[secret]]`.
//!
//! A name is read word by word, and its last words decide: `client_secret` and `webhook_token`
//! are secrets, `token_type` and `secret_name` are not. `pin`, `code` and `key` alone are no
//! evidence: access codes, error codes and keys of maps have these names. Cursors of pages are
//! tokens that open nothing.

use super::Decisions;
use crate::{
    case::{singular, snake},
    diagnostic::Diagnostic,
    ir::{Api, Scalar, Shape, TypeKind},
};

/// The last words of names of secrets.
const NAMES: &[&str] = &[
    "access_key",
    "api_key",
    "encryption_key",
    "passphrase",
    "passwd",
    "password",
    "private_key",
    "secret",
    "secret_key",
    "signing_key",
    "token",
];

/// The last words of names that only look like those of secrets.
const CURSORS: &[&str] = &[
    "continuation_token",
    "cursor_token",
    "next_token",
    "page_token",
    "pagination_token",
    "sync_token",
];

pub(super) fn run(api: &mut Api, decisions: &Decisions<'_>) -> Vec<Diagnostic> {
    for def in api.types.values_mut() {
        if let TypeKind::Struct(inner) = &mut def.kind {
            for field in &mut inner.fields {
                field.secret |= holds_text(&field.shape) && is_secret_name(&field.wire);
            }
        }
    }
    overrides(api, decisions)
}

/// Whether `name` is that of a secret.
fn is_secret_name(name: &str) -> bool {
    let name = singular(&snake(name));
    let ends_in = |words: &&str| {
        let start = name.strip_suffix(words);
        start.is_some_and(|start| start.is_empty() || start.ends_with('_'))
    };
    NAMES.iter().any(ends_in) && !CURSORS.iter().any(ends_in)
}

/// Whether values of `shape` are strings, or may be.
fn holds_text(shape: &Shape) -> bool {
    match shape {
        Shape::Scalar(scalar) => matches!(scalar, Scalar::String | Scalar::Id(_)),
        Shape::Json(_) => true,
        Shape::List(item) | Shape::Map(item) => holds_text(&item.shape),
        Shape::Type(_) | Shape::Inline(_) => false,
    }
}

fn overrides(api: &mut Api, decisions: &Decisions<'_>) -> Vec<Diagnostic> {
    let overrides = decisions.overrides;
    let mut diagnostics = Vec::new();
    for entry in &overrides.secret {
        let wanted = &entry.value;
        let mut types = api.types.iter_mut();
        let Some((_, def)) = types.find(|(key, _)| key.to_string() == wanted.r#type) else {
            let what = "the pages have no type with this address";
            diagnostics.extend(overrides.absent(entry, what));
            continue;
        };
        let TypeKind::Struct(inner) = &mut def.kind else {
            diagnostics.push(overrides.unmatched(entry, "this type has no fields"));
            continue;
        };
        let mut has_effect = false;
        for wire in &wanted.members {
            match inner.fields.iter_mut().find(|field| field.wire == *wire) {
                None => {
                    let what = format!("this type has no field `{wire}`");
                    diagnostics.push(overrides.unmatched(entry, what));
                    has_effect = true;
                }
                Some(field) => {
                    has_effect |= field.secret == wanted.shown;
                    field.secret = !wanted.shown;
                }
            }
        }
        if !has_effect {
            diagnostics.push(overrides.redundant(entry));
        }
    }
    diagnostics
}

#[cfg(test)]
mod tests {
    use super::is_secret_name;

    #[test]
    fn the_last_words_of_a_name_decide() {
        for name in [
            "secret",
            "password",
            "client_secret",
            "accessToken",
            "X-Api-Key",
            "api_key",
            "webhook_signing_key",
            "accessTokens",
            "TOKEN",
        ] {
            assert!(is_secret_name(name), "{name}");
        }
        for name in [
            "token_type",
            "secret_name",
            "code",
            "pin",
            "key",
            "publishable_key",
            "customer_key",
            "token_id",
            "page_token",
            "nextPageToken",
            "has_password_changed",
            "broken",
            "secretary",
        ] {
            assert!(!is_secret_name(name), "{name}");
        }
    }
}
