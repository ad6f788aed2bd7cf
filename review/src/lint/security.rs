//! Changes that could leak credentials, or that hide something from the reviewer.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use seamstress_codegen::{
    Output,
    diagnostic::{Location, is_deceptive},
    ir::{CredentialLocation, Scheme, Tokens},
    source::{NodeId, SourceFile, Spans},
};

use super::{Lint, LintKind, code, page_location};

/// New servers, to which requests with credentials could go.
pub(super) fn servers(before: &Output, after: &Output) -> Vec<Lint> {
    let known = hosts(before);
    let new = hosts(after)
        .into_iter()
        .filter(|(host, _)| !known.contains_key(host));
    new.map(|(host, location)| {
        Lint::new(
            LintKind::Server,
            format!("{} is a new server", code(&host)),
            page_location(after, &location, false),
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
        for evidence in &page.evidence {
            let Some(server) = &evidence.server else {
                continue;
            };
            let location = Location::span(&page.path, evidence.range.clone());
            hosts.entry(authority(server)).or_insert(location);
        }
    }
    hosts
}

/// The ranges of the URLs of servers: of the document, of its path items and of its
/// operations. `normalise` rejects some of them; a reviewer should see all of them.
fn urls(spans: &Spans) -> Vec<Range<usize>> {
    let mut owners: Vec<NodeId> = vec![Spans::ROOT];
    for (_, item) in spans
        .child(Spans::ROOT, "paths")
        .iter()
        .flat_map(|&paths| spans.children(paths))
    {
        owners.push(item);
        owners.extend(spans.children(item).map(|(_, operation)| operation));
    }
    let servers = owners
        .into_iter()
        .filter_map(|owner| spans.child(owner, "servers"));
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

/// Security schemes that were added, removed, or are sent in another place.
pub(super) fn schemes(before: &Output, after: &Output) -> Vec<Lint> {
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
    for (wire, (sent, location)) in &new {
        let text = match old.get(wire) {
            None => format!(
                "{} is a new security scheme, sent {}",
                code(wire),
                describe(sent)
            ),
            Some((was, _)) if was != sent => format!(
                "the secret of {} was sent {} and is now sent {}",
                code(wire),
                describe(was),
                describe(sent)
            ),
            Some(_) => continue,
        };
        let location = page_location(after, location, false);
        found.push(Lint::new(LintKind::SecurityScheme, text, location));
    }
    for (wire, (_, location)) in old.iter().filter(|(wire, _)| !new.contains_key(*wire)) {
        let text = format!("the security scheme {} was removed", code(wire));
        let location = page_location(before, location, true);
        found.push(Lint::new(LintKind::SecurityScheme, text, location));
    }
    found
}

/// URLs that secrets of clients are sent to, or that tell clients where to send them.
pub(super) fn token_urls(before: &Output, after: &Output) -> Vec<Lint> {
    let known: BTreeSet<&str> = before.api.schemes.iter().flat_map(urls_of_tokens).collect();
    let mut found = Vec::new();
    for scheme in &after.api.schemes {
        let new: BTreeSet<&str> = urls_of_tokens(scheme)
            .filter(|url| !known.contains(url))
            .collect();
        for url in new {
            let text = format!(
                "{} is a new URL for the tokens of {}",
                code(url),
                code(&scheme.wire)
            );
            let location = page_location(after, &Location::from(&scheme.origin), false);
            found.push(Lint::new(LintKind::SecurityScheme, text, location));
        }
    }
    found
}

fn urls_of_tokens(scheme: &Scheme) -> impl Iterator<Item = &str> {
    let discovery = match &scheme.tokens {
        Tokens::OpenId(url) => Some(url.as_str()),
        Tokens::OAuth(_) | Tokens::Undocumented => None,
    };
    let flows = scheme.flows().iter();
    let urls = flows.flat_map(|flow| {
        let urls = [&flow.authorization_url, &flow.token_url, &flow.refresh_url];
        urls.into_iter().flatten().map(String::as_str)
    });
    urls.chain(discovery)
}

fn describe(location: &CredentialLocation) -> String {
    match location {
        CredentialLocation::Bearer => "as a bearer token".to_owned(),
        CredentialLocation::Basic => "by HTTP basic authentication".to_owned(),
        CredentialLocation::Header(name) => format!("in the header {}", code(name)),
        CredentialLocation::Query(name) => format!("in the query parameter {}", code(name)),
        CredentialLocation::Cookie(name) => format!("in the cookie {}", code(name)),
        CredentialLocation::Certificate => "as a client certificate".to_owned(),
        CredentialLocation::Unsupported(what) => {
            format!("in a way that the client does not support ({})", code(what))
        }
    }
}

/// New lines with characters that editors hide or interpret.
pub(super) fn characters(before: &Output, after: &Output) -> Vec<Lint> {
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
            let text = format!("this line has invisible characters: {}", hidden.join(", "));
            let location = page_location(after, &Location::span(file.path(), at..at), false);
            found.push(Lint::new(LintKind::InvisibleCharacters, text, location));
        }
    }
    found
}

/// The lines of the page with such characters, each with the offset of its first byte.
fn deceptive_lines(file: &SourceFile) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    let lines = file.text().split('\n').map(move |line| {
        let at = start;
        start += line.len() + 1;
        (at, line)
    });
    // Most pages have none, which one search proves.
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
    fn a_host_is_a_url_without_its_path() {
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
