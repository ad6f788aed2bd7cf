//! What routers write into the braces of paths, beside the names of parameters.
//!
//! `{name=shelves/*}` of gRPC, `{+name}` of RFC 6570, `{*path}` of .NET, `{path:path}` of Starlette
//! and `{id:int}` are the parameters `name`, `path` and `id`. Where their values can have slashes,
//! the path gets the form of API Gateway, `{name+}`.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::{Moves, parameter, template};
use crate::source::{Origin, Pointer};

/// Makes templates of the paths of `document` whose parameters are declared by their names alone;
/// `moved` learns which keys change. Paths that differ in nothing else keep apart by a fragment.
pub(super) fn to_templates(page: &Arc<str>, document: &mut Value, moved: &mut Vec<Moves>) {
    let Some(Value::Object(paths)) = document.get("paths") else {
        return;
    };
    let templates = paths.iter().map(|(path, item)| {
        let declared = |name: &str| parameter::is_declared(document, item, name);
        template_of(path, &declared)
    });
    let templates: Vec<Option<String>> = templates.collect();
    if templates.iter().all(Option::is_none) {
        return;
    }
    let Some(Value::Object(paths)) = document.get_mut("paths") else {
        return;
    };
    let root = Pointer::root().child("paths");
    let mut moves = Moves::new();
    let mut renamed = Map::new();
    for ((path, item), template) in std::mem::take(paths).into_iter().zip(templates) {
        let new = match template {
            Some(new) if renamed.contains_key(&new) => format!("{new}#{}", in_fragment(&path)),
            Some(new) => new,
            None => path.clone(),
        };
        if new != path {
            let origin = Origin::new(Arc::clone(page), root.child(&path));
            moves.push((root.child(&new), origin));
        }
        renamed.insert(new, item);
    }
    *paths = renamed;
    moved.push(moves);
}

/// The path with `{name}` or `{name+}` for each parameter that is `declared` so; `None` if nothing
/// changes.
fn template_of(path: &str, declared: &dyn Fn(&str) -> bool) -> Option<String> {
    let mut template = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let (inner, after) = after.split_once('}')?;
        let found = match declared(inner) {
            true => None,
            false => named(inner).filter(|(name, _)| declared(name)),
        };
        template.push_str(before);
        match found {
            Some((name, true)) => template.extend(["{", name, "+}"]),
            Some((name, false)) => template.extend(["{", name, "}"]),
            None => template.extend(["{", inner, "}"]),
        }
        rest = after;
    }
    template.push_str(rest);
    (template != path).then_some(template)
}

/// The name of a parameter in what is in braces, and whether its values can have slashes.
fn named(inner: &str) -> Option<(&str, bool)> {
    let start = inner.trim_start_matches(['+', '*']);
    let (name, has_slashes) = match start.split_once(['=', ':']) {
        Some((name, pattern)) => {
            let any = ["/", "**", ".*", ".+"];
            let is_path = pattern == "path" || any.iter().any(|it| pattern.contains(it));
            (name, is_path)
        }
        None => (start.trim_end_matches(['+', '*']), true),
    };
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let is_name = !name.is_empty() && name.chars().all(is_name);
    // API Gateway's form stays as it is.
    let is_known = template::with_slashes(inner) == Some(name);
    (is_name && name != inner && !is_known).then_some((name, has_slashes))
}

/// The path as a fragment may have it.
fn in_fragment(path: &str) -> String {
    path.trim_start_matches('/').replace(['{', '}', '#'], "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_beside_a_name_in_braces_says_whether_it_has_slashes() {
        let declared = |name: &str| ["name", "id", "path"].contains(&name);
        for (path, expected) in [
            ("/v1/{name=shelves/*}:move", Some("/v1/{name+}:move")),
            ("/{name=**}", Some("/{name+}")),
            ("/{name=*}/{id}", Some("/{name}/{id}")),
            ("/{+name}", Some("/{name+}")),
            ("/{*path}/{id:int}", Some("/{path+}/{id}")),
            ("/{**path}", Some("/{path+}")),
            ("/{path:path}", Some("/{path+}")),
            ("/{path:.*}", Some("/{path+}")),
            ("/{id:[0-9]+}", Some("/{id}")),
            ("/{name+}/{path}", None),
            ("/{other=a/*}", None),
            ("/{id", None),
            ("/a", None),
        ] {
            assert_eq!(template_of(path, &declared).as_deref(), expected, "{path}");
        }
        let declared = |name: &str| ["id", "id:int"].contains(&name);
        assert_eq!(template_of("/{id:int}", &declared), None);
    }
}
