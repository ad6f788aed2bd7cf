//! Groups by path, for APIs whose paths are resources: `GET /pets/{pet_id}` is `get` in
//! `pets`.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Call,
    function::functions,
    is_parameter,
    prefix::Prefix,
    resource::{Formats, Resource},
};
use crate::{
    case::singular,
    ir::{Api, Operation, OperationKey, Shape},
};

/// The groups that operations at these paths can be in, where groups are paths.
///
/// The last segment may be a method, so that the group before it is one of them, too.
pub fn groups_of_paths<'a>(paths: impl IntoIterator<Item = &'a str>) -> BTreeSet<Vec<String>> {
    let paths: Vec<&str> = paths.into_iter().collect();
    let formats = Formats::of(paths.iter().copied());
    let of_resource = |path: &&str| Resource::of(path, &formats).path;
    let paths: Vec<String> = paths.iter().map(of_resource).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let prefix = Prefix::of(&paths);
    let mut groups = BTreeSet::new();
    for path in paths {
        let words = prefix.strip(path).into_iter();
        let words: Vec<String> = words
            .filter(|segment| !is_parameter(segment))
            .map(str::to_owned)
            .collect();
        groups.extend((1..=words.len()).map(|depth| words[..depth].to_vec()));
    }
    groups
}

/// The call of each operation, in order.
pub(super) fn calls(api: &Api) -> Vec<Call> {
    let routes = || api.operations.keys().map(OperationKey::route);
    let formats = Formats::of(routes());
    let own: Vec<Resource> = routes().map(|it| Resource::of(it, &formats)).collect();
    let methods = api.operations.keys().map(|it| it.method.as_str());
    let resources = Resources::of(&own, methods);
    let functions = functions(api);
    let operations = api.operations.values().zip(&own);
    operations
        .map(|(operation, own)| {
            let function = functions.get(&operation.key).filter(|_| own.path != "/");
            let is_list = returns_list(operation) || function.is_some_and(|it| lists(it));
            call(operation, own, is_list, &resources)
        })
        .collect()
}

/// What the paths of an API have in common.
struct Resources<'a> {
    prefix: Prefix<'a>,
    /// The HTTP methods of each path.
    methods: BTreeMap<&'a str, BTreeSet<&'a str>>,
    /// The paths that another path follows with a parameter.
    collections: BTreeSet<&'a str>,
}

impl<'a> Resources<'a> {
    /// `all` are those of the operations, `http` their methods.
    fn of(all: &'a [Resource], http: impl Iterator<Item = &'a str>) -> Self {
        let paths: Vec<&str> = all.iter().map(|it| it.path.as_str()).collect();
        let mut methods: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (resource, method) in all.iter().zip(http).filter(|(it, _)| it.action.is_none()) {
            methods.entry(&resource.path).or_default().insert(method);
        }
        let parents = paths.iter().filter_map(|path| {
            let (parent, last) = path.rsplit_once('/')?;
            is_parameter(last).then_some(parent)
        });
        Self {
            prefix: Prefix::of(&paths),
            methods,
            collections: parents.collect(),
        }
    }

    /// Whether a path without a parameter at its end is a resource, not an action: it
    /// has members, other methods, or a name in the plural.
    fn is_resource(&self, path: &str) -> bool {
        let last = path.rsplit('/').next().unwrap_or_default();
        self.collections.contains(path)
            || self.methods.get(path).is_some_and(|all| all.len() > 1)
            || singular(last) != last
    }
}

fn call(operation: &Operation, own: &Resource, is_list: bool, resources: &Resources<'_>) -> Call {
    let path = own.path.as_str();
    let segments = resources.prefix.strip(path);
    let words = segments.iter().filter(|segment| !is_parameter(segment));
    let mut group: Vec<String> = words.map(|word| (*word).to_owned()).collect();
    if let Some(action) = &own.action {
        return Call {
            group,
            method: action.clone(),
        };
    }
    let ends_with_parameter = segments.last().is_some_and(|last| is_parameter(last));
    let is_collection = resources.collections.contains(path);
    let http = operation.key.method.as_str();
    let method = match http {
        // An action on what the segments before it lead to.
        "POST" if !ends_with_parameter && !resources.is_resource(path) && group.len() > 1 => {
            let action = group.pop();
            return Call {
                group,
                method: action.unwrap_or_default(),
            };
        }
        "POST" if ends_with_parameter => "update",
        "POST" => "create",
        "GET" if !ends_with_parameter && (is_collection || is_list) => "list",
        "GET" => "get",
        "PUT" if is_collection => "replace_all",
        "PUT" => "replace",
        "PATCH" if is_collection => "update_all",
        "PATCH" => "update",
        "DELETE" if is_collection => "delete_all",
        "DELETE" => "delete",
        other => {
            return Call {
                group,
                method: other.to_lowercase(),
            };
        }
    };
    Call {
        group,
        method: method.to_owned(),
    }
}

/// Whether the name of a function says so: `list_books`, `books_list`.
fn lists(function: &str) -> bool {
    function.starts_with("list_") || function.ends_with("_list")
}

fn returns_list(operation: &Operation) -> bool {
    let output = operation.output();
    output.is_some_and(|output| matches!(output.shape, Shape::List(_)))
}
