//! Security requirements of operations.
//!
//! Pages name security schemes, and users give credentials: what counts is whether the
//! API still accepts a credential that it accepted. A change that many operations share
//! is one change.

use std::collections::{BTreeMap, BTreeSet};

use seamstress_codegen::ir::{Api, Operation, SchemeUse, Security};

use super::{
    builder::ChangeBuilder,
    item::operation_item,
    matched_operations::{MatchedOperations, OperationPair},
    snapshot::Snapshots,
};
use crate::{Change, Impact, change::ChangeKind};

/// What changed for the operations of both runs.
pub(super) fn compare(
    snapshots: &Snapshots<'_>,
    operations: &MatchedOperations<'_>,
) -> Vec<Change> {
    let mut shared: BTreeMap<SecurityChange, Vec<&Operation>> = BTreeMap::new();
    for OperationPair { old, new } in operations.in_both() {
        for change in changes(snapshots, old, new) {
            shared.entry(change).or_default().push(new);
        }
    }
    for operations in shared.values_mut() {
        operations.sort_by_key(|operation| &operation.key);
    }
    shared
        .into_iter()
        .map(|(change, operations)| change.build(snapshots, &operations))
        .collect()
}

/// A change of security, which many operations can share.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum SecurityChange {
    /// The credential of this scheme is accepted.
    Accepted(String),
    /// The credential of this scheme is no longer accepted.
    Rejected(String),
    /// No credential is needed any more.
    CredentialUnneeded,
    /// A credential is needed.
    CredentialNeeded,
    /// A connection without a client certificate is accepted.
    CertificateUnneeded,
    /// A client certificate is needed.
    CertificateNeeded,
    /// A scheme needs another scope.
    ScopeAdded { scheme: String, scope: String },
    /// A scheme no longer needs a scope.
    ScopeRemoved { scheme: String, scope: String },
    /// There is another alternative that no single credential satisfies.
    AlternativeAdded(Alternative),
    /// There is an alternative less that no single credential satisfies.
    AlternativeRemoved(Alternative),
}

/// Schemes that are needed together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Alternative {
    schemes: BTreeSet<String>,
    /// Whether a client of the crate can satisfy it, with several credentials.
    is_usable: bool,
}

fn changes(snapshots: &Snapshots<'_>, old: &Operation, new: &Operation) -> Vec<SecurityChange> {
    if old.security == new.security {
        return Vec::new();
    }
    let (old_api, new_api) = (snapshots.before.api, snapshots.after.api);
    let mut changes = Vec::new();
    match (
        needs_certificate(old_api, &old.security),
        needs_certificate(new_api, &new.security),
    ) {
        (true, false) => changes.push(SecurityChange::CertificateUnneeded),
        (false, true) => changes.push(SecurityChange::CertificateNeeded),
        _ => {}
    }
    match (
        needs_credential(old_api, &old.security),
        needs_credential(new_api, &new.security),
    ) {
        (true, false) => changes.push(SecurityChange::CredentialUnneeded),
        (false, true) => changes.push(SecurityChange::CredentialNeeded),
        (false, false) => {}
        (true, true) => changes.extend(credential_changes(snapshots, old, new)),
    }
    changes
}

/// What changed for a call that needs a credential.
fn credential_changes(
    snapshots: &Snapshots<'_>,
    old: &Operation,
    new: &Operation,
) -> Vec<SecurityChange> {
    let (before, after) = (
        accepted(snapshots.before.api, old),
        accepted(snapshots.after.api, new),
    );
    let accepted = after.difference(&before).cloned();
    let rejected = before.difference(&after).cloned();
    let mut changes: Vec<_> = accepted
        .clone()
        .map(SecurityChange::Accepted)
        .chain(rejected.clone().map(SecurityChange::Rejected))
        .collect();
    // What a change of a credential says is not repeated for its schemes.
    let reported: BTreeSet<String> = accepted
        .chain(rejected)
        .flat_map(|scheme| satisfied(snapshots, &scheme))
        .collect();
    let (before, after) = (
        alternatives(snapshots.before.api, &old.security),
        alternatives(snapshots.after.api, &new.security),
    );
    let unreported = |api: &Api, schemes: &BTreeSet<String>| {
        let is_reported = schemes.is_subset(&reported);
        (!is_reported).then(|| Alternative::new(api, schemes))
    };
    let added = after.difference(&before);
    let added = added.filter_map(|schemes| unreported(snapshots.after.api, schemes));
    changes.extend(added.map(SecurityChange::AlternativeAdded));
    let removed = before.difference(&after);
    let removed = removed.filter_map(|schemes| unreported(snapshots.before.api, schemes));
    changes.extend(removed.map(SecurityChange::AlternativeRemoved));
    changes.extend(scope_changes(&old.security, &new.security));
    changes
}

