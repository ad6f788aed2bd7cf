//! The credentials that the client's builder takes, and the security schemes that no
//! credential stands for.

use seamstress_codegen::ir::{Credential, Scheme};

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
    let mut changes = credentials(snapshots);
    changes.extend(schemes(snapshots));
    changes
}

fn credentials(snapshots: &Snapshots<'_>) -> Vec<Change> {
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
    let owner = builder(snapshots);
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
    let companion = |snapshot: &Snapshot<'_>, it: &Credential| {
        let name = snapshot.names.companion(it);
        name.map(ToString::to_string)
    };
    let (before, after) = (
        companion(&snapshots.before, old),
        companion(&snapshots.after, new),
    );
    if before == after {
        return None;
    }
    let change = change(snapshots, ChangeKind::TypeChanged, Impact::Breaking, new)
        .describe("takes other arguments", decided(snapshots, new))
        .identified_by(format!("{before:?}"), format!("{after:?}"));
    Some(change.migration(match after {
        Some(name) => format!("pass `{name}` as the second argument"),
        None => "pass the secret alone".to_owned(),
    }))
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

/// All security schemes. What it means for users, the credentials say.
fn schemes(snapshots: &Snapshots<'_>) -> Vec<Change> {
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
