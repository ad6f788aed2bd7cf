//! What an `operationId` calls its operation: the id without what a framework adds to the name
//! of a function, so that no two ids are the same.

use std::collections::{BTreeMap, BTreeSet};

use super::{is_parameter, is_version, segments};
use crate::{
    case::{singular, snake},
    ir::{Api, Operation, OperationKey},
};

/// What each `operationId` calls its operation, in snake case.
pub(in crate::pass) fn functions(api: &Api) -> BTreeMap<&OperationKey, String> {
    let is_numbered = numbers_ids(api);
    let prefix = prefix_of_ids(api);
    let parts: Vec<(&Operation, Parts<'_>)> = api
        .operations
        .values()
        .filter_map(|it| {
            let id = it.id.as_deref()?;
            let id = id.strip_prefix(&prefix).unwrap_or(id);
            Some((it, Parts::of(id, &it.key, is_numbered)))
        })
        .collect();
    // What tells two operations of one group apart is part of their names.
    let mut count = BTreeMap::new();
    for (operation, parts) in &parts {
        let names: BTreeSet<String> = parts.candidates().into_iter().collect();
        for name in names {
            *count.entry((operation.tags.first(), name)).or_insert(0) += 1;
        }
    }
    let named = parts.into_iter().filter_map(|(operation, parts)| {
        let mut candidates = parts.candidates();
        let last = candidates.pop()?;
        let own = candidates.into_iter().find(|name| {
            let own = (operation.tags.first(), name.clone());
            count.get(&own) == Some(&1)
        });
        let name = own.unwrap_or(last);
        Some((&operation.key, without_route(&name, &operation.key)))
    });
    named.collect()
}

/// An id, taken apart.
#[derive(Debug, PartialEq, Eq)]
struct Parts<'a> {
    /// The name of the function.
    name: &'a str,
    /// The number by which a framework tells it from another function.
    number: Option<&'a str>,
    /// The last segment of the path that is no parameter.
    segment: Option<&'a str>,
    /// The class that has the function, and how the class calls it.
    class: Option<(&'a str, &'a str)>,
}

impl<'a> Parts<'a> {
    /// `is_numbered`: whether the ids of the document have numbers.
    fn of(id: &'a str, key: &'a OperationKey, is_numbered: bool) -> Self {
        let plain = |name| Self {
            name,
            number: None,
            segment: segments(key.route()).filter(|it| !is_parameter(it)).last(),
            class: None,
        };
        if let Some(name) = without_fastapi_route(id, key) {
            return plain(name);
        }
        if let Some((class, member)) = member(id) {
            return Self {
                class: Some((class, member)),
                ..plain(without_version(member, key))
            };
        }
        let numbered = numbered(id);
        let (stem, number) = numbered.map_or((id, None), |(stem, number)| (stem, Some(number)));
        // springfox: `findAllUsingGET_1`
        let using = stem
            .strip_suffix(&key.method)
            .and_then(|it| it.strip_suffix("Using"));
        match using {
            Some(name) if !name.is_empty() => Self {
                number,
                ..plain(name)
            },
            _ if is_numbered => Self {
                number,
                ..plain(stem)
            },
            _ => plain(id),
        }
    }

    /// What the function can be called, the shortest first.
    fn candidates(&self) -> Vec<String> {
        let name = snake(self.name);
        let numbered = self.number.into_iter().flat_map(|number| {
            let segment = self.segment.map(snake);
            let segment = segment.filter(|it| !singular(&name).ends_with(&singular(it)));
            let placed = segment.map(|it| format!("{name}_{it}"));
            placed.into_iter().chain([format!("{name}_{number}")])
        });
        let class = self.class.into_iter();
        let qualified = class.flat_map(|(class, member)| {
            [self.name, member].map(|name| snake(&format!("{class}_{name}")))
        });
        let longer: Vec<String> = numbered.chain(qualified).collect();
        [vec![name], longer].concat()
    }
}

/// `get_voice` of `get_voice_v1_voices__voice_id__get`: FastAPI appends the path, in which all
/// but letters, digits and `_` is a `_`, and the method.
fn without_fastapi_route<'a>(id: &'a str, key: &OperationKey) -> Option<&'a str> {
    let is_kept = |c: char| c.is_alphanumeric() || c == '_';
    let path = key.route().chars();
    let path: String = path.map(|c| if is_kept(c) { c } else { '_' }).collect();
    let method = key.method.to_lowercase();
    let name = id.strip_suffix(&method)?.strip_suffix('_')?;
    let name = name.strip_suffix(&path)?;
    (!name.is_empty()).then_some(name)
}

/// `Cats` and `findAll_v1` of `CatsController_findAll_v1`, as NestJS and LoopBack call a function
/// of a class, and of `CatsApi_findAll_v1`, as ASP.NET does.
fn member(id: &str) -> Option<(&str, &str)> {
    let (class, member) = id.split_once(['_', '.'])?;
    let mut suffixes = ["Controller", "Api"].iter();
    let class = suffixes.find_map(|suffix| class.strip_suffix(suffix))?;
    let is_class = class.starts_with(|c: char| c.is_ascii_uppercase());
    (is_class && !snake(member).is_empty()).then_some((class, member))
}

/// `findAll` of `findAll_v1` where the path has the version, as NestJS appends it.
fn without_version<'a>(member: &'a str, key: &OperationKey) -> &'a str {
    match member.rsplit_once('_') {
        Some((name, version))
            if !name.is_empty()
                && is_version(version)
                && segments(key.route()).any(|it| it == version) =>
        {
            name
        }
        _ => member,
    }
}

