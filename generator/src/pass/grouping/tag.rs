//! Groups by tag: `issues/list-for-repo` with the tag `issues` is `list_for_repo` in
//! `issues`.

use std::collections::BTreeMap;

use super::{Call, controller, function::functions, path};
use crate::{
    case::{singular, snake},
    ir::{Api, Operation},
    lock::Lock,
};

/// The call of each operation, in order. One without a tag or an `operationId` is called
/// by its path.
pub(super) fn calls(api: &Api, lock: &Lock) -> Vec<Call> {
    let by_path = path::calls(api).into_iter();
    let functions = functions(api);
    let controllers = controller::groups(api, lock);
    let operations = api.operations.values();
    operations
        .zip(by_path)
        .map(|(operation, by_path)| {
            let function = functions.get(&operation.key);
            function
                .and_then(|function| call(operation, function, &controllers))
                .unwrap_or(by_path)
        })
        .collect()
}

fn call(operation: &Operation, function: &str, controllers: &BTreeMap<&str, &str>) -> Option<Call> {
    let tag = operation.tags.first()?.as_str();
    let group = controllers.get(tag).copied().unwrap_or(tag);
    Some(Call {
        group: vec![group.to_owned()],
        method: method(function, group)?,
    })
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
