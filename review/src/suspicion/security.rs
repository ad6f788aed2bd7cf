//! What could lead a key to a stranger, or a reviewer to something that is not there.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use super::{Kind, Suspicion, code, place};
use seamstress_codegen::{
    Output,
    diagnostic::{Location, is_deceptive},
    ir::CredentialLocation,
    source::{NodeId, SourceFile, Spans},
};

/// Servers that no page named: where a call, and the key in it, could go.
pub(super) fn servers(before: &Output, after: &Output) -> Vec<Suspicion> {
    let known = hosts(before);
    let new = hosts(after)
        .into_iter()
        .filter(|(host, _)| !known.contains_key(host));
    new.map(|(host, location)| {
        Suspicion::new(
            Kind::Server,
            format!("{} is a server that no page named before", code(&host)),
            place(after, &location, false),
        )
    })
    .collect()
}

/// Every server as `https://host:port`, and the first place that names it.
fn hosts(output: &Output) -> BTreeMap<String, Location> {
    let mut hosts = BTreeMap::new();
    for page in &output.pages {
        if let Some(file) = output.sources.get(&page.path) {
            for range in file.spans().iter().flat_map(urls) {
                let text = file.text().get(range.clone()).unwrap_or_default();
                let location = Location::span(file.path(), range);
                hosts.entry(authority(value(text))).or_insert(location);
            }
        }
        if let Some(evidence) = &page.evidence
            && let Some(host) = &evidence.host
        {
            let location = Location::span(&page.path, evidence.range.clone());
            hosts.entry(format!("https://{host}")).or_insert(location);
        }
    }
    hosts
}

/// Where the URLs of servers stand: of the document, of its path items and of its
/// operations. `normalise` refuses some of them; a reviewer should see them all.
fn urls(spans: &Spans) -> Vec<Range<usize>> {
    let mut holders: Vec<NodeId> = vec![Spans::ROOT];
    for (_, item) in spans
        .child(Spans::ROOT, "paths")
        .iter()
        .flat_map(|&paths| spans.children(paths))
    {
        holders.push(item);
        holders.extend(spans.children(item).map(|(_, operation)| operation));
    }
    let servers = holders
        .into_iter()
        .filter_map(|holder| spans.child(holder, "servers"));
    let urls = servers
        .flat_map(|servers| spans.children(servers))
        .filter_map(|(_, server)| spans.child(server, "url"));
    urls.map(|url| spans.range(url)).collect()
}

/// The value of `url: "https://…"`.
fn value(member: &str) -> &str {
    let (_, value) = member.split_once(':').unwrap_or(("", member));
    let value = value.split(" #").next().unwrap_or_default();
    value.trim().trim_matches(['"', '\'', ','])
}

/// A URL without its path.
fn authority(url: &str) -> String {
    let start = url.find("://").map_or(0, |at| at + 3);
    let end = url[start..]
        .find(['/', '?', '#'])
        .map_or(url.len(), |at| start + at);
    url[..end].to_lowercase()
}

/// Ways to authenticate that came, went, or put the secret elsewhere.
pub(super) fn schemes(before: &Output, after: &Output) -> Vec<Suspicion> {
    let by_name = |output: &Output| -> BTreeMap<String, (CredentialLocation, Location)> {
        let all = output.api.schemes.iter();
        all.map(|scheme| {
            let location = Location::from(&scheme.origin);
            (scheme.wire.clone(), (scheme.location.clone(), location))
        })
        .collect()
    };
    let (old, new) = (by_name(before), by_name(after));
    let mut found = Vec::new();
    for (wire, (travels, location)) in &new {
        let text = match old.get(wire) {
            None => format!(
                "{} is a new way to authenticate: {}",
                code(wire),
                told(travels)
            ),
            Some((was, _)) if was != travels => format!(
                "the secret of {} travels {}, and did {}",
                code(wire),
                told(travels),
                told(was)
            ),
            Some(_) => continue,
        };
        let place = place(after, location, false);
        found.push(Suspicion::new(Kind::SecurityScheme, text, place));
    }
    for (wire, (_, location)) in old.iter().filter(|(wire, _)| !new.contains_key(*wire)) {
        let text = format!("{} is no way to authenticate any more", code(wire));
        let place = place(before, location, true);
        found.push(Suspicion::new(Kind::SecurityScheme, text, place));
    }
    found
}

fn told(location: &CredentialLocation) -> String {
    match location {
        CredentialLocation::Bearer => "as a bearer token".to_owned(),
        CredentialLocation::Basic => "by HTTP basic authentication".to_owned(),
        CredentialLocation::Header(name) => format!("in the header {}", code(name)),
        CredentialLocation::Unsupported(what) => {
            format!("in a way that no client of ours knows ({})", code(what))
        }
    }
}

/// Lines with characters that an editor would obey or hide, which no page had.
pub(super) fn characters(before: &Output, after: &Output) -> Vec<Suspicion> {
    let known: BTreeSet<&str> = before
        .sources
        .files()
        .flat_map(deceptive_lines)
        .map(|(_, line)| line)
        .collect();
    let mut found = Vec::new();
    for file in after.sources.files() {
        for (start, line) in deceptive_lines(file).filter(|(_, line)| !known.contains(line)) {
            let hidden: BTreeSet<char> = line.chars().filter(|&c| hides(c)).collect();
            let hidden: Vec<String> = hidden
                .iter()
                .map(|&c| format!("U+{:04X}", u32::from(c)))
                .collect();
            let at = start + line.find(hides).unwrap_or_default();
            let text = format!(
                "this line holds characters that are not seen: {}",
                hidden.join(", ")
            );
            let place = place(after, &Location::span(file.path(), at..at), false);
            found.push(Suspicion::new(Kind::HiddenCharacters, text, place));
        }
    }
    found
}

/// Each line of the page that hides something, and the byte that it begins at.
fn deceptive_lines(file: &SourceFile) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    let lines = file.text().split('\n').map(move |line| {
        let at = start;
        start += line.len() + 1;
        (at, line)
    });
    // Most pages are told to be clean by one look.
    let is_clean = !file.text().contains(hides);
    lines.filter(move |(_, line)| !is_clean && line.contains(hides))
}

fn hides(character: char) -> bool {
    is_deceptive(character) && !matches!(character, '\n' | '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_what_stands_before_the_path() {
        for (member, host) in [
            (
                "url: https://Doors.example.com/v1",
                "https://doors.example.com",
            ),
            ("\"url\": \"http://a.test:80\"", "http://a.test:80"),
            (
                "url: 'https://{zone}.a.test?x' # ours",
                "https://{zone}.a.test",
            ),
            ("url: /v1", ""),
        ] {
            assert_eq!(authority(value(member)), host, "{member}");
        }
    }
}
