//! Fields that one list has for several commands.

use super::{Group, Request};
use crate::extract::{address, command::Command, field::Field, words::Role};

/// The fields of the request in `groups` that are those of `command`: those that are in its path or
/// that it sends, and those that none of `all` shows, if it is the only one with a body.
pub(super) fn of_command(
    groups: &[Group],
    command: &Command,
    request: &Request,
    all: &[Command],
) -> Vec<Group> {
    let mut others = all.iter().filter(|it| has_body(it));
    let is_only_body =
        has_body(command) && others.all(|it| it.method == command.method && it.url == command.url);
    let in_path: Vec<&str> = address::parameters(&request.address.path).collect();
    let is_own = |field: &Field| {
        let name = field.wire.as_str();
        let is_sent = || command.sends(name);
        let is_of_others = || all.iter().any(|it| it.sends(name)) || is_in_path(all, name);
        in_path.contains(&name) || is_sent() || is_only_body && !is_of_others()
    };
    let requests = groups
        .iter()
        .filter(|it| matches!(it.role, Role::Request(_)));
    let groups = requests.map(|group| Group {
        fields: group
            .fields
            .iter()
            .filter(|it| is_own(it))
            .cloned()
            .collect(),
        role: group.role.clone(),
        title: group.title.clone(),
        ..*group
    });
    groups.filter(|group| !group.fields.is_empty()).collect()
}

fn has_body(command: &Command) -> bool {
    command.body.is_some() || !command.fields.is_empty()
}

/// Whether the path of a command shows the parameter.
fn is_in_path(all: &[Command], name: &str) -> bool {
    let addresses = all.iter().filter_map(|it| address::parse(&it.url));
    let mut addresses = addresses.into_iter();
    addresses.any(|it| address::parameters(&it.path).any(|shown| shown == name))
}
