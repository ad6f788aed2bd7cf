//! Components whose names OpenAPI does not allow, for example `Entry«long,string»`.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde_json::{Map, Value};

use super::{Moves, dotnet::GenericName};
use crate::{
    bundle::{change_references, percent_decode},
    case::code_point,
    diagnostic::{Code, Diagnostic},
    http_method::METHODS,
    source::{Origin, Pointer},
};

/// Whether OpenAPI allows the name: ASCII letters, digits, `.`, `_` and `-`.
pub(super) fn is_allowed(name: &str) -> bool {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    !name.is_empty() && name.chars().all(is_allowed)
}

/// Renames the components with such names, and changes all references to them.
///
/// The new name is a function of the old one and of the names that the document has, whatever
/// their order.
pub(super) fn components(
    page: &Arc<str>,
    document: &mut Value,
    moved: &mut Vec<Moves>,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut renamed: BTreeMap<String, String> = BTreeMap::new();
    let mut schemes = BTreeMap::new();
    let mut moves = Moves::new();
    let root = Pointer::root().child("components");
    let sections = document
        .get_mut("components")
        .and_then(Value::as_object_mut);
    for (section, components) in sections.into_iter().flatten() {
        let Value::Object(components) = components else {
            continue;
        };
        if section.starts_with("x-") || components.keys().all(|name| is_allowed(name)) {
            continue;
        }
        let at = root.child(section);
        let names = new_names(components);
        for (old, new) in &names {
            let before = at.child(old);
            let message = format!("`{old}` is not a valid name in components/{section}");
            let label = format!("renamed to `{new}`, with all references to it");
            let mut diagnostic = Diagnostic::new(Code::InvalidComponentName, message)
                .at(Origin::new(Arc::clone(page), before.clone()), label);
            diagnostic.contain();
            diagnostics.push(diagnostic);
            moves.push((at.child(new), Origin::new(Arc::clone(page), before.clone())));
            renamed.insert(before.to_string(), at.child(new).to_string());
        }
        if section == "securitySchemes" {
            schemes.clone_from(&names);
        }
        let entries = std::mem::take(components).into_iter();
        components.extend(entries.map(|(name, component)| {
            let name = names.get(&name).cloned().unwrap_or(name);
            (name, component)
        }));
    }
    if !renamed.is_empty() {
        change_references(document, &mut |target| {
            let decoded = percent_decode(target.strip_prefix('#')?)?;
            let pointer: Pointer = decoded.parse().ok()?;
            let tokens: Vec<_> = pointer.tokens().collect();
            let component: Pointer = tokens.iter().take(3).collect();
            let new: Pointer = renamed.get(component.as_str())?.parse().ok()?;
            let rest = tokens.iter().skip(3);
            Some(format!(
                "#{}",
                rest.fold(new, |new, token| new.child(token))
            ))
        });
    }
    if !schemes.is_empty() {
        rename_requirements(document, &schemes);
    }
    moved.push(moves);
    diagnostics
}

/// Changes the names of schemes in the `security` of the document and of its operations.
fn rename_requirements(document: &mut Value, names: &BTreeMap<String, String>) {
    let rename = |holder: &mut Value| {
        let alternatives = holder.get_mut("security").and_then(Value::as_array_mut);
        for alternative in alternatives.into_iter().flatten() {
            let Value::Object(schemes) = alternative else {
                continue;
            };
            let entries = std::mem::take(schemes).into_iter();
            schemes.extend(entries.map(|(name, scopes)| {
                let name = names.get(&name).cloned().unwrap_or(name);
                (name, scopes)
            }));
        }
    };
    rename(document);
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for item in paths.into_iter().flat_map(|paths| paths.values_mut()) {
        for method in METHODS {
            if let Some(operation) = item.get_mut(method) {
                rename(operation);
            }
        }
    }
}

/// A name for each component that needs one.
fn new_names(components: &Map<String, Value>) -> BTreeMap<String, String> {
    let mut taken: BTreeSet<String> = components.keys().cloned().collect();
    let invalid: BTreeSet<&String> = components.keys().filter(|name| !is_allowed(name)).collect();
    let mut wanted: BTreeMap<String, usize> = BTreeMap::new();
    for old in &invalid {
        *wanted.entry(allowed(old)).or_default() += 1;
    }
    let mut names = BTreeMap::new();
    for old in invalid {
        let mut base = allowed(old);
        // Types of several namespaces may have one name.
        if (taken.contains(&base) || wanted.get(&base).is_some_and(|count| *count > 1))
            && let Some(name) = GenericName::read(old)
        {
            base = spelled(&name.long);
        }
        let mut new = base.clone();
        let mut number = 2;
        while !taken.insert(new.clone()) {
            new = format!("{base}_{number}");
            number += 1;
        }
        names.insert(old.clone(), new);
    }
    names
}

/// The name that OpenAPI allows and that says the most of what `name` says.
pub(super) fn allowed(name: &str) -> String {
    match GenericName::read(name) {
        Some(generic) => spelled(&generic.short),
        None => spelled(name),
    }
}

/// The name with the code points of letters outside of ASCII, as fields have them, and `_` in place
/// of each run of other characters that are not allowed.
fn spelled(name: &str) -> String {
    let mut new = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-') {
            new.push(c);
        } else if c.is_alphanumeric() {
            new.push_str(&code_point(c));
        } else if !new.is_empty() && !new.ends_with('_') {
            new.push('_');
        }
    }
    new.truncate(new.trim_end_matches('_').len());
    if new.is_empty() {
        "component".to_owned()
    } else {
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_words() {
        assert_eq!(allowed("Entry«long,string»"), "Entry_long_string");
        assert_eq!(allowed("../../src/lib"), ".._.._src_lib");
        assert_eq!(allowed("订单«Größe»"), "u8ba2u5355_Gru00f6u00dfe");
        assert_eq!(allowed("«»"), "component");
        assert_eq!(allowed("A.Page`1[[A.Door, A, Version=1]]"), "PageOfDoor");
    }

    #[test]
    fn generic_types_of_one_name_keep_their_namespaces() {
        let components = serde_json::json!({
            "A.Page`1[[B.Door, B]]": {},
            "A.Page`1[[C.Door, C]]": {},
            "A.List`1[[B.Door, B]]": {},
            "A.Map`1[[B.Door, B]]": {},
            "ListOfDoor": {},
        });
        let names = new_names(components.as_object().unwrap());
        let names: Vec<&str> = names.values().map(String::as_str).collect();
        assert_eq!(
            names,
            [
                "A.ListOfB.Door",
                "MapOfDoor",
                "A.PageOfB.Door",
                "A.PageOfC.Door"
            ]
        );
    }
}
