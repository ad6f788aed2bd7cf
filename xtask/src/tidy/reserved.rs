//! The names that the runtime exports to generated code are reserved in the generator.

use anyhow::Result;

use super::source::read;
use crate::root;

/// The file with the lists of reserved names.
const RESERVED: &str = "generator/src/reserved.rs";

/// Modules of the runtime, and the list that has the names of each.
const LISTS: &[(&str, &str)] = &[
    ("runtime/src/codegen.rs", "RUNTIME"),
    ("runtime/src/codegen/types.rs", "TYPES"),
];

/// Differences between the exports of the runtime and the reserved names.
pub(super) fn check() -> Result<Vec<String>> {
    let text = read(&root().join(RESERVED))?;
    let mut differences = Vec::new();
    for (module, list) in LISTS {
        let exported = exports(&read(&root().join(module))?);
        differences.extend(compare(&text, list, &exported));
    }
    Ok(differences)
}

/// Differences between what a module exports and the `list` of reserved names in `text`.
fn compare(text: &str, list: &str, exported: &[String]) -> Vec<String> {
    let names = text
        .split(&format!("const {list}: "))
        .nth(1)
        .and_then(|rest| rest.split("];").next());
    let reserved: Vec<&str> = names
        .unwrap_or_default()
        .split('"')
        .skip(1)
        .step_by(2)
        .collect();
    let missing = exported
        .iter()
        .filter(|name| !reserved.contains(&name.as_str()));
    let stale = reserved
        .iter()
        .filter(|name| !exported.iter().any(|exported| exported == *name));
    let missing = missing
        .map(|name| format!("`{list}` in {RESERVED} lacks `{name}`, which the runtime exports"));
    let stale = stale.map(|name| {
        format!("`{list}` in {RESERVED} has `{name}`, which the runtime does not export")
    });
    missing.chain(stale).collect()
}

/// The types and traits that a module of `pub use` items exports.
fn exports(text: &str) -> Vec<String> {
    let items = text.split(';');
    items
        .filter_map(|item| item.split_once("pub use ").map(|(_, path)| path))
        .flat_map(|path| {
            let last = match path.split_once('{') {
                Some((_, group)) => group.trim_end().trim_end_matches('}'),
                None => path.rsplit("::").next().unwrap_or(path),
            };
            last.split([',', ':', '{', '}'])
                .map(|name| name.trim().to_owned())
                .collect::<Vec<_>>()
        })
        .filter(|name| name.starts_with(|c: char| c.is_ascii_uppercase()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exports_are_the_types_and_traits() {
        let text = "pub use a::{A, b, C};\n#[cfg(x)]\npub use d::E;\npub use f::g;\npub use crate::{\n    h::{I, J},\n    K,\n};\n";
        assert_eq!(exports(text), ["A", "C", "E", "I", "J", "K"]);
    }
}
