//! What the client reads of responses and of the environment.

use crate::{
    Change, Impact,
    change::ChangeKind,
    compare::{builder::ChangeBuilder, decision::Table, snapshot::Snapshots},
};

const BECAUSE: &str = "`specs/overrides.toml` decides it";

/// What changed.
pub(super) fn compare(snapshots: &Snapshots<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    changes.extend(endpoint_variable(snapshots));
    changes.extend(error_fields(snapshots));
    changes
}

/// The environment variable of the base URL.
fn endpoint_variable(snapshots: &Snapshots<'_>) -> Option<Change> {
    let (old, new) = (&snapshots.before.api.client, &snapshots.after.api.client);
    if old.endpoint_variable == new.endpoint_variable {
        return None;
    }
    let describe = |name: &Option<String>| match name {
        Some(name) => format!("the variable `{name}`"),
        None => "no variable".to_owned(),
    };
    let (was, is) = (
        describe(&old.endpoint_variable),
        describe(&new.endpoint_variable),
    );
    let (kind, impact, migration) = match old.endpoint_variable {
        // Nobody has set a variable that did not exist.
        None => (ChangeKind::Added, Impact::Added, String::new()),
        Some(_) => (
            ChangeKind::BehaviorChanged,
            Impact::Breaking,
            format!("set {is}"),
        ),
    };
    let item = format!("{}::from_env", snapshots.after.names.client());
    let change = ChangeBuilder::new(kind, impact, item, "client endpoint_variable")
        .describe(
            format!("the base URL is read from {is}, not {was}"),
            snapshots.reason(Table::Client, "endpoint_variable", BECAUSE),
        )
        .identified_by(was, is)
        .migration(migration);
    Some(change.without_location())
}

/// Where the parts of an error are found in a response.
fn error_fields(snapshots: &Snapshots<'_>) -> Vec<Change> {
    let (old, new) = (&snapshots.before.api.client, &snapshots.after.api.client);
    let header = |name: &Option<String>| name.clone().unwrap_or_default();
    let path = |fields: &[String]| fields.join(".");
    let sources = [
        (
            "Error::request_id",
            "request_id_header",
            header(&old.request_id_header),
            header(&new.request_id_header),
        ),
        (
            "Error::code",
            "error_code",
            path(&old.error_code),
            path(&new.error_code),
        ),
        (
            MESSAGE,
            "error_message",
            path(&old.error_message),
            path(&new.error_message),
        ),
        (
            "Error::parameter_errors",
            "parameter_errors",
            path(&old.parameter_errors),
            path(&new.parameter_errors),
        ),
    ];
    let changed = sources.into_iter().filter(|(_, _, was, is)| was != is);
    changed
        .map(|(item, key, was, is)| {
            let because = snapshots.reason(Table::Client, key, default_reason(key));
            error_field(item, because, &was, &is)
        })
        .collect()
}

/// Why a setting is as it is where no entry about it changed.
fn default_reason(key: &str) -> &'static str {
    match key {
        "error_code" | "error_message" => "the documented errors decide it",
        _ => BECAUSE,
    }
}

/// A message is for people; programs match on everything else.
const MESSAGE: &str = "Error::message";

fn error_field(item: &str, because: String, was: &str, is: &str) -> Change {
    let (kind, impact, summary) = if was.is_empty() {
        // It never returned anything.
        let summary = format!("is read from `{is}`");
        (ChangeKind::Added, Impact::Added, summary)
    } else {
        let (kind, impact) = match item {
            MESSAGE => (ChangeKind::WireChanged, Impact::WireOnly),
            _ => (ChangeKind::BehaviorChanged, Impact::Breaking),
        };
        let summary = match is {
            "" => format!("is no longer read from `{was}`"),
            _ => format!("is read from `{is}`, not `{was}`"),
        };
        (kind, impact, summary)
    };
    let mut change = ChangeBuilder::new(kind, impact, item, item)
        .describe(summary, because)
        .identified_by(was, is);
    if impact == Impact::Breaking {
        change = change.migration(match is {
            "" => format!("read `{was}` from `Error::body`"),
            _ => format!("compare `{item}` with the values of `{is}`"),
        });
    }
    change.without_location()
}