/// Whether a call needs a credential. Where the document does not say, or offers an
/// alternative without schemes, a client without a credential may call.
fn needs_credential(api: &Api, security: &Security) -> bool {
    needs(security, |needed| api.is_sent(needed))
}

/// Whether a call needs a connection with a client certificate.
fn needs_certificate(api: &Api, security: &Security) -> bool {
    needs(security, |needed| !api.is_sent(needed))
}

/// Whether each alternative has such a scheme.
fn needs(security: &Security, is_such: impl Fn(&SchemeUse) -> bool) -> bool {
    match security {
        Security::Unspecified => false,
        Security::AnyOf(alternatives) => {
            let mut all = alternatives.iter();
            !alternatives.is_empty() && all.all(|needed| needed.iter().any(&is_such))
        }
    }
}

impl Alternative {
    fn new(api: &Api, schemes: &BTreeSet<String>) -> Self {
        let credentials = &api.client.credentials;
        let mut needed = schemes.iter();
        Self {
            schemes: schemes.clone(),
            is_usable: needed.all(|scheme| credentials.iter().any(|it| it.satisfies(scheme))),
        }
    }

    fn describe(&self) -> String {
        let schemes = list(&self.schemes);
        if self.is_usable {
            format!("{schemes} together")
        } else {
            format!("{schemes}, which the crate has no credentials for")
        }
    }
}

/// The schemes of each alternative that requests carry something of.
fn alternatives(api: &Api, security: &Security) -> BTreeSet<BTreeSet<String>> {
    let Security::AnyOf(alternatives) = security else {
        return BTreeSet::new();
    };
    let schemes = alternatives.iter().map(|alternative| {
        let schemes = alternative.iter().filter(|it| api.is_sent(it));
        schemes.map(|it| it.scheme.clone()).collect()
    });
    schemes.collect()
}

/// The credentials any one of which an operation accepts by itself, by their scheme.
fn accepted(api: &Api, operation: &Operation) -> BTreeSet<String> {
    let credentials = api.client.credentials.iter();
    let accepted = credentials.filter(|credential| match &operation.security {
        // The client sends the credential that it has.
        Security::Unspecified => true,
        Security::AnyOf(alternatives) => alternatives.iter().any(|needed| {
            let mut needed = needed.iter().filter(|it| api.is_sent(it));
            needed.all(|it| credential.satisfies(&it.scheme))
        }),
    });
    accepted
        .map(|credential| credential.scheme.clone())
        .collect()
}

/// The schemes that the credential of this scheme satisfies.
fn satisfied(snapshots: &Snapshots<'_>, scheme: &str) -> BTreeSet<String> {
    let apis = [snapshots.before.api, snapshots.after.api];
    let credentials = apis.into_iter().flat_map(|api| &api.client.credentials);
    let own = credentials.filter(|credential| credential.scheme == scheme);
    own.flat_map(|credential| credential.also.iter().chain([&credential.scheme]))
        .cloned()
        .collect()
}

/// The scopes of schemes that both have.
fn scope_changes(old: &Security, new: &Security) -> Vec<SecurityChange> {
    let (before, after) = (scopes(old), scopes(new));
    let mut changes = Vec::new();
    for (scheme, new) in &after {
        let Some(old) = before.get(scheme) else {
            continue;
        };
        let added = new.difference(old);
        changes.extend(added.map(|scope| SecurityChange::ScopeAdded {
            scheme: (*scheme).to_owned(),
            scope: (*scope).to_owned(),
        }));
        let removed = old.difference(new);
        changes.extend(removed.map(|scope| SecurityChange::ScopeRemoved {
            scheme: (*scheme).to_owned(),
            scope: (*scope).to_owned(),
        }));
    }
    changes
}

fn scopes(security: &Security) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut scopes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    if let Security::AnyOf(alternatives) = security {
        for used in alternatives.iter().flatten() {
            let known = scopes.entry(&used.scheme).or_default();
            known.extend(used.scopes.iter().map(String::as_str));
        }
    }
    scopes
}

impl SecurityChange {
    fn build(self, snapshots: &Snapshots<'_>, operations: &[&Operation]) -> Change {
        let call = operations
            .first()
            .map(|first| operation_item(&snapshots.after, first))
            .unwrap_or_default();
        let item = match operations.len() {
            0 | 1 => call,
            count => format!("{call} and {} more", count - 1),
        };
        let keys: Vec<_> = operations.iter().map(|it| it.key.to_string()).collect();
        let (kind, impact) = self.effect();
        let (summary, because) = self.describe(snapshots);
        ChangeBuilder::new(kind, impact, item, format!("security {}", keys.join(", ")))
            .describe(summary, because)
            .identified_by("", format!("{self:?}"))
            .migration(self.migration(snapshots))
            .at_all(
                snapshots,
                operations.iter().map(|operation| &operation.origin),
            )
    }

