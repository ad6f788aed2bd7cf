//! The names that the runtime exports to generated code are reserved in the generator.

use anyhow::Result;

use super::source::read;
use crate::root;

/// The file with the list `RUNTIME` of reserved names.
const RESERVED: &str = "generator/src/reserved.rs";

/// Differences between the exports of `runtime/src/codegen.rs` and the reserved names.
pub(super) fn check() -> Result<Vec<String>> {
    let exported = exports(&read(&root().join("runtime/src/codegen.rs"))?);
    let text = read(&root().join(RESERVED))?;
    let list = text
        .split("const RUNTIME")
        .nth(1)
        .and_then(|rest| rest.split("];").next());
    let reserved: Vec<&str> = list
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
    let missing =
        missing.map(|name| format!("{RESERVED} lacks `{name}`, which the runtime exports"));
    let stale =
        stale.map(|name| format!("{RESERVED} has `{name}`, which the runtime does not export"));
    Ok(missing.chain(stale).collect())
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
