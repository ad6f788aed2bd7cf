//! The client: where it sends, what it is called, and how it authenticates.

use super::{
    Kind,
    documentation::{self, Subject},
    finding::Finding,
    sides::{Side, Sides},
    spell::whole,
};
use crate::{Entry, Group};
use seamstress_codegen::{
    ir::{Credential, CredentialLocation, Scheme},
    source::{Origin, Pointer},
};

/// What changed.
pub(super) fn compare(sides: &Sides<'_>) -> Vec<Entry> {
    let mut entries = Vec::new();
    entries.extend(endpoint(sides));
    entries.extend(names(sides));
    entries.extend(credentials(sides));
    entries.extend(schemes(sides));
    entries.extend(settings(sides));
    entries.extend(docs(sides));
    entries
}

/// A node at the top of the documents.
fn top(sides: &Sides<'_>, member: &str) -> Option<Origin> {
    let first = sides.after.api.operations.values().next()?;
    let page = first.origin.page.clone();
    Some(Origin::new(page, Pointer::root().child(member)))
}

/// The client's builder.
fn builder(sides: &Sides<'_>) -> String {
    sides.after.names.client_builder().to_string()
}

fn endpoint(sides: &Sides<'_>) -> Option<Entry> {
    let (before, after) = (sides.before.api.endpoint(), sides.after.api.endpoint());
    if before == after {
        return None;
    }
    let item = format!("{}::base_url", builder(sides));
    let told = |url: Option<&str>| url.unwrap_or("nowhere").to_owned();
    let (was, is) = (told(before), told(after));
    let (kind, group, migrate) = match (before, after) {
        (None, _) => (Kind::Came, Group::Added, String::new()),
        (Some(old), _) => (
            Kind::Moved,
            Group::Breaking,
            format!("write `.base_url({old:?})` to keep the server that it was"),
        ),
    };
    let finding = Finding::new(kind, group, item, "servers")
        .says(
            format!("calls go to {is}, not {was}, unless you say so"),
            "the first of `servers` is another",
        )
        .facts(was, is)
        .migrate(migrate);
    Some(match top(sides, "servers") {
        Some(origin) => finding.at(sides, &origin),
        None => finding.nowhere(),
    })
}

/// The package, the client's type and its builder.
fn names(sides: &Sides<'_>) -> Vec<Entry> {
    let (old, new) = (&sides.before.api.client, &sides.after.api.client);
    let (old_names, new_names) = (sides.before.names, sides.after.names);
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
    let entries = changed.map(|(what, old, new)| {
        Finding::new(
            Kind::Renamed,
            Group::Breaking,
            new.clone(),
            format!("client {what}"),
        )
        .says(
            format!("the {what} `{old}` is called `{new}`"),
            "the API's title or `specs/overrides.toml` names it",
        )
        .facts(&old, &new)
        .migrate(format!("write `{new}` instead of `{old}`"))
        .claims(whole(&old))
        .claims(whole(&new))
        .nowhere()
    });
    entries.collect()
}

