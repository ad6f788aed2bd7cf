//! The servers that users can choose, and the variables of their URLs. The default server is that
//! of [`endpoint`](super::endpoint).

use std::collections::BTreeMap;

use seamstress_codegen::ir::{Server, ServerVariable};

use super::{builder, root_field};
use crate::{
    Change, Impact,
    change::ChangeKind,
    compare::{
        builder::ChangeBuilder,
        snapshot::{Snapshot, Snapshots},
    },
    selector::Selector,
};

/// What changed.
pub(super) fn compare(snapshots: &Snapshots<'_>) -> Vec<Change> {
    let mut changes = others(snapshots);
    changes.extend(variables(snapshots));
    changes
}

/// The servers with a method of the builder, by the method.
fn by_method<'a>(snapshot: &Snapshot<'a>) -> BTreeMap<String, &'a Server> {
    let servers = snapshot.api.other_servers();
    let named = servers.map(|it| (snapshot.names.server(it).to_string(), it));
    named.collect()
}

fn others(snapshots: &Snapshots<'_>) -> Vec<Change> {
    let (before, after) = (by_method(&snapshots.before), by_method(&snapshots.after));
    let mut changes = Vec::new();
    for (method, old) in &before {
        match after.get(method) {
            Some(new) if new.url == old.url => {}
            Some(new) => changes.push(moved(snapshots, method, old, new)),
            None => changes.push(removed(snapshots, method, old)),
        }
    }
    let added = after
        .iter()
        .filter(|(method, _)| !before.contains_key(*method));
    changes.extend(added.map(|(method, new)| {
        let builder = builder(&snapshots.after);
        let item = format!("{builder}::{method}");
        let address = format!("server {}", new.url);
        ChangeBuilder::new(ChangeKind::Added, Impact::Added, item, address)
            .describe("new server", format!("`{}` is one of `servers`", new.url))
            .explains([Selector::function(&builder, method)])
            .at(snapshots, &new.origin)
    }));
    changes
}

fn moved(snapshots: &Snapshots<'_>, method: &str, old: &Server, new: &Server) -> Change {
    let item = format!("{}::{method}", builder(&snapshots.after));
    let address = format!("server method {method}");
    ChangeBuilder::new(ChangeKind::Moved, Impact::Breaking, item, address)
        .describe(
            format!("sends to `{}`, not to `{}`", new.url, old.url),
            "the server has another URL",
        )
        .identified_by(&old.url, &new.url)
        .migration(format!(
            "write `.base_url({:?})` to keep the old server",
            old.default_url()
        ))
        .at(snapshots, &new.origin)
}

fn removed(snapshots: &Snapshots<'_>, method: &str, old: &Server) -> Change {
    let is_default = snapshots.after.api.endpoint() == Some(&old.url);
    let (because, migration) = match is_default {
        true => (
            format!("`{}` is the first of `servers` now", old.url),
            format!("remove the call of `.{method}()`: it is the default"),
        ),
        false => (
            format!("`{}` is none of `servers` any more", old.url),
            format!(
                "write `.base_url({:?})` to keep the old server",
                old.default_url()
            ),
        ),
    };
    let builder = builder(&snapshots.before);
    let item = format!("{builder}::{method}");
    let address = format!("server {}", old.url);
    ChangeBuilder::new(ChangeKind::Removed, Impact::Breaking, item, address)
        .describe("server removed", because)
        .migration(migration)
        .explains([Selector::function(&builder, method)])
        .formerly_at(snapshots, &old.origin)
}

fn variables(snapshots: &Snapshots<'_>) -> Vec<Change> {
    let before = snapshots.before.api.server_variables();
    let after = snapshots.after.api.server_variables();
    let mut changes = Vec::new();
    for (name, old) in &before {
        match after.get(name) {
            Some(new) => {
                changes.extend(another_default(snapshots, old, new));
                changes.extend(other_values(snapshots, old, new));
            }
            None => {
                let (change, method) = change(
                    &snapshots.before,
                    ChangeKind::Removed,
                    Impact::Breaking,
                    old,
                );
                let change = change
                    .describe(
                        "variable of servers removed",
                        format!("no server has the variable `{name}` any more"),
                    )
                    .migration(format!("remove the call of `.{method}()`"))
                    .explains([Selector::function(&builder(&snapshots.before), method)]);
                changes.push(change.without_location());
            }
        }
    }
    for (name, new) in after.iter().filter(|(name, _)| !before.contains_key(*name)) {
        // No client of the default server is built without its value.
        let default = snapshots.after.api.servers.first();
        let mut own = default.into_iter().flat_map(|server| &server.variables);
        let is_needed = new.default.is_none() && own.any(|it| it.name == *name);
        let impact = match is_needed {
            true => Impact::Breaking,
            false => Impact::Added,
        };
        let (change, method) = change(&snapshots.after, ChangeKind::Added, impact, new);
        let mut change = change
            .describe(
                "new variable of servers",
                format!("a server has the variable `{name}`"),
            )
            .explains([Selector::function(&builder(&snapshots.after), &method)]);
        if is_needed {
            change = change.migration(format!("write `.{method}(…)`: there is no default"));
        }
        changes.push(located(snapshots, change));
    }
    changes
}

