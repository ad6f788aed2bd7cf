//! What a whole document lacks as a whole, or writes in its keys, mended before anything else
//! looks at it.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::Moves;
use crate::{
    diagnostic::{Code, Diagnostic},
    source::{Origin, Pointer},
};

/// Mends the paths of `document`; `moved` learns which keys change.
pub(super) fn document(
    page: &Arc<str>,
    document: &mut Value,
    moved: &mut Vec<Moves>,
) -> Vec<Diagnostic> {
    let Value::Object(fields) = document else {
        return Vec::new();
    };
    if !fields.contains_key("openapi") {
        return Vec::new();
    }
    match fields.get_mut("paths") {
        None | Some(Value::Null) => {
            fields.insert("paths".to_owned(), Value::Object(Map::new()));
            let origin = Origin::new(Arc::clone(page), Pointer::root());
            let mut missing = Diagnostic::new(Code::MissingPaths, "the document has no `paths`")
                .at(origin, "no operation can be called");
            missing.contain();
            vec![missing]
        }
        Some(Value::Object(paths)) => keys(page, paths, moved),
        Some(_) => Vec::new(),
    }
}

/// Keys without a slash at their start get one, and what a URL cannot have is encoded.
fn keys(
    page: &Arc<str>,
    paths: &mut Map<String, Value>,
    moved: &mut Vec<Moves>,
) -> Vec<Diagnostic> {
    let root = Pointer::root().child("paths");
    let mut diagnostics = Vec::new();
    let mut moves = Moves::new();
    let names: Vec<String> = paths.keys().cloned().collect();
    let entries = std::mem::take(paths);
    for (path, item) in entries {
        let new = path_text(&path);
        let is_free = new != path && !names.contains(&new) && !paths.contains_key(&new);
        if path.starts_with("x-") || !is_free {
            paths.insert(path, item);
            continue;
        }
        let origin = Origin::new(Arc::clone(page), root.child(&path));
        let message = format!("`{path}` is not a path");
        let mut found = Diagnostic::new(Code::InvalidPath, message)
            .at(origin.clone(), format!("read as `{new}`"));
        found.contain();
        diagnostics.push(found);
        moves.push((root.child(&new), origin));
        paths.insert(new, item);
    }
    moved.push(moves);
    diagnostics
}

/// The path that a key means. A whole URL means none: it may be of another server.
fn path_text(key: &str) -> String {
    if key.is_empty() || key.contains("://") {
        return key.to_owned();
    }
    let mut text = String::with_capacity(key.len() + 1);
    if !key.starts_with('/') {
        text.push('/');
    }
    let mut is_name = false;
    for c in key.chars() {
        match c {
            '{' => is_name = true,
            '}' => is_name = false,
            _ => {}
        }
        if !is_name && (matches!(c, ' ' | '"' | '<' | '>' | '|' | '^' | '`') || !c.is_ascii()) {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                text.push_str(&format!("%{byte:02X}"));
            }
        } else {
            text.push(c);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::path_text;

    #[test]
    fn keys_are_read_as_paths() {
        assert_eq!(path_text("pets/{pet id}"), "/pets/{pet id}");
        assert_eq!(path_text("/a b/é"), "/a%20b/%C3%A9");
        for same in ["/a/{b}", "", "https://a.test/b"] {
            assert_eq!(path_text(same), same);
        }
    }
}
