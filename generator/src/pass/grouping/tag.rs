//! Groups by tag: `issues/list-for-repo` with the tag `issues` is `list_for_repo` in
//! `issues`.

use std::collections::{BTreeMap, BTreeSet};

use super::{Call, controller, function::functions, list, path};
use crate::{
    case::{singular, snake},
    ir::{Api, Operation},
    lock::Lock,
};

/// The call of each operation, in order. One without a tag has that of its path, if there is one;
/// what has no tag or no `operationId` then is called by its path.
pub(super) fn calls(api: &Api, lock: &Lock) -> Vec<Call> {
    let by_path = path::calls(api).into_iter();
    let functions = functions(api);
    let tags = Tags::of(api, lock);
    let operations = api.operations.values();
    let (mut calls, of_functions): (Vec<Call>, Vec<Option<&str>>) = operations
        .zip(by_path)
        .map(|(operation, by_path)| {
            let function = functions.get(&operation.key).map(String::as_str);
            let named = function.zip(tags.group(operation));
            let call = named.and_then(|(function, group)| {
                let method = method(function, group)?;
                let group = vec![group.to_owned()];
                Some(Call { group, method })
            });
            let is_get = operation.key.method == "GET";
            let function = function.filter(|_| is_get && call.is_some());
            (call.unwrap_or_else(|| tags.beside(by_path)), function)
        })
        .unzip();
    list::name_lists(&mut calls, &of_functions);
    calls
}

/// The groups that the tags of an API are.
struct Tags<'a> {
    /// Those of tags that a framework made of its controllers.
    controllers: BTreeMap<&'a str, &'a str>,
    /// The groups of the operations of each path that have a tag, in snake case.
    of_paths: BTreeMap<&'a str, BTreeSet<String>>,
    /// The groups by their names in snake case. Tags that differ only in how they are written are
    /// one group.
    groups: BTreeMap<String, &'a str>,
}

impl<'a> Tags<'a> {
    fn of(api: &'a Api, lock: &Lock) -> Self {
        let controllers = controller::groups(api, lock);
        let mut of_paths: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        let mut groups: BTreeMap<String, &str> = BTreeMap::new();
        for operation in api.operations.values() {
            let Some(tag) = operation.tags.first().map(String::as_str) else {
                continue;
            };
            let group = controllers.get(tag).copied().unwrap_or(tag);
            let of_path = of_paths.entry(operation.key.route()).or_default();
            of_path.insert(snake(group));
            let first = groups.entry(snake(group)).or_insert(group);
            *first = group.min(first);
        }
        Self {
            controllers,
            of_paths,
            groups,
        }
    }

    /// The group of an operation that has a tag, or whose path is in one group.
    fn group(&self, operation: &'a Operation) -> Option<&'a str> {
        let Some(tag) = operation.tags.first().map(String::as_str) else {
            let of_path = self.of_paths.get(operation.key.route())?;
            let only = of_path.first().filter(|_| of_path.len() == 1)?;
            return self.groups.get(only).copied();
        };
        let group = self.controllers.get(tag).copied().unwrap_or(tag);
        Some(self.alike(group).unwrap_or(group))
    }

    /// The one of the groups that has this name, however it is written.
    fn alike(&self, group: &str) -> Option<&'a str> {
        self.groups.get(&snake(group)).copied()
    }

    /// A call by path, whose outermost group is that of a tag where they have the same name.
    fn beside(&self, mut call: Call) -> Call {
        if let Some(first) = call.group.first_mut()
            && let Some(group) = self.alike(first)
        {
            group.clone_into(first);
        }
        call
    }
}

/// The words of the function that the tag does not say.
fn method(function: &str, tag: &str) -> Option<String> {
    let words: Vec<&str> = function.split('_').collect();
    let tag = snake(tag);
    let tag: Vec<&str> = tag.split('_').collect();
    let is_tag = |words: &[&str]| {
        let pairs = words.iter().zip(&tag);
        words.len() == tag.len() && pairs.into_iter().all(|(a, b)| singular(a) == singular(b))
    };
    let place = words.windows(tag.len()).position(is_tag);
    let rest: Vec<&str> = match place {
        Some(place) => {
            let (before, after) = (&words[..place], &words[place + tag.len()..]);
            // `retrieve` of `retrieve-a-block`
            let before = match before {
                [before @ .., "a" | "an" | "the"] => before,
                _ => before,
            };
            [before, after].concat()
        }
        None => words.clone(),
    };
    // What is left has to say something: `get_by_id`, not `by_id`.
    let rest = match rest[..] {
        [] | ["by", ..] | ["controller"] => words,
        ["controller", ..] => rest[1..].to_vec(),
        _ => rest,
    };
    let method = rest.join("_");
    (!method.is_empty()).then_some(method)
}

#[cfg(test)]
mod tests {
    use super::method;

    #[test]
    fn an_article_goes_with_its_noun() {
        for (function, tag, name) in [
            ("retrieve_a_block", "Blocks", "retrieve"),
            ("get_an_event", "events", "get"),
            ("get_a_user_by_id", "Users", "get_by_id"),
            ("delete_the_event", "events", "delete"),
            ("an_event", "events", "an_event"),
            ("get_vitamin_a", "vitamins", "get_a"),
            ("get_a_key", "users", "get_a_key"),
        ] {
            assert_eq!(method(function, tag).as_deref(), Some(name), "{function}");
        }
    }
}
