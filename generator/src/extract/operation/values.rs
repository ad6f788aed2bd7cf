//! Values in the paths of commands, which stand for parameters: `/doors/d1/open` for
//! `/doors/{id}/open`.

use std::collections::BTreeSet;

use super::Group;
use crate::extract::{address::Address, field::Place, words::Role};

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

    /// Puts parameters in place of the values in the path of a command.
    pub(super) fn add_to(&self, address: &mut Address) {
        let path = std::mem::take(&mut address.path);
        let mut segments: Vec<String> = path.split('/').map(str::to_owned).collect();
        let mut known: BTreeSet<String> = segments
            .iter()
            .filter_map(|it| Some(it.strip_prefix('{')?.strip_suffix('}')?.to_owned()))
            .collect();
        let mut left = Vec::new();
        for (name, is_stated) in self.0.iter().filter(|it| !known.contains(&it.0)) {
            let at = (2..segments.len()).find(|at| {
                let segment = &segments[*at];
                let is_own = is_named(name, &segments[at - 1]);
                let is_known = *is_stated || is_own && name != "id" || is_value(segment);
                is_own && is_known && !is_parameter(segment)
            });
            match at {
                Some(at) => segments[at] = format!("{{{name}}}"),
                None if *is_stated => left.push(name),
                None => {}
            }
        }
        known.extend(self.0.iter().map(|it| it.0.clone()));
        // The others are those of the values, in their order.
        let values = |segments: &[String]| -> Vec<usize> {
            let all = 2..segments.len();
            all.filter(|at| is_value(&segments[*at])).collect()
        };
        let ats = values(&segments);
        if ats.len() == left.len() {
            for (at, name) in ats.into_iter().zip(left) {
                segments[at] = format!("{{{name}}}");
            }
        }
        for at in values(&segments) {
            let owner = segments[at - 1].clone();
            if is_plural(&owner) {
                let name = match segments.iter().any(|it| it == "{id}") {
                    true => format!("{{{owner}_id}}"),
                    false => "{id}".to_owned(),
                };
                segments[at] = name;
            }
        }
        address.path = segments.join("/");
    }
}

fn is_parameter(segment: &str) -> bool {
    segment.is_empty() || segment.contains('{')
}

/// Whether a parameter has the name of what is in the collection with this name: `door_id`,
/// `doorId` or `id` of `doors`.
fn is_named(name: &str, collection: &str) -> bool {
    let plain = |text: &str| text.replace(['_', '-'], "").to_ascii_lowercase();
    let (name, collection) = (plain(name), plain(collection));
    let one = match collection.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => collection
            .strip_suffix('s')
            .unwrap_or(&collection)
            .to_owned(),
    };
    let stem = name.strip_suffix("id").unwrap_or(&name);
    is_plural(&collection) && (stem.is_empty() || stem == one || stem == collection)
}

fn is_plural(word: &str) -> bool {
    word.len() > 3
        && word.ends_with('s')
        && word
            .bytes()
            .all(|it| it.is_ascii_alphabetic() || it == b'-' || it == b'_')
}

/// Whether a segment is a number or an id, as `42`, `door_1` and `d1` are; `v1beta1` is a version,
/// and `oauth2` a word.
pub(super) fn is_value(segment: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    let is_version = segment
        .strip_prefix('v')
        .is_some_and(|it| it.starts_with(is_digit));
    let digits = segment.chars().filter(|c| is_digit(*c)).count();
    let letters = segment.chars().filter(|c| c.is_alphabetic()).count();
    let is_fixed = is_version || segment.contains(['{', '.', ':']);
    digits > 0 && !is_fixed && (letters < 3 || digits > 2 || segment.contains(['_', '-']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_told_from_words_and_versions() {
        for segment in ["42", "door_1", "d1", "a81bc81b-dead"] {
            assert!(is_value(segment), "{segment}");
        }
        for segment in ["v1beta1", "oauth2", "v2.1", "{id}", "doors"] {
            assert!(!is_value(segment), "{segment}");
        }
    }

    #[test]
    fn parameters_are_in_place_of_values() {
        let path = |path: &str, names: &[(&str, bool)]| {
            let names = names
                .iter()
                .map(|(name, is_stated)| ((*name).to_owned(), *is_stated));
            let mut address = Address {
                path: path.to_owned(),
                ..Address::default()
            };
            Names(names.collect()).add_to(&mut address);
            address.path
        };
        let door = [("door_id", false), ("reason", false)];
        assert_eq!(path("/v2/doors/d1/open", &door), "/v2/doors/{door_id}/open");
        assert_eq!(path("/doors/front", &door), "/doors/{door_id}");
        assert_eq!(path("/doors/front", &[("id", false)]), "/doors/front");
        assert_eq!(path("/doors/front", &[("id", true)]), "/doors/{id}");
        assert_eq!(path("/keys/k1", &[("name", true)]), "/keys/{name}");
        assert_eq!(path("/doors/d1/keys/k2", &[]), "/doors/{id}/keys/{keys_id}");
        assert_eq!(path("/api/s3/doors", &[]), "/api/s3/doors");
    }
}
