//! Fields that one list has for several commands.

use std::collections::BTreeSet;

use super::{Group, Request};
use crate::extract::{
    address::{self, Address},
    command::Command,
    words::Role,
};

/// What the commands of a section show of the fields that its lists have for all of them.
pub(super) struct Shared<'a> {
    /// The names of what they send and of the parameters in their paths.
    shown: BTreeSet<&'a str>,
    /// The only command with a body, which may be on the page several times.
    only_with_body: Option<&'a Command>,
}

impl<'a> Shared<'a> {
    /// That of `commands`, each with its address.
    pub(super) fn new(commands: &'a [Command], addresses: &'a [Option<Address>]) -> Self {
        let sent = commands.iter().flat_map(Command::sent);
        let addresses = addresses.iter().flatten();
        let in_paths = addresses.flat_map(|it| address::parameters(&it.path));
        let has_body = |it: &&Command| it.body.is_some() || !it.fields.is_empty();
        let mut with_body = commands.iter().filter(has_body);
        let first = with_body.next();
        Self {
            shown: sent.chain(in_paths).collect(),
            only_with_body: first.filter(|first| with_body.all(|it| is_same(first, it))),
        }
    }

    /// The fields of the request in `groups` that are those of `command`: those that are in its
    /// path or that it sends, and those that no command shows, if it is the only one with a body.
    pub(super) fn fields_of(
        &self,
        groups: &[Group],
        command: &Command,
        request: &Request,
    ) -> Vec<Group> {
        let has_others = self.only_with_body.is_some_and(|it| is_same(it, command));
        let in_path = address::parameters(&request.address.path);
        let own: BTreeSet<&str> = command.sent().chain(in_path).collect();
        let is_own = |name: &str| own.contains(name) || has_others && !self.shown.contains(name);
        let requests = groups
            .iter()
            .filter(|it| matches!(it.role, Role::Request(_)));
        let groups = requests.map(|group| {
            let fields = group.fields.iter().filter(|it| is_own(&it.wire));
            Group {
                fields: fields.cloned().collect(),
                role: group.role.clone(),
                title: group.title.clone(),
                ..*group
            }
        });
        groups.filter(|group| !group.fields.is_empty()).collect()
    }
}

fn is_same(one: &Command, other: &Command) -> bool {
    one.method == other.method && one.url == other.url
}
