//! Groups that earlier runs gave.

use super::Call;
use crate::{
    case::{FILE_NAME_LIMIT, shortened, snake},
    ident::RustIdent,
    ir::Api,
    lock::Lock,
};

/// `calls`, in the order of the operations, each in the group in which it was called
/// before.
pub(super) fn keep_groups(api: &Api, calls: Vec<Call>, lock: &Lock) -> Vec<Call> {
    let groups: Vec<Vec<String>> = calls.iter().map(|call| call.group.clone()).collect();
    let keys = api.operations.keys();
    keys.zip(calls)
        .map(|(key, call)| {
            let locked = lock.operations.get(&key.to_string());
            let Some((group, _)) = locked.map(|it| it.call.rsplit_once('.').unwrap_or_default())
            else {
                return call;
            };
            let words: Vec<&str> = group.split('.').filter(|word| !word.is_empty()).collect();
            // Codegen wrote no other names.
            let are_names = words.iter().all(|word| RustIdent::module(word).is_some());
            if is_called(&call.group, &words) || !are_names {
                return call;
            }
            // The group that is called so today, so that both are one.
            let same = groups.iter().find(|group| is_called(group, &words));
            let group = same.cloned();
            Call {
                group: group.unwrap_or_else(|| words.iter().map(|it| (*it).to_owned()).collect()),
                ..call
            }
        })
        .collect()
}

/// Whether the names of a group are made of its words.
fn is_called(group: &[String], names: &[&str]) -> bool {
    let is_made_of = |word: &String, name: &str| {
        let whole = snake(word);
        // As the names of groups are.
        let natural = shortened(&whole, FILE_NAME_LIMIT);
        // A keyword has an underscore behind it.
        name.trim_end_matches('_') == natural
            || name.strip_prefix('n') == Some(&natural)
            // Versions had the dots as words.
            || name.replace("_dot_", "_") == natural
            || name == shortened(&format!("{whole}_group"), FILE_NAME_LIMIT)
            || name.starts_with("group_")
    };
    group.len() == names.len()
        && group
            .iter()
            .zip(names)
            .all(|(word, name)| is_made_of(word, name))
}