/// Where no value is set, requests are sent to another URL.
fn another_default(
    snapshots: &Snapshots<'_>,
    old: &ServerVariable,
    new: &ServerVariable,
) -> Option<Change> {
    let (was, is) = (&old.default, &new.default);
    if was == is {
        return None;
    }
    // All clients set what has no default.
    let impact = match was {
        Some(_) => Impact::Breaking,
        None => Impact::Added,
    };
    let (change, method) = change(&snapshots.after, ChangeKind::Moved, impact, new);
    let (summary, migration) = match (was, is) {
        (Some(was), Some(is)) => (
            format!("is `{is}` by default, not `{was}`"),
            format!("write `.{method}({was:?})` to keep the old server"),
        ),
        (Some(was), None) => (
            format!("has no default any more, which was `{was}`"),
            format!("write `.{method}({was:?})` to keep the old server"),
        ),
        (None, _) => (
            format!("is `{}` by default", is.as_deref().unwrap_or_default()),
            format!("keep the call of `.{method}()`"),
        ),
    };
    let because = format!("the variable `{}` of servers has another default", new.name);
    let [was, is] = [was, is].map(|it| it.as_deref().unwrap_or_default());
    let change = change
        .describe(summary, because)
        .identified_by(was, is)
        .migration(migration);
    Some(located(snapshots, change))
}

/// Clients do not send to a server with a value that the documentation does not list.
fn other_values(
    snapshots: &Snapshots<'_>,
    old: &ServerVariable,
    new: &ServerVariable,
) -> Option<Change> {
    let takes = |variable: &ServerVariable, value: &String| {
        variable.values.is_empty() || variable.values.contains(value)
    };
    let quoted = |values: Vec<&String>| {
        let values = values.iter().map(|value| format!("`{value}`"));
        values.collect::<Vec<_>>().join(", ")
    };
    let lost: Vec<_> = old.values.iter().filter(|it| !takes(new, it)).collect();
    let gained: Vec<_> = new.values.iter().filter(|it| !takes(old, it)).collect();
    let is_restricted = old.values.is_empty() && !new.values.is_empty();
    let is_free = !old.values.is_empty() && new.values.is_empty();
    let (kind, impact, summary) = if is_restricted {
        let summary = format!("takes only {}", quoted(new.values.iter().collect()));
        (ChangeKind::BehaviorChanged, Impact::Breaking, summary)
    } else if !lost.is_empty() {
        let summary = format!("does not take {} any more", quoted(lost));
        (ChangeKind::BehaviorChanged, Impact::Breaking, summary)
    } else if is_free {
        (
            ChangeKind::Added,
            Impact::Added,
            "takes any value".to_owned(),
        )
    } else if !gained.is_empty() {
        let summary = format!("takes {} too", quoted(gained));
        (ChangeKind::Added, Impact::Added, summary)
    } else {
        return None;
    };
    let (change, _) = change(&snapshots.after, kind, impact, new);
    let because = format!("the variable `{}` of servers has other values", new.name);
    let mut change = change
        .describe(summary, because)
        .identified_by(old.values.join(" "), new.values.join(" "));
    if impact == Impact::Breaking {
        change = change.migration("set one of the documented values");
    }
    Some(located(snapshots, change))
}

/// A change of a variable, and the method of the builder that sets it.
fn change(
    snapshot: &Snapshot<'_>,
    kind: ChangeKind,
    impact: Impact,
    variable: &ServerVariable,
) -> (ChangeBuilder, String) {
    let method = snapshot.names.server_variable(variable).to_string();
    let item = format!("{}::{method}", builder(snapshot));
    let address = format!("server variable {}", variable.name);
    (ChangeBuilder::new(kind, impact, item, address), method)
}

fn located(snapshots: &Snapshots<'_>, change: ChangeBuilder) -> Change {
    match root_field(snapshots, "servers") {
        Some(origin) => change.at(snapshots, &origin),
        None => change.without_location(),
    }
}