fn credentials(sides: &Sides<'_>) -> Vec<Entry> {
    let (before, after) = (
        &sides.before.api.client.credentials,
        &sides.after.api.client.credentials,
    );
    let find = |all: &'_ [Credential], one: &Credential| -> Option<usize> {
        all.iter().position(|other| other.name == one.name)
    };
    let finding = |kind, group, side: &Side<'_>, credential: &Credential| {
        let name = side.names.credential(credential);
        let item = format!("{}::{name}", builder(sides));
        let line = format!("{item}(");
        let address = format!("credential {name}");
        Finding::new(kind, group, item, address).claims([line])
    };
    let mut entries = Vec::new();
    for old in before {
        let Some(new) = find(after, old).and_then(|place| after.get(place)) else {
            let gone = finding(Kind::Gone, Group::Breaking, &sides.before, old)
                .says(
                    "credential is gone",
                    format!(
                        "no page names the scheme `{}`, or `specs/overrides.toml` does not",
                        old.scheme
                    ),
                )
                .migrate("authenticate in another way");
            entries.push(gone.nowhere());
            continue;
        };
        let parameters = |side: &Side<'_>, it: &Credential| {
            let companion = side.names.companion(it);
            companion.map(|name| name.to_string())
        };
        let (was, is) = (
            parameters(&sides.before, old),
            parameters(&sides.after, new),
        );
        let travels = |it: &Credential| {
            let header = it.companion.as_ref().map(|it| it.header.clone());
            format!(
                "{:?} {:?} {header:?} {} {:?}",
                it.location, it.repeated_in, it.scheme, it.also
            )
        };
        let reads = |it: &Credential| {
            let companion = it.companion.as_ref().map(|it| it.variable.clone());
            format!("{:?} {companion:?}", it.variable)
        };
        let because = "`specs/overrides.toml` or the scheme on the pages says so";
        if was != is {
            let entry = finding(Kind::Retyped, Group::Breaking, &sides.after, new)
                .says("takes other arguments", because)
                .facts(format!("{was:?}"), format!("{is:?}"))
                .migrate(match is {
                    Some(name) => format!("pass `{name}` as the second argument"),
                    None => "pass the secret alone".to_owned(),
                });
            entries.push(entry.nowhere());
        }
        if old.prefix != new.prefix {
            // A check that goes lets more through.
            let (kind, group, change) = match &new.prefix {
                Some(prefix) => (
                    Kind::Behaves,
                    Group::Breaking,
                    format!("is refused if it does not begin with `{prefix}`"),
                ),
                None => (
                    Kind::Travels,
                    Group::WireOnly,
                    "may begin with anything".to_owned(),
                ),
            };
            let facts = |it: &Credential| format!("prefix {:?}", it.prefix);
            let mut entry = finding(kind, group, &sides.after, new)
                .says(change, because)
                .facts(facts(old), facts(new));
            if group == Group::Breaking {
                entry = entry.migrate("use a secret that begins so, or another credential");
            }
            entries.push(entry.nowhere());
        }
        if reads(old) != reads(new) {
            let entry = finding(Kind::Behaves, Group::Breaking, &sides.after, new)
                .says(
                    format!("is read from {}, not {}", variable(new), variable(old)),
                    because,
                )
                .facts(reads(old), reads(new))
                .migrate(format!("set {}", variable(new)));
            entries.push(entry.nowhere());
        }
        if travels(old) != travels(new) {
            let entry = finding(Kind::Travels, Group::WireOnly, &sides.after, new)
                .says("travels in another way", because)
                .facts(travels(old), travels(new));
            entries.push(entry.nowhere());
        }
    }
    let came = after.iter().filter(|new| find(before, new).is_none());
    entries.extend(came.map(|new| {
        finding(Kind::Came, Group::Added, &sides.after, new)
            .says(
                "new credential",
                format!("pages name the scheme `{}`", new.scheme),
            )
            .nowhere()
    }));
    entries
}

fn variable(credential: &Credential) -> String {
    match &credential.variable {
        Some(name) => format!("the variable `{name}`"),
        None => "no variable".to_owned(),
    }
}

/// Schemes that no credential of the crate stands for; of the others, the credentials tell.
fn schemes(sides: &Sides<'_>) -> Vec<Entry> {
    let (before, after) = (&sides.before.api.schemes, &sides.after.api.schemes);
    let find = |all: &[Scheme], wire: &str| -> Option<CredentialLocation> {
        let found = all.iter().find(|scheme| scheme.wire == wire)?;
        Some(found.location.clone())
    };
    let finding = |scheme: &Scheme, change: &str, because: &str, facts: (String, String)| {
        let item = sides.after.names.client().to_string();
        Finding::new(
            Kind::Travels,
            Group::WireOnly,
            item,
            format!("scheme {}", scheme.wire),
        )
        .says(format!("`{}` {change}", scheme.wire), because)
        .facts(facts.0, facts.1)
    };
    let mut entries = Vec::new();
    for scheme in after {
        let is = format!("{:?}", scheme.location);
        let entry = match find(before, &scheme.wire) {
            None => finding(
                scheme,
                "is a new scheme",
                "the pages declare it",
                (String::new(), is),
            ),
            Some(was) if was != scheme.location => finding(
                scheme,
                "travels in another way",
                "the pages declare it otherwise",
                (format!("{was:?}"), is),
            ),
            Some(_) => continue,
        };
        entries.push(entry.at(sides, &scheme.origin));
    }
    for scheme in before {
        if find(after, &scheme.wire).is_none() {
            let was = format!("{:?}", scheme.location);
            let because = "the pages do not declare it any more";
            let entry = finding(
                scheme,
                "is no scheme any more",
                because,
                (was, String::new()),
            );
            entries.push(entry.was_at(sides, &scheme.origin));
        }
    }
    entries
}

