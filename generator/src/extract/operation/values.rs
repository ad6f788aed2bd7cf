//! Values in the paths of commands, which stand for parameters: `/doors/d1/open` for
//! `/doors/{id}/open`.

use std::collections::BTreeSet;

use super::Group;
use crate::extract::{
    address::{self, Address},
    command::Command,
    field::Place,
    words::{self, Role, singular},
};

/// Words that look like values.
const WORDS: [&str; 4] = ["h264", "h265", "s3", "x509"];

/// How many characters a value has at least in which digits are between letters, and how many of
/// them are digits.
const MIXED: (usize, usize) = (6, 3);

/// The names of the fields that may be parameters in paths, and whether their lists say so.
#[derive(Default)]
pub(super) struct Names(Vec<(String, bool)>);

impl Names {
    /// Those of the request in `groups`.
    pub(super) fn of(groups: &[Group]) -> Self {
        let fields = groups.iter().flat_map(|group| {
            let place = match group.role {
                Role::Request(place @ (None | Some(Place::Path))) => Some(place),
                _ => None,
            };
            let fields = group.fields.iter().filter(move |_| place.is_some());
            fields.map(move |it| (it.wire.clone(), place.flatten().is_some()))
        });
        Self(fields.collect())
    }

    /// The address that a command calls, with parameters in place of the values in its path.
    pub(super) fn address(&self, command: &Command) -> Option<Address> {
        let mut address = address::parse(&command.url)?;
        let sent: BTreeSet<&str> = command.sent().collect();
        address.path = self.path(&address.path, &sent);
        Some(address)
    }

    /// A path with parameters in place of its values, where the command sends the fields `sent`
    /// beside it.
    fn path(&self, path: &str, sent: &BTreeSet<&str>) -> String {
        let mut segments: Vec<String> = path.split('/').map(str::to_owned).collect();
        let mut known: BTreeSet<String> = address::parameters(path).map(str::to_owned).collect();
        let mut left = Vec::new();
        for (name, is_stated) in &self.0 {
            if known.contains(name) || !is_stated && sent.contains(name.as_str()) {
                continue;
            }
            let at = (2..segments.len()).find(|at| {
                let segment = &segments[*at];
                let is_known = (*is_stated && !is_parameter(segment)) || is_value(segment);
                is_known && is_named(name, &segments[at - 1])
            });
            match at {
                Some(at) => {
                    segments[at] = format!("{{{name}}}");
                    known.insert(name.clone());
                }
                None if *is_stated => left.push(name),
                None => {}
            }
        }
        // The others are those of the values, in their order.
        let values = |segments: &[String]| -> Vec<usize> {
            let all = 2..segments.len();
            all.filter(|at| is_value(&segments[*at])).collect()
        };
        let ats = values(&segments);
        if ats.len() == left.len() {
            for (at, name) in ats.into_iter().zip(left) {
                if known.insert(name.clone()) {
                    segments[at] = format!("{{{name}}}");
                }
            }
        }
        for at in values(&segments) {
            let owner = &segments[at - 1];
            if !is_collection(owner) {
                continue;
            }
            let of_owner = format!("{}_id", singular(&owner.replace('-', "_")));
            let names = ["id".to_owned(), of_owner];
            // Where both are those of others, nothing names it.
            if let Some(name) = names.into_iter().find(|it| !known.contains(it)) {
                segments[at] = format!("{{{name}}}");
                known.insert(name);
            }
        }
        segments.join("/")
    }
}

fn is_parameter(segment: &str) -> bool {
    segment.is_empty() || segment.contains('{')
}

/// Whether a parameter has the name of what is in the collection with this name: `door_id`,
/// `doorId` or `id` of `doors`.
fn is_named(name: &str, collection: &str) -> bool {
    let plain = |text: &str| text.replace(['_', '-'], "").to_ascii_lowercase();
    let (name, one) = (plain(name), plain(&singular(collection)));
    let stem = name.strip_suffix("id").unwrap_or(&name);
    is_collection(collection) && (stem.is_empty() || stem == one || stem == plain(collection))
}

fn is_collection(segment: &str) -> bool {
    let is_part = |it: u8| it.is_ascii_alphabetic() || it == b'-' || it == b'_';
    segment.len() > 3 && words::is_plural(segment) && segment.bytes().all(is_part)
}

/// Whether a segment is a number or an id, as `42`, `door_1` and `d1` are; `v1beta1` is a version,
/// and `oauth2` a word.
pub(super) fn is_value(segment: &str) -> bool {
    let separators = ['_', '-'];
    let has_separators = segment.contains(separators);
    let is_fixed = WORDS.contains(&segment) || segment.contains(['{', '.', ':']);
    let is_digit = |c: char| c.is_ascii_digit();
    let is_part = |part: &str| {
        let stem = part.trim_end_matches(is_digit);
        let is_version = part
            .strip_prefix('v')
            .is_some_and(|it| it.starts_with(is_digit));
        let digits = part.chars().filter(|c| is_digit(*c)).count();
        let is_mixed = stem.contains(is_digit)
            && part.len() >= MIXED.0
            && (has_separators || digits >= MIXED.1);
        // Behind several letters, it is a part of a word.
        let is_number = digits > 0 && stem.chars().count() < 2 && !stem.contains(is_digit);
        !is_version && (is_mixed || is_number)
    };
    !is_fixed && segment.split(separators).any(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_no_words_and_no_versions() {
        for segment in ["42", "door_1", "d1", "a81bc81b-dead", "5f3e9c2a"] {
            assert!(is_value(segment), "{segment}");
        }
        for segment in [
            "v1beta1", "oauth2", "v2.1", "{id}", "doors", "2fa", "mp3", "h264",
        ] {
            assert!(!is_value(segment), "{segment}");
        }
    }

    #[test]
    fn parameters_are_in_place_of_values() {
        let path = |path: &str, names: &[(&str, bool)]| {
            let names = names
                .iter()
                .map(|(name, is_stated)| ((*name).to_owned(), *is_stated));
            Names(names.collect()).path(path, &["message", "device_id"].into())
        };
        let door = [("door_id", false), ("reason", false)];
        assert_eq!(path("/v2/doors/d1/open", &door), "/v2/doors/{door_id}/open");
        assert_eq!(path("/doors/front", &door), "/doors/front");
        let stated = [("door_id", true)];
        assert_eq!(path("/doors/front", &stated), "/doors/{door_id}");
        let sent = [("message", false), ("device_id", false)];
        for fixed in ["/messages/send", "/devices/get", "/address/a1"] {
            assert_eq!(path(fixed, &sent), fixed);
        }
        assert_eq!(path("/doors/front", &[("id", false)]), "/doors/front");
        assert_eq!(path("/doors/front", &[("id", true)]), "/doors/{id}");
        assert_eq!(path("/keys/k1", &[("name", true)]), "/keys/{name}");
        assert_eq!(path("/doors/d1/keys/k2", &[]), "/doors/{id}/keys/{key_id}");
        assert_eq!(
            path("/doors/{id}/access-keys/k2", &[]),
            "/doors/{id}/access-keys/{access_key_id}"
        );
        assert_eq!(
            path("/doors/d1/doors/d2/doors/d3", &[]),
            "/doors/{id}/doors/{door_id}/doors/d3"
        );
        assert_eq!(path("/api/s3/doors", &[]), "/api/s3/doors");
    }
}
