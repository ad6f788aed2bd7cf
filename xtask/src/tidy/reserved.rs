//! The names that the runtime gives to generated code are reserved in the generator: what it
//! exports, the methods of the client's builder, and the options of calls.

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

/// The builder of clients, whose methods generated builders have too.
const BUILDER: &str = "runtime/src/client/builder.rs";
/// Its methods that generated builders have under names of the API instead.
const NAMED_BY_THE_API: &[&str] = &["credential", "server", "server_variable"];

/// The options of request builders: rows of a macro.
const OPTIONS: &str = "runtime/src/client/options.rs";

/// Differences between what the runtime has and the reserved names.
pub(super) fn check() -> Result<Vec<String>> {
    let text = read(&root().join(RESERVED))?;
    let mut differences = Vec::new();
    for (module, list) in LISTS {
        let exported = exports(&read(&root().join(module))?);
        differences.extend(compare(&text, &[list], module, &exported));
    }
    let mut methods = methods(&read(&root().join(BUILDER))?);
    methods.retain(|name| !NAMED_BY_THE_API.contains(&name.as_str()));
    differences.extend(compare(&text, &["CLIENT_BUILDER"], BUILDER, &methods));
    let options = options(&read(&root().join(OPTIONS))?);
    let lists = ["OPTIONS", "LONG_RUNNING_OPTIONS"];
    differences.extend(compare(&text, &lists, OPTIONS, &options));
    Ok(differences)
}

/// Differences between the names in `file` of the runtime, and those of `lists` in `text`.
fn compare(text: &str, lists: &[&str], file: &str, names: &[String]) -> Vec<String> {
    let reserved: Vec<&str> = lists.iter().flat_map(|list| listed(text, list)).collect();
    let list = lists.join("` or `");
    let missing = names
        .iter()
        .filter(|name| !reserved.contains(&name.as_str()));
    let stale = reserved
        .iter()
        .filter(|name| !names.iter().any(|found| found == *name));
    let missing =
        missing.map(|name| format!("`{list}` in {RESERVED} lacks `{name}`, which {file} has"));
    let stale =
        stale.map(|name| format!("`{list}` in {RESERVED} has `{name}`, which {file} lacks"));
    missing.chain(stale).collect()
}

/// The names in the `list` of reserved names in `text`.
fn listed<'a>(text: &'a str, list: &str) -> impl Iterator<Item = &'a str> {
    let names = text
        .split(&format!("const {list}: "))
        .nth(1)
        .and_then(|rest| rest.split("];").next());
    names.unwrap_or_default().split('"').skip(1).step_by(2)
}

/// The public methods in a file that take `self`.
fn methods(text: &str) -> Vec<String> {
    let functions = text.split("    pub fn ").skip(1);
    let methods = functions.filter_map(|function| {
        let (name, arguments) = function.split_once('(')?;
        let arguments = arguments.strip_prefix("mut ").unwrap_or(arguments);
        arguments.starts_with("self").then(|| name.to_owned())
    });
    methods.collect()
}

/// The options in the macro of request builders, each of which has a row that may be left out.
fn options(text: &str) -> Vec<String> {
    let rows = text.lines().filter_map(|line| {
        let (name, value) = line.trim().strip_prefix("$(")?.split_once(" = $")?;
        value.ends_with(":literal;)?").then(|| name.to_owned())
    });
    rows.collect()
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
    fn methods_take_self() {
        let text = "    pub fn new(api: u8) -> Self {\n    pub fn a(self) {\n    pub fn b(mut self, c: u8) {\n    fn d(self) {\n";
        assert_eq!(methods(text), ["a", "b"]);
    }

    #[test]
    fn options_are_the_rows_of_their_macro() {
        let text = "    pub struct $builder:ident($(, $a:ty)?);\n    $(a = $a:literal;)?\n    $(b = $b:literal;)?\n";
        assert_eq!(options(text), ["a", "b"]);
    }

    #[test]
    fn each_difference_is_found() {
        let text = "const A: &[&str] = &[\"a\", \"b\"];\nconst B: &[&str] = &[\"c\"];\n";
        let names = ["a", "c", "d"].map(str::to_owned);
        let found = compare(text, &["A", "B"], "x.rs", &names);
        assert_eq!(
            found,
            [
                "`A` or `B` in generator/src/reserved.rs lacks `d`, which x.rs has",
                "`A` or `B` in generator/src/reserved.rs has `b`, which x.rs lacks",
            ]
        );
    }

    #[test]
    fn exports_are_the_types_and_traits() {
        let text = "pub use a::{A, b, C};\n#[cfg(x)]\npub use d::E;\npub use f::g;\npub use crate::{\n    h::{I, J},\n    K,\n};\n";
        assert_eq!(exports(text), ["A", "C", "E", "I", "J", "K"]);
    }
}
