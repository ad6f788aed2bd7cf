//! The client: where it sends, what it is called, how it authenticates, and what it reads
//! of responses and of the environment.

mod credentials;
mod schemes;
mod servers;
mod settings;

use seamstress_codegen::{
    source::{Origin, Pointer},
    surface::TypePath,
};

use super::{
    builder::ChangeBuilder,
    decision::Table,
    documentation::{self, Subject},
    snapshot::{Snapshot, Snapshots},
};
use crate::{Change, Impact, change::ChangeKind, selector::Selector};

/// What changed.
pub(super) fn compare(snapshots: &Snapshots<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    changes.extend(endpoint(snapshots));
    changes.extend(servers::compare(snapshots));
    changes.extend(names(snapshots));
    changes.extend(credentials::compare(snapshots));
    changes.extend(schemes::compare(snapshots));
    changes.extend(settings::compare(snapshots));
    changes.extend(docs(snapshots));
    changes
}

/// A field of the root of the documents.
fn root_field(snapshots: &Snapshots<'_>, field: &str) -> Option<Origin> {
    let first = snapshots.after.api.operations.values().next()?;
    let page = first.origin.page.clone();
    Some(Origin::new(page, Pointer::root().child(field)))
}

/// The client's builder.
fn builder(snapshot: &Snapshot<'_>) -> TypePath {
    TypePath::at_root(snapshot.names.client_builder().as_str())
}

fn endpoint(snapshots: &Snapshots<'_>) -> Option<Change> {
    let (before, after) = (
        snapshots.before.api.endpoint(),
        snapshots.after.api.endpoint(),
    );
    if before == after {
        return None;
    }
    let describe = |url: Option<&str>| url.unwrap_or("no server").to_owned();
    let (was, is) = (describe(before), describe(after));
    let (kind, impact, migration) = match before {
        None => (ChangeKind::Added, Impact::Added, String::new()),
        Some(old) => (
            ChangeKind::Moved,
            Impact::Breaking,
            format!("write `.base_url({old:?})` to keep the old server"),
        ),
    };
    let item = format!("{}::base_url", builder(&snapshots.after));
    let change = ChangeBuilder::new(kind, impact, item, "servers")
        .describe(
            format!("the default is {is}, not {was}"),
            "the first of `servers` is another one",
        )
        .identified_by(was, is)
        .migration(migration);
    Some(match root_field(snapshots, "servers") {
        Some(origin) => change.at(snapshots, &origin),
        None => change.without_location(),
    })
}

/// The package, the client's type and its builder.
fn names(snapshots: &Snapshots<'_>) -> Vec<Change> {
    // Without operations there was no crate, and so no name that anybody used.
    if snapshots.before.api.operations.is_empty() {
        return Vec::new();
    }
    let (old, new) = (&snapshots.before.api.client, &snapshots.after.api.client);
    let (old_names, new_names) = (snapshots.before.names, snapshots.after.names);
    let names = [
        ("package", old.package.clone(), new.package.clone()),
        (
            "client",
            old_names.client().to_string(),
            new_names.client().to_string(),
        ),
        (
            "builder",
            old_names.client_builder().to_string(),
            new_names.client_builder().to_string(),
        ),
    ];
    let changed = names.into_iter().filter(|(_, old, new)| old != new);
    let changes = changed.map(|(what, old, new)| {
        let key = if what == "package" { what } else { "name" };
        let items = [&old, &new].map(|name| Selector::everything(&TypePath::at_root(name)));
        ChangeBuilder::new(
            ChangeKind::Renamed,
            Impact::Breaking,
            &new,
            format!("client {what}"),
        )
        .describe(
            format!("the {what} was renamed from `{old}` to `{new}`"),
            snapshots.reason(Table::Client, key, "the API has another title"),
        )
        .identified_by(&old, &new)
        .migration(format!("write `{new}` instead of `{old}`"))
        .explains(items)
        .without_location()
    });
    changes.collect()
}

/// The title and the description of the API.
fn docs(snapshots: &Snapshots<'_>) -> Vec<Change> {
    let Some(origin) = root_field(snapshots, "info") else {
        return Vec::new();
    };
    let (old, new) = (snapshots.before.api, snapshots.after.api);
    let subject = Subject {
        item: snapshots.after.names.library().to_string(),
        address: "info".to_owned(),
        origin: &origin,
    };
    let mut changes = documentation::docs(snapshots, &subject, &old.docs, &new.docs);
    if old.title != new.title {
        let change = ChangeBuilder::new(
            ChangeKind::DocsChanged,
            Impact::DocsOnly,
            subject.item,
            "info title",
        )
        .describe("title", format!("the API's title is `{}`", new.title))
        .identified_by(&old.title, &new.title);
        changes.push(change.at(snapshots, &origin));
    }
    changes
}
