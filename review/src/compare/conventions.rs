//! What the API does everywhere in the same way: pages, waiting, webhooks.

use super::{Kind, finding::Finding, sides::Sides};
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
    let builder = &sides.after.api.client.builder;
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
    let facts = |it: &Webhook| format!("{} {} {}", it.rust, it.event, it.headers);
    let line = |it: &Webhook| format!("{}:", it.rust);
    let finding = match (before, after) {
        (None, Some(new)) => {
            Finding::new(Kind::Came, Group::Added, new.rust.to_string(), "webhook")
                .says("verifies and reads webhooks", BECAUSE)
                .facts("", facts(new))
                .claims([line(new)])
        }
        (Some(old), None) => {
            Finding::new(Kind::Gone, Group::Breaking, old.rust.to_string(), "webhook")
                .says("is gone", "the pages do not declare what is sent any more")
                .migrate("verify webhooks yourself")
                .facts(facts(old), "")
                .claims([line(old)])
        }
        (Some(old), Some(new)) if facts(old) != facts(new) => {
            let is_seen = old.rust != new.rust || old.event != new.event;
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
            Finding::new(kind, group, new.rust.to_string(), "webhook")
                .says("reads or verifies in another way", BECAUSE)
                .migrate(if is_seen {
                    format!("write `{}`, which reads another type", new.rust)
                } else {
                    String::new()
                })
                .facts(facts(old), facts(new))
                .claims([line(old), line(new)])
        }
        _ => return None,
    };
    Some(finding.nowhere())
}
