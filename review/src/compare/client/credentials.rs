//! The credentials that the client's builder takes.

use seamstress_codegen::ir::{Credential, CredentialLocation};

use super::builder;
use crate::{
    Change, Impact,
    change::ChangeKind,
    compare::{
        builder::ChangeBuilder,
        decision::Table,
        snapshot::{Snapshot, Snapshots},
    },
    selector::Selector,
};

/// Where no entry changed.
const BECAUSE: &str = "the scheme on the pages decides it";

/// What changed.
pub(super) fn compare(snapshots: &Snapshots<'_>) -> Vec<Change> {
    let (before, after) = (
        &snapshots.before.api.client.credentials,
        &snapshots.after.api.client.credentials,
    );
    let find = |all: &'_ [Credential], one: &Credential| -> Option<usize> {
        all.iter().position(|other| other.name == one.name)
    };
    let mut changes = Vec::new();
    for old in before {
        match find(after, old).and_then(|index| after.get(index)) {
            Some(new) => changes.extend(changed(snapshots, old, new)),
            None => changes.push(removed(snapshots, old)),
        }
    }
    let added = after.iter().filter(|new| find(before, new).is_none());
    changes.extend(added.map(|new| self::added(snapshots, new)));
    changes
}

/// A change of the builder's method that takes the credential.
fn change(
    snapshots: &Snapshots<'_>,
    kind: ChangeKind,
    impact: Impact,
    credential: &Credential,
) -> ChangeBuilder {
    let owner = builder(&snapshots.after);
    let snapshot = match kind {
        ChangeKind::Removed => &snapshots.before,
        _ => &snapshots.after,
    };
    let name = snapshot.names.credential(credential);
    let (item, address) = (format!("{owner}::{name}"), format!("credential {name}"));
    ChangeBuilder::new(kind, impact, item, address).explains([Selector::function(&owner, name)])
}

fn added(snapshots: &Snapshots<'_>, new: &Credential) -> Change {
    change(snapshots, ChangeKind::Added, Impact::Added, new)
        .describe(
            "new credential",
            snapshots.reason(
                Table::Credential,
                &new.name,
                format!("the pages have the security scheme `{}`", new.scheme),
            ),
        )
        .without_location()
}

fn removed(snapshots: &Snapshots<'_>, old: &Credential) -> Change {
    change(snapshots, ChangeKind::Removed, Impact::Breaking, old)
        .describe(
            "credential removed",
            snapshots.reason(
                Table::Credential,
                &old.name,
                format!("no page has the security scheme `{}` any more", old.scheme),
            ),
        )
        .migration("authenticate with another credential")
        .without_location()
}

fn decided(snapshots: &Snapshots<'_>, credential: &Credential) -> String {
    snapshots.reason(Table::Credential, &credential.name, BECAUSE)
}

fn changed(snapshots: &Snapshots<'_>, old: &Credential, new: &Credential) -> Vec<Change> {
    let changes = [
        parameters(snapshots, old, new),
        prefix(snapshots, old, new),
        variables(snapshots, old, new),
        location(snapshots, old, new),
    ];
    changes
        .into_iter()
        .flatten()
        .map(ChangeBuilder::without_location)
        .collect()
}

/// What the builder's method takes.
fn parameters(
    snapshots: &Snapshots<'_>,
    old: &Credential,
    new: &Credential,
) -> Option<ChangeBuilder> {
    let arguments = |snapshot: &Snapshot<'_>, it: &Credential| {
        let companion = snapshot.names.companion(it);
        (Secrets::of(it), companion.map(ToString::to_string))
    };
    let (before, after) = (
        arguments(&snapshots.before, old),
        arguments(&snapshots.after, new),
    );
    if before == after {
        return None;
    }
    let takes_more =
        (Secrets::Fixed, &before.1) == (before.0, &after.1) && after.0 == Secrets::FixedOrProvided;
    let change = match takes_more {
        true => change(snapshots, ChangeKind::Added, Impact::Added, new)
            .describe("takes what provides tokens too", decided(snapshots, new)),
        false => change(snapshots, ChangeKind::TypeChanged, Impact::Breaking, new)
            .describe("takes other arguments", decided(snapshots, new))
            .migration(match (before.0 == after.0, &after) {
                (true, (_, Some(name))) => format!("pass `{name}` after the secret"),
                (_, (Secrets::Login, _)) => "pass a user name and a password".to_owned(),
                (_, (Secrets::FixedOrProvided, _)) => "pass a token".to_owned(),
                (_, (Secrets::Fixed, _)) => "pass the secret alone".to_owned(),
            }),
    };
    Some(change.identified_by(format!("{before:?}"), format!("{after:?}")))
}

/// The first arguments of the builder's method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Secrets {
    /// A secret.
    Fixed,
    /// A secret, or what provides it.
    FixedOrProvided,
    /// A user name and a password.
    Login,
}

impl Secrets {
    fn of(credential: &Credential) -> Self {
        match credential.location {
            CredentialLocation::Basic => Self::Login,
            _ if credential.takes_provider => Self::FixedOrProvided,
            _ => Self::Fixed,
        }
    }
}

/// How the secret has to begin.
fn prefix(snapshots: &Snapshots<'_>, old: &Credential, new: &Credential) -> Option<ChangeBuilder> {
    if old.prefix == new.prefix {
        return None;
    }
    let change = match &new.prefix {
        Some(prefix) => change(
            snapshots,
            ChangeKind::BehaviorChanged,
            Impact::Breaking,
            new,
        )
        .describe(
            format!("is refused if it does not begin with `{prefix}`"),
            decided(snapshots, new),
        )
        .migration("use a secret with this prefix, or another credential"),
        // A check that is removed accepts more.
        None => change(snapshots, ChangeKind::WireChanged, Impact::WireOnly, new)
            .describe("is accepted with any prefix", decided(snapshots, new)),
    };
    let identity = |it: &Credential| format!("prefix {:?}", it.prefix);
    Some(change.identified_by(identity(old), identity(new)))
}

/// The environment variables that it is read from.
fn variables(
    snapshots: &Snapshots<'_>,
    old: &Credential,
    new: &Credential,
) -> Option<ChangeBuilder> {
    let identity = |it: &Credential| {
        let companion = it.companion.as_ref().map(|it| it.variable.clone());
        format!("{:?} {companion:?}", it.variable)
    };
    let (before, after) = (identity(old), identity(new));
    if before == after {
        return None;
    }
    let variable = |it: &Credential| match &it.variable {
        Some(name) => format!("the variable `{name}`"),
        None => "no variable".to_owned(),
    };
    let change = change(
        snapshots,
        ChangeKind::BehaviorChanged,
        Impact::Breaking,
        new,
    )
    .describe(
        format!("is read from {}, not {}", variable(new), variable(old)),
        decided(snapshots, new),
    )
    .identified_by(before, after)
    .migration(format!("set {}", variable(new)));
    Some(change)
}

/// Where requests carry it.
fn location(
    snapshots: &Snapshots<'_>,
    old: &Credential,
    new: &Credential,
) -> Option<ChangeBuilder> {
    let identity = |it: &Credential| {
        let header = it.companion.as_ref().map(|it| it.header.clone());
        format!(
            "{:?} {:?} {header:?} {} {:?}",
            it.location, it.repeated_in, it.scheme, it.also
        )
    };
    let (before, after) = (identity(old), identity(new));
    if before == after {
        return None;
    }
    let change = change(snapshots, ChangeKind::WireChanged, Impact::WireOnly, new)
        .describe("is sent in another place", decided(snapshots, new))
        .identified_by(before, after);
    Some(change)
}
