//! The security schemes that the pages declare. What they mean for users, the credentials say.

use seamstress_codegen::ir::{Credential, Docs, Scheme, Tokens};

use super::builder;
use crate::{
    Change, Impact,
    change::ChangeKind,
    compare::{builder::ChangeBuilder, snapshot::Snapshots},
    selector::Selector,
};

/// What changed.
pub(super) fn compare(snapshots: &Snapshots<'_>) -> Vec<Change> {
    let (before, after) = (&snapshots.before.api.schemes, &snapshots.after.api.schemes);
    let find = |all: &'_ [Scheme], wire: &str| -> Option<String> {
        let found = all.iter().find(|scheme| scheme.wire == wire)?;
        Some(format!("{:?}", found.location))
    };
    let change = |wire: &str, summary: &str, because: &str| {
        ChangeBuilder::new(
            ChangeKind::WireChanged,
            Impact::WireOnly,
            snapshots.after.names.client(),
            format!("scheme {wire}"),
        )
        .describe(format!("security scheme `{wire}` {summary}"), because)
    };
    let mut changes = Vec::new();
    for scheme in after {
        let location = format!("{:?}", scheme.location);
        let change = match find(before, &scheme.wire) {
            None => {
                change(&scheme.wire, "added", "the pages declare it").identified_by("", location)
            }
            Some(old) if old != location => change(
                &scheme.wire,
                "is sent in another place",
                "the pages declare another place",
            )
            .identified_by(old, location),
            Some(_) => continue,
        };
        changes.push(change.at(snapshots, &scheme.origin));
    }
    for new in after {
        if let Some(old) = before.iter().find(|old| old.wire == new.wire) {
            changes.extend(token_urls(snapshots, old, new));
            changes.extend(scopes(snapshots, old, new));
        }
    }
    for scheme in before {
        if find(after, &scheme.wire).is_none() {
            let because = "the pages do not declare it any more";
            let change = change(&scheme.wire, "removed", because)
                .identified_by(format!("{:?}", scheme.location), "");
            changes.push(change.formerly_at(snapshots, &scheme.origin));
        }
    }
    changes
}

/// Where clients get tokens. A client that gets them by itself fails without the URL.
fn token_urls(snapshots: &Snapshots<'_>, old: &Scheme, new: &Scheme) -> Option<Change> {
    let urls = |scheme: &Scheme| {
        let url = |url: Option<&str>| url.map(str::to_owned);
        let discovery = match &scheme.tokens {
            Tokens::OpenId(url) => Some(url.clone()),
            Tokens::OAuth(_) | Tokens::Undocumented => None,
        };
        (
            url(scheme.token_url()),
            url(scheme.refresh_url()),
            discovery,
        )
    };
    let (before, after) = (urls(old), urls(new));
    if before == after {
        return None;
    }
    let is_lost = before.0.is_some() && after.0.is_none();
    let (kind, impact, summary) = match is_lost {
        true => (
            ChangeKind::BehaviorChanged,
            Impact::Breaking,
            "documents no token URL any more",
        ),
        false => (
            ChangeKind::WireChanged,
            Impact::WireOnly,
            "gets tokens from another URL",
        ),
    };
    let mut change = method(snapshots, new, kind, impact)
        .describe(summary, "the flows of the scheme have other URLs")
        .identified_by(format!("{before:?}"), format!("{after:?}"));
    if is_lost {
        change = change.migration("set the URL with `OAuthFlow::token_url`");
    }
    Some(change.at(snapshots, &new.origin))
}

/// The scopes that the documentation of the builder's method lists.
fn scopes(snapshots: &Snapshots<'_>, old: &Scheme, new: &Scheme) -> Option<Change> {
    let (before, after) = (old.scopes(), new.scopes());
    let texts = |scopes: &[(&str, &Docs)]| -> Vec<(String, String)> {
        let scopes = scopes.iter();
        scopes
            .map(|(name, docs)| ((*name).to_owned(), docs.0.clone()))
            .collect()
    };
    let (was, is) = (texts(&before), texts(&after));
    if was == is {
        return None;
    }
    let names = |some: &[(&str, _)], others: &[(&str, _)]| -> String {
        let missing = some
            .iter()
            .filter(|(name, _)| !others.iter().any(|(other, _)| other == name));
        let names: Vec<_> = missing.map(|(name, _)| format!("`{name}`")).collect();
        names.join(", ")
    };
    let (added, removed) = (names(&after, &before), names(&before, &after));
    let summary = match (added.is_empty(), removed.is_empty()) {
        (true, true) => "describes scopes in other words".to_owned(),
        (false, true) => format!("has the new scopes {added}"),
        (true, false) => format!("no longer has the scopes {removed}"),
        (false, false) => format!("has the new scopes {added}, and no longer {removed}"),
    };
    let change = method(snapshots, new, ChangeKind::DocsChanged, Impact::DocsOnly)
        .describe(summary, "the flows of the scheme list other scopes")
        .identified_by(format!("{was:?}"), format!("{is:?}"));
    Some(change.at(snapshots, &new.origin))
}

/// A change of the builder's method for a scheme; of the client where there is none.
fn method(
    snapshots: &Snapshots<'_>,
    scheme: &Scheme,
    kind: ChangeKind,
    impact: Impact,
) -> ChangeBuilder {
    let address = format!("scheme {}", scheme.wire);
    let mut credentials = snapshots.after.api.client.credentials.iter();
    let is_own = |credential: &&Credential| credential.scheme == scheme.wire;
    match credentials.find(is_own) {
        Some(credential) => {
            let owner = builder(&snapshots.after);
            let name = snapshots.after.names.credential(credential);
            ChangeBuilder::new(kind, impact, format!("{owner}::{name}"), address)
                .explains([Selector::function(&owner, name)])
        }
        None => ChangeBuilder::new(kind, impact, snapshots.after.names.client(), address),
    }
}
