//! Groups by tag: `issues/list-for-repo` with the tag `issues` is `list_for_repo` in
//! `issues`.

use super::{Call, path};
use crate::{
    case::{singular, snake},
    ir::{Api, Operation, OperationKey},
};

/// The call of each operation, in order. One without a tag or an `operationId` is called
/// by its path.
pub(super) fn calls(api: &Api) -> Vec<Call> {
    let by_path = path::calls(api).into_iter();
    let operations = api.operations.values();
    operations
        .zip(by_path)
        .map(|(operation, by_path)| call(operation).unwrap_or(by_path))
        .collect()
}

fn call(operation: &Operation) -> Option<Call> {
    let tag = operation.tags.first()?;
    Some(Call {
        group: vec![tag.clone()],
        method: method(operation, tag)?,
    })
}

/// The words of the `operationId` that neither the tag nor HTTP says.
fn method(operation: &Operation, tag: &str) -> Option<String> {
    let id = snake(operation.id.as_deref()?);
    let words: Vec<&str> = id.split('_').collect();
    let words = without_route(&words, &operation.key);
    let tag = snake(tag);
    let tag: Vec<&str> = tag.split('_').collect();
    let is_tag = |words: &[&str]| {
        let pairs = words.iter().zip(&tag);
        words.len() == tag.len() && pairs.into_iter().all(|(a, b)| singular(a) == singular(b))
    };
    let place = words.windows(tag.len()).position(is_tag);
    let rest: Vec<&str> = match place {
        Some(place) => [&words[..place], &words[place + tag.len()..]].concat(),
        None => words.to_vec(),
    };
    // What is left has to say something: `get_by_id`, not `by_id`.
    let rest = match rest[..] {
        [] | ["by", ..] | ["controller"] => words.to_vec(),
        ["controller", ..] => rest[1..].to_vec(),
        _ => rest,
    };
    let method = rest.join("_");
    (!method.is_empty()).then_some(method)
}

/// The words without the path and the HTTP method that some frameworks append:
/// `read_item_items__item_id__get` is `read_item`.
fn without_route<'a, 'w>(words: &'w [&'a str], key: &OperationKey) -> &'w [&'a str] {
    let path = snake(&key.path);
    let route: Vec<&str> = path.split('_').filter(|word| !word.is_empty()).collect();
    let Some((last, before)) = words.split_last() else {
        return words;
    };
    let has_route = !route.is_empty() && before.len() > route.len() && before.ends_with(&route);
    if has_route && *last == key.method.to_lowercase() {
        &words[..before.len() - route.len()]
    } else {
        words
    }
}

#[cfg(test)]
mod tests {
    use super::{OperationKey, without_route};

    #[test]
    fn a_route_at_the_end_is_not_part_of_the_name() {
        let words = ["read", "item", "items", "item", "id", "get"];
        let get = OperationKey::new("GET", "/items/{item_id}");
        assert_eq!(without_route(&words, &get), ["read", "item"]);
        let put = OperationKey::new("PUT", "/items/{item_id}");
        assert_eq!(without_route(&words, &put), words);
    }
}
