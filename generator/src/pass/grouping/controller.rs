//! Tags that are called after the classes which frameworks read operations from:
//! `user-controller` is the group `user`, and so is `acme.users.v1.User`.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    case::{snake, without_package},
    ir::{Api, Operation},
    lock::Lock,
};

/// The words of the groups whose tags are called after a class, by tag.
///
/// A group keeps the word that an earlier run gave to it; else no other tag has the new one.
pub(in crate::pass) fn groups<'a>(api: &'a Api, lock: &Lock) -> BTreeMap<&'a str, &'a str> {
    let mut tags: BTreeMap<&str, Vec<&Operation>> = BTreeMap::new();
    for operation in api.operations.values() {
        if let Some(tag) = operation.tags.first() {
            tags.entry(tag).or_default().push(operation);
        }
    }
    let words: BTreeSet<String> = tags.keys().map(|tag| snake(tag)).collect();
    let mut classes: BTreeMap<String, usize> = BTreeMap::new();
    for class in tags.keys().filter_map(|tag| without_package(tag)) {
        *classes.entry(snake(class)).or_default() += 1;
    }
    let named = tags.into_iter().filter_map(|(tag, operations)| {
        let in_package = || without_package(tag).filter(|it| classes.get(&snake(it)) == Some(&1));
        let name = without_controller(tag)
            .or_else(|| class(tag, &operations))
            .or_else(in_package)?;
        let is_locked = |word: &str| {
            let calls = operations.iter().filter_map(|it| {
                let locked = lock.operations.get(&it.key.to_string())?;
                Some(locked.call.split_once('.')?.0)
            });
            calls.into_iter().any(|group| group == snake(word))
        };
        let is_given = is_locked(name) || !is_locked(tag) && !words.contains(&snake(name));
        is_given.then_some((tag, name))
    });
    named.collect()
}

/// `user` of `user-controller`
fn without_controller(tag: &str) -> Option<&str> {
    let name = tag.strip_suffix("controller")?.strip_suffix(['-', '_'])?;
    (!snake(name).is_empty()).then_some(name)
}

/// `User` of `UserController`, where the ids of its operations say that it is a class, as
/// `UserController.find` does. Elsewhere it may be a device.
fn class<'a>(tag: &'a str, operations: &[&Operation]) -> Option<&'a str> {
    let name = tag.strip_suffix("Controller").filter(|it| !it.is_empty())?;
    let is_member = |id: &str| {
        let member = id.strip_prefix(tag);
        member.is_some_and(|it| it.starts_with(['.', '_']))
    };
    let mut ids = operations.iter().map(|it| it.id.as_deref());
    ids.all(|id| id.is_some_and(is_member)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::without_controller;

    #[test]
    fn a_class_is_called_after_what_it_controls() {
        assert_eq!(without_controller("user-controller"), Some("user"));
        assert_eq!(without_controller("user_controller"), Some("user"));
        for other in ["controller", "-controller", "controllers", "Controller"] {
            assert_eq!(without_controller(other), None, "{other}");
        }
    }
}
