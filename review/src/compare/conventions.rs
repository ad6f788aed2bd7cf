//! What the API does everywhere in the same way: pages, waiting, webhooks.

use super::{
    Kind,
    finding::Finding,
    sides::{Side, Sides},
};
use crate::{Entry, Group};
use seamstress_codegen::ir::{LongRunning, Paging, Webhook};

const BECAUSE: &str = "`specs/overrides.toml` declares it, and the pages bear it out";

/// What changed about the conventions themselves. Of the operations that begin or cease to
/// follow one, [`exchange`](super::exchange) tells.
pub(super) fn compare(sides: &Sides<'_>) -> Vec<Entry> {
    let mut entries = paging(sides);
    entries.extend(waiting(sides));
    entries.extend(webhook(sides));
    entries
}

fn paging(sides: &Sides<'_>) -> Vec<Entry> {
    let facts = |it: &Paging| format!("{} {} {:?}", it.parameter, it.next, it.more);
    let (before, after) = (&sides.before.api.paging, &sides.after.api.paging);
    let stayed = after
        .iter()
        .filter_map(|(member, new)| Some((member, before.get(member)?, new)));
    let changed = stayed.filter(|(_, old, new)| facts(old) != facts(new));
    let entries = changed.map(|(member, old, new)| {
        Finding::new(
            Kind::Travels,
            Group::WireOnly,
            "Pages".to_owned(),
            format!("paging {member}"),
        )
        .says("asks for the next page in another way", BECAUSE)
        .facts(facts(old), facts(new))
        .nowhere()
    });
    entries.collect()
}

fn waiting(sides: &Sides<'_>) -> Vec<Entry> {
    let facts = |it: &LongRunning| {
        format!(
            "{} {} {} {:?} {:?} {:?} {:?} {:?}",
            it.poll,
            it.id,
            it.status,
            it.pending,
            it.succeeded,
            it.failed,
            it.failure_code,
            it.failure_message
        )
    };
    let (before, after) = (
        &sides.before.api.long_running,
        &sides.after.api.long_running,
    );
    let builder = sides.after.names.client_builder();
    let lines = || {
        let names = ["no_wait", "wait_timeout", "poll_interval"];
        names.map(|name| format!("{builder}::{name}("))
    };
    let mut entries = Vec::new();
    for (member, new) in after {
        let address = format!("waiting {member}");
        match before.get(member) {
            Some(old) if facts(old) != facts(new) => {
                let finding =
                    Finding::new(Kind::Travels, Group::WireOnly, "Call".to_owned(), address)
                        .says("asks in another way whether work is done", BECAUSE)
                        .facts(facts(old), facts(new));
                entries.push(finding.nowhere());
            }
            Some(_) => {}
            None => {
                let item = builder.to_string();
                let finding = Finding::new(Kind::Came, Group::Added, item, address)
                    .says(format!("waits for work that `{member}` tells of"), BECAUSE)
                    .claims(lines());
                entries.push(finding.nowhere());
            }
        }
    }
    for member in before.keys().filter(|member| !after.contains_key(*member)) {
        let address = format!("waiting {member}");
        let finding = Finding::new(Kind::Gone, Group::Breaking, builder.to_string(), address)
            .says(
                format!("does not wait for work that `{member}` tells of"),
                "no operation answers so any more, or `specs/overrides.toml` does not declare it",
            )
            .migrate("leave the settings for waiting out")
            .claims(lines());
        entries.push(finding.nowhere());
    }
    entries
}

fn webhook(sides: &Sides<'_>) -> Option<Entry> {
    let (before, after) = (&sides.before.api.webhook, &sides.after.api.webhook);
    let name = |side: &Side<'_>| format!("{}", side.names.webhook());
    let facts = |side: &Side<'_>, it: &Webhook| {
        format!("{} {} {}", side.names.webhook(), it.event, it.headers)
    };
    let line = |side: &Side<'_>| format!("{}:", side.names.webhook());
    let finding = match (before, after) {
        (None, Some(new)) => Finding::new(Kind::Came, Group::Added, name(&sides.after), "webhook")
            .says("verifies and reads webhooks", BECAUSE)
            .facts("", facts(&sides.after, new))
            .claims([line(&sides.after)]),
        (Some(old), None) => {
            Finding::new(Kind::Gone, Group::Breaking, name(&sides.before), "webhook")
                .says("is gone", "the pages do not declare what is sent any more")
                .migrate("verify webhooks yourself")
                .facts(facts(&sides.before, old), "")
                .claims([line(&sides.before)])
        }
        (Some(old), Some(new)) if facts(&sides.before, old) != facts(&sides.after, new) => {
            let is_seen = name(&sides.before) != name(&sides.after) || old.event != new.event;
            let group = if is_seen {
                Group::Breaking
            } else {
                Group::WireOnly
            };
            let kind = if is_seen {
                Kind::Retyped
            } else {
                Kind::Travels
            };
            Finding::new(kind, group, name(&sides.after), "webhook")
                .says("reads or verifies in another way", BECAUSE)
                .migrate(if is_seen {
                    let name = name(&sides.after);
                    format!("write `{name}`, which reads another type")
                } else {
                    String::new()
                })
                .facts(facts(&sides.before, old), facts(&sides.after, new))
                .claims([line(&sides.before), line(&sides.after)])
        }
        _ => return None,
    };
    Some(finding.nowhere())
}