/// `youtube.` of `youtube.captions.list`, `youtube.channels.list` and so on: all ids begin with
/// the name of the API, and most name a resource behind it. Empty if they do not.
fn prefix_of_ids(api: &Api) -> String {
    let ids = api.operations.values().filter_map(|it| it.id.as_deref());
    let ids: Vec<Vec<&str>> = ids.map(|id| id.split('.').collect()).collect();
    let Some(first) = ids.first().map(|it| it[0]) else {
        return String::new();
    };
    let is_common = ids.iter().all(|id| id[0] == first && id.len() > 1);
    let with_resource = ids.iter().filter(|id| id.len() > 2).count();
    // The segments behind those of an API with one resource are its methods.
    let resources: BTreeSet<&str> = ids.iter().filter_map(|id| id.get(1).copied()).collect();
    match is_common && with_resource * 2 > ids.len() && resources.len() > 1 {
        true => format!("{first}."),
        false => String::new(),
    }
}

/// `findAll` and `1` of `findAll_1`
fn numbered(id: &str) -> Option<(&str, &str)> {
    let (stem, number) = id.rsplit_once('_')?;
    let is_number = !number.is_empty() && number.bytes().all(|it| it.is_ascii_digit());
    (is_number && !stem.is_empty()).then_some((stem, number))
}

/// Whether a framework numbers ids that are the same, as springdoc does: `findAll` with one tag is
/// `findAll_1` with another. Authors number operations that belong together.
fn numbers_ids(api: &Api) -> bool {
    let operations = || api.operations.values();
    let ids = operations().filter_map(|it| Some((it.id.as_deref()?, it.tags.first())));
    let ids: BTreeMap<&str, _> = ids.collect();
    operations().any(|it| {
        let stem = it.id.as_deref().and_then(numbered);
        let other = stem.and_then(|(stem, _)| ids.get(stem));
        other.is_some_and(|tag| *tag != it.tags.first())
    })
}

/// The words without the path and the method at their end, however those are written.
fn without_route(name: &str, key: &OperationKey) -> String {
    let words: Vec<&str> = name.split('_').collect();
    let path = snake(&key.path);
    let route: Vec<&str> = path.split('_').filter(|word| !word.is_empty()).collect();
    let kept = match words.split_last() {
        Some((last, before))
            if !route.is_empty()
                && before.len() > route.len()
                && before.ends_with(&route)
                && *last == key.method.to_lowercase() =>
        {
            &words[..before.len() - route.len()]
        }
        _ => &words[..],
    };
    kept.join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_at_the_end_is_not_part_of_the_name() {
        for (id, method, path, name) in [
            (
                "get_voices_v1_voices_get",
                "GET",
                "/v1/voices",
                "get_voices",
            ),
            (
                "get_voice_v1_voices__voice_id__get",
                "GET",
                "/v1/voices/{voice_id}",
                "get_voice",
            ),
            ("read_users_users__get", "GET", "/users/", "read_users"),
            ("root__get", "GET", "/", "root"),
            (
                "text_to_speech_v1_text_to_speech__voice_id__post",
                "POST",
                "/v1/text-to-speech/{voice_id}",
                "text_to_speech",
            ),
        ] {
            let key = OperationKey::new(method, path);
            assert_eq!(without_fastapi_route(id, &key), Some(name));
            let put = OperationKey::new("PUT", path);
            assert_eq!(without_fastapi_route(id, &put), None);
        }
        let get = OperationKey::new("GET", "/items/{itemId}");
        assert_eq!(
            without_route("read_item_items_item_id_get", &get),
            "read_item"
        );
        let only_route = OperationKey::new("GET", "/items");
        assert_eq!(without_fastapi_route("_items_get", &only_route), None);
    }

    #[test]
    fn what_springfox_appends_is_not_part_of_the_name() {
        let get = OperationKey::new("GET", "/users");
        let of = |id| {
            let Parts { name, number, .. } = Parts::of(id, &get, false);
            (name, number)
        };
        assert_eq!(of("findAllUsingGET"), ("findAll", None));
        assert_eq!(of("findAllUsingGET_1"), ("findAll", Some("1")));
        assert_eq!(of("findAllUsingPOST"), ("findAllUsingPOST", None));
        assert_eq!(of("UsingGET"), ("UsingGET", None));
        assert_eq!(of("findAll_1"), ("findAll_1", None));
    }

    #[test]
    fn a_class_and_the_version_of_the_path_are_not_part_of_the_name() {
        let get = OperationKey::new("GET", "/v1/cats");
        for (id, name) in [
            ("CatsController_findAll_v1", "findAll"),
            ("CatsApi_FindAll", "FindAll"),
            ("Api_FindAll", "Api_FindAll"),
            ("catsApi_findAll", "catsApi_findAll"),
            ("CatsController_findAll_v2", "findAll_v2"),
            ("CatsController.find", "find"),
            ("CatsController_v1", "v1"),
            ("Controller_find", "Controller_find"),
            ("gameController_find", "gameController_find"),
            ("find_v1", "find_v1"),
        ] {
            assert_eq!(Parts::of(id, &get, false).name, name);
        }
    }

    #[test]
    fn numbers_are_cut_off_where_a_framework_writes_them() {
        let get = OperationKey::new("GET", "/users");
        let Parts { name, number, .. } = Parts::of("delete_2", &get, true);
        assert_eq!((name, number), ("delete", Some("2")));
        assert_eq!(numbered("_1"), None);
        assert_eq!(numbered("find_all"), None);
        assert_eq!(numbered("find_"), None);
    }
}
