//! Ids that say no more than the method and the path of their operation, as
//! `deleteV3ProjectsIdBoards` does, which say it without structure.

use super::{is_parameter, segments};
use crate::ir::{Api, Operation, OperationKey};

/// Whether ids say no more than routes, so that operations are named as if they had none: at least
/// three in four do, and most of those with a parameter in their path have it in the id, or what a
/// framework calls the method there. An author may call `GET /users` so, and
/// `GET /users/{id}/toys`: `getUsers`, `getUsersToys`.
pub(super) fn ids_are_routes(api: &Api) -> bool {
    let shared = shared_segments(api);
    let operations = api.operations.values();
    let spellings: Vec<Spelling> = operations.filter_map(|it| spelling(it, shared)).collect();
    let count = |wanted| spellings.iter().filter(|it| **it == wanted).count();
    spellings.len() * 4 >= api.operations.len() * 3
        && count(Spelling::Parameters) + count(Spelling::Action) > count(Spelling::Segments)
}

/// How an id has the route of its operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spelling {
    /// With the parameters of the path.
    Parameters,
    /// Without them.
    Segments,
    /// Without them, and with what Django REST framework calls the method.
    Action,
    /// The path has none.
    Whole,
}

/// `None` where the id says something else.
fn spelling(operation: &Operation, shared: usize) -> Option<Spelling> {
    spelling_of(operation.id.as_deref()?, &operation.key, shared)
}

/// `shared`: how many segments at the start the id may not have, as other paths have them, too.
fn spelling_of(id: &str, key: &OperationKey, shared: usize) -> Option<Spelling> {
    let id = letters(id);
    let whole = spelling_in(&id, key, shared);
    // API Platform writes the word whether or not the path has it.
    whole.or_else(|| spelling_in(id.strip_prefix("api")?, key, shared))
}

/// `id`: its letters.
fn spelling_in(id: &str, key: &OperationKey, shared: usize) -> Option<Spelling> {
    let method = letters(&key.method);
    let is_route = |path: &str| {
        let verbs = verbs(&key.method).iter().copied();
        let mut verbs = verbs.chain([&*method]);
        let before = verbs.any(|verb| id.strip_prefix(verb) == Some(path));
        // API Platform: `api_books_get_collection`
        let after = id
            .strip_prefix(path)
            .and_then(|it| it.strip_prefix(&*method));
        before || matches!(after, Some("" | "collection"))
    };
    let route = key.route();
    let all: Vec<&str> = segments(route).collect();
    let skipped = (0..=shared).map(|skipped| &all[skipped.min(all.len())..]);
    let mut found = skipped.filter_map(|segments| {
        let has_parameter = segments.iter().any(|it| is_parameter(it));
        let with = |parameter: &str| -> String {
            let parts = segments.iter().flat_map(|segment| parts(segment));
            let parts = parts.map(|(text, is_parameter)| match is_parameter {
                true => format!("{parameter}{}", letters(text)),
                false => letters(text),
            });
            parts.collect()
        };
        if has_parameter && (is_route(&with("")) || is_route(&with("by"))) {
            return Some(Spelling::Parameters);
        }
        let literal = segments.iter().flat_map(|segment| parts(segment));
        let literal = literal.filter(|(_, is_parameter)| !is_parameter);
        let literal: String = literal.map(|(text, _)| letters(text)).collect();
        let action = id.strip_prefix(&*literal);
        if action.is_some_and(|it| !literal.is_empty() && actions(&key.method).contains(&it)) {
            return Some(Spelling::Action);
        }
        is_route(&literal).then_some(match has_parameter {
            true => Spelling::Segments,
            false => Spelling::Whole,
        })
    });
    found.next()
}

/// The words for a method before the path: `CreateBooksBookIdPages`.
fn verbs(method: &str) -> &'static [&'static str] {
    match method {
        "POST" => &["create"],
        "PUT" | "PATCH" => &["update"],
        _ => &[],
    }
}

/// What drf-spectacular and drf-yasg call a method at the end of ids, where it is not its name:
/// `books_list`, `books_partial_update`.
fn actions(method: &str) -> &'static [&'static str] {
    match method {
        "GET" => &["list", "read", "retrieve"],
        "POST" => &["create"],
        "PUT" => &["update"],
        "PATCH" => &["partialupdate"],
        "DELETE" => &["destroy"],
        _ => &[],
    }
}