/// What the client reads of answers and of the environment.
fn settings(sides: &Sides<'_>) -> Vec<Entry> {
    let (old, new) = (&sides.before.api.client, &sides.after.api.client);
    let because = "`specs/overrides.toml` says so";
    let mut entries = Vec::new();
    if old.endpoint_variable != new.endpoint_variable {
        let told = |name: &Option<String>| match name {
            Some(name) => format!("the variable `{name}`"),
            None => "no variable".to_owned(),
        };
        let (was, is) = (told(&old.endpoint_variable), told(&new.endpoint_variable));
        let item = format!("{}::from_env", sides.after.names.client());
        // Who had no variable to set has set none.
        let (kind, group, migrate) = match old.endpoint_variable {
            None => (Kind::Came, Group::Added, String::new()),
            Some(_) => (Kind::Behaves, Group::Breaking, format!("set {is}")),
        };
        let finding = Finding::new(kind, group, item, "client endpoint_variable")
            .says(
                format!("the base URL is read from {is}, not {was}"),
                because,
            )
            .facts(was, is)
            .migrate(migrate);
        entries.push(finding.nowhere());
    }
    let lists = |member: &[String]| member.join(".");
    let read = [
        (
            "Error::request_id",
            old.request_id_header.clone().unwrap_or_default(),
            new.request_id_header.clone().unwrap_or_default(),
        ),
        (
            "Error::code",
            lists(&old.error_code),
            lists(&new.error_code),
        ),
        (
            "Error::message",
            lists(&old.error_message),
            lists(&new.error_message),
        ),
        (
            "Error::parameter_errors",
            lists(&old.parameter_errors),
            lists(&new.parameter_errors),
        ),
    ];
    for (item, was, is) in read {
        if was == is {
            continue;
        }
        // Programs match on what these return, unless they never returned anything;
        // a message is for people.
        let (kind, group, change) = match was.as_str() {
            "" => (Kind::Came, Group::Added, format!("is read from `{is}`")),
            _ if item == "Error::message" => (
                Kind::Travels,
                Group::WireOnly,
                format!("is read from `{is}`, not `{was}`"),
            ),
            _ => (
                Kind::Behaves,
                Group::Breaking,
                format!("is read from `{is}`, not `{was}`"),
            ),
        };
        let mut finding = Finding::new(kind, group, item.to_owned(), item)
            .says(change, because)
            .facts(was, &is);
        if group == Group::Breaking {
            finding = finding.migrate(format!("compare `{item}` with what the API says in `{is}`"));
        }
        entries.push(finding.nowhere());
    }
    entries
}

fn docs(sides: &Sides<'_>) -> Vec<Entry> {
    let Some(origin) = top(sides, "info") else {
        return Vec::new();
    };
    let (old, new) = (sides.before.api, sides.after.api);
    let subject = Subject {
        item: sides.after.names.library().to_string(),
        address: "info".to_owned(),
        origin: &origin,
    };
    let mut entries = documentation::docs(sides, &subject, &old.docs, &new.docs);
    if old.title != new.title {
        let finding = Finding::new(Kind::Docs, Group::DocsOnly, subject.item, "info title")
            .says("title", format!("the API calls itself `{}`", new.title))
            .facts(&old.title, &new.title);
        entries.push(finding.at(sides, &origin));
    }
    entries
}