    fn effect(&self) -> (ChangeKind, Impact) {
        match self {
            Self::Accepted(_) | Self::CredentialUnneeded | Self::CertificateUnneeded => {
                (ChangeKind::Added, Impact::Added)
            }
            Self::AlternativeAdded(it) if it.is_usable => (ChangeKind::Added, Impact::Added),
            Self::Rejected(_) | Self::CredentialNeeded | Self::CertificateNeeded => {
                (ChangeKind::BehaviorChanged, Impact::Breaking)
            }
            Self::AlternativeRemoved(it) if it.is_usable => {
                (ChangeKind::BehaviorChanged, Impact::Breaking)
            }
            // The client sends the same request; only the API knows the scopes of a credential.
            Self::ScopeAdded { .. }
            | Self::ScopeRemoved { .. }
            | Self::AlternativeAdded(_)
            | Self::AlternativeRemoved(_) => (ChangeKind::WireChanged, Impact::WireOnly),
        }
    }

    /// What changed for callers, and on the page.
    fn describe(&self, snapshots: &Snapshots<'_>) -> (String, String) {
        let added = |schemes: &str| format!("`security` has the new alternative {schemes}");
        let removed = |schemes: &str| format!("`security` no longer has the alternative {schemes}");
        match self {
            Self::Accepted(scheme) => (
                format!("accepts `{}`", method(snapshots, scheme)),
                added(&format!("`{scheme}`")),
            ),
            Self::Rejected(scheme) => (
                format!("no longer accepts `{}`", method(snapshots, scheme)),
                removed(&format!("`{scheme}`")),
            ),
            Self::CredentialUnneeded => (
                "no longer needs a credential".to_owned(),
                "`security` asks for no scheme any more".to_owned(),
            ),
            Self::CredentialNeeded => (
                "needs a credential".to_owned(),
                "`security` asked for no scheme and now does".to_owned(),
            ),
            Self::CertificateUnneeded => (
                "no longer needs a client certificate".to_owned(),
                "`security` has an alternative without mutual TLS".to_owned(),
            ),
            Self::CertificateNeeded => (
                "needs a client certificate".to_owned(),
                "`security` asks for mutual TLS".to_owned(),
            ),
            Self::ScopeAdded { scheme, scope } => (
                format!("needs the scope `{scope}`"),
                format!("`security` asks for the scope `{scope}` of `{scheme}`"),
            ),
            Self::ScopeRemoved { scheme, scope } => (
                format!("no longer needs the scope `{scope}`"),
                format!("`security` no longer asks for the scope `{scope}` of `{scheme}`"),
            ),
            Self::AlternativeAdded(it) => {
                let schemes = list(&it.schemes);
                (format!("accepts {}", it.describe()), added(&schemes))
            }
            Self::AlternativeRemoved(it) => {
                let schemes = list(&it.schemes);
                let summary = format!("no longer accepts {}", it.describe());
                (summary, removed(&schemes))
            }
        }
    }

    fn migration(&self, snapshots: &Snapshots<'_>) -> String {
        match self {
            Self::Rejected(scheme) => format!(
                "call it with a client that has another credential than `{}`",
                method(snapshots, scheme)
            ),
            Self::AlternativeRemoved(it) if it.is_usable => {
                "give the client's builder a credential that the operation still accepts".to_owned()
            }
            Self::CredentialNeeded => {
                "give the client's builder a credential instead of `.anonymous()`".to_owned()
            }
            Self::CertificateNeeded => {
                "give the client's builder an HTTP client with the certificate".to_owned()
            }
            Self::ScopeAdded { scope, .. } => {
                format!("use a credential that was granted the scope `{scope}`")
            }
            _ => String::new(),
        }
    }
}

/// The method of the client's builder that takes the credential of a scheme.
fn method(snapshots: &Snapshots<'_>, scheme: &str) -> String {
    let both = [&snapshots.after, &snapshots.before];
    let found = both.into_iter().find_map(|snapshot| {
        let mut credentials = snapshot.api.client.credentials.iter();
        let found = credentials.find(|credential| credential.scheme == scheme)?;
        Some(snapshot.names.credential(found).to_string())
    });
    found.unwrap_or_else(|| scheme.to_owned())
}

/// `` `a` and `b` ``
fn list(schemes: &BTreeSet<String>) -> String {
    let schemes: Vec<_> = schemes.iter().map(|it| format!("`{it}`")).collect();
    schemes.join(" and ")
}