/// The texts of a segment, with whether each is a parameter: `{id}.json` has two.
fn parts(segment: &str) -> impl Iterator<Item = (&str, bool)> {
    segment.split_inclusive('}').flat_map(|text| {
        let (before, parameter) = text.split_once('{').unwrap_or((text, ""));
        [(before, false), (parameter, true)]
            .into_iter()
            .filter(|(text, _)| !text.is_empty())
    })
}

/// The letters and digits of a text in lower case: how its words are told apart says nothing.
fn letters(text: &str) -> String {
    let kept = text.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

/// How many segments at the start all paths have, short of the whole path.
fn shared_segments(api: &Api) -> usize {
    let mut paths = api.operations.keys().map(OperationKey::route);
    let Some(first) = paths.next() else { return 0 };
    let first: Vec<&str> = segments(first).collect();
    let shared = paths.fold(first.len(), |shared, path| {
        let same = segments(path).zip(&first).take_while(|(a, b)| a == *b);
        shared
            .min(same.count())
            .min(segments(path).count().saturating_sub(1))
    });
    shared.min(first.len().saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frameworks_write_routes_in_many_ways() {
        for (id, method, path) in [
            (
                "deleteV3ProjectsIdBoardsBoardIdListsListId",
                "DELETE",
                "/v3/projects/{id}/boards/{board_id}/lists/{list_id}",
            ),
            ("get_users__id_", "GET", "/users/{id}"),
            ("get/articles/{id}", "GET", "/articles/{id}"),
            ("api_books_id_get", "GET", "/api/books/{id}"),
            ("api_books_id_get", "GET", "/books/{id}"),
            ("getUsersById", "GET", "/users/{id}"),
            (
                "GET_links-link_id-subuser",
                "GET",
                "/links/{link_id}/subuser",
            ),
            ("getReportsIdJson", "GET", "/reports/{id}.json"),
            ("CreateBooksBookIdPages", "POST", "/books/{BookId}/pages"),
            ("UpdateBooksBookId", "PUT", "/books/{BookId}"),
        ] {
            let key = OperationKey::new(method, path);
            assert_eq!(spelling_of(id, &key, 0), Some(Spelling::Parameters), "{id}");
        }
        for (id, path, spelling) in [
            ("getUsers", "/users", Spelling::Whole),
            ("api_books_get_collection", "/api/books", Spelling::Whole),
            ("api_books_get_collection", "/books", Spelling::Whole),
            ("getUsersToys", "/users/{id}/toys", Spelling::Segments),
        ] {
            let key = OperationKey::new("GET", path);
            assert_eq!(spelling_of(id, &key, 0), Some(spelling), "{id}");
        }
    }

    #[test]
    fn actions_of_django_rest_framework_are_methods() {
        for (id, method, path) in [
            ("books_list", "GET", "/api/books/"),
            ("books_retrieve", "GET", "/api/books/{id}/"),
            ("api_books_partial_update", "PATCH", "/api/books/{id}/"),
            ("books_lend_out_create", "POST", "/api/books/{id}/lend-out/"),
            ("books_destroy", "DELETE", "/api/books/{id}/"),
        ] {
            let key = OperationKey::new(method, path);
            assert_eq!(spelling_of(id, &key, 1), Some(Spelling::Action), "{id}");
        }
        let lend = OperationKey::new("POST", "/api/books/{id}/lend-out/");
        assert_eq!(spelling_of("books_create", &lend, 1), None);
        let root = OperationKey::new("GET", "/{id}");
        assert_eq!(spelling_of("list", &root, 0), None);
    }

    #[test]
    fn segments_that_all_paths_have_may_be_missing() {
        let key = OperationKey::new("GET", "/api/v1/users/{id}");
        assert_eq!(spelling_of("getUsersId", &key, 1), None);
        assert_eq!(
            spelling_of("getUsersId", &key, 2),
            Some(Spelling::Parameters)
        );
        assert_eq!(
            spelling_of("getV1UsersId", &key, 2),
            Some(Spelling::Parameters)
        );
    }

    #[test]
    fn names_of_authors_are_not_routes() {
        for (id, path) in [
            ("getUser", "/users/{id}"),
            ("listUsers", "/users"),
            ("getUserInfo", "/users"),
            (
                "get_voice_v1_voices__voice_id__get",
                "/v1/voices/{voice_id}",
            ),
        ] {
            let key = OperationKey::new("GET", path);
            assert_eq!(spelling_of(id, &key, 1), None, "{id}");
        }
    }
}
