//! The order of imports: `std`, other crates, this crate; one `use` per crate.

use std::collections::BTreeSet;

use anyhow::Result;

use super::source::{self, SourceFile};

/// The folders whose files are checked.
const FOLDERS: &[&str] = &[
    "cli",
    "fuzz/fuzz_targets",
    "fuzz/properties",
    "generator",
    "review",
    "runtime",
    "sync",
    "tests/fake",
    "tests/src",
    "tests/tests",
    "xtask",
];

/// A block of imports, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Block {
    Std,
    Crates,
    Local,
}

/// A `use` at the top level of a file, with neither attributes nor a visibility.
struct Import<'a> {
    line: usize,
    /// The first segment of its path.
    root: &'a str,
    block: Block,
    gap: Gap,
}

/// What is between an import and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    None,
    BlankLine,
    Items,
}

/// Every import that is out of order.
pub(super) fn check() -> Result<Vec<String>> {
    let mut errors = Vec::new();
    for folder in FOLDERS {
        for file in source::files_below(folder)? {
            errors.extend(violations(&file));
        }
    }
    Ok(errors)
}

fn violations(file: &SourceFile) -> Vec<String> {
    let code = source::code(&file.text);
    let submodules = submodules(&code);
    let mut errors = Vec::new();
    let mut report = |line: usize, message: &str| {
        errors.push(format!("{}:{line}: {message}", file.path));
    };
    let mut roots = BTreeSet::new();
    let mut previous: Option<Block> = None;
    for import in imports(&code, &submodules) {
        if submodules.contains(import.root) {
            report(import.line, "a path to a submodule starts with `self::`");
        }
        if !roots.insert(import.root) {
            report(import.line, "imports of one crate are one `use`");
        }
        match previous {
            Some(block) if block > import.block => {
                report(
                    import.line,
                    "imports are in the order std, other crates, this crate",
                );
            }
            Some(block)
                if (block == import.block && import.gap == Gap::BlankLine)
                    || (block < import.block && import.gap == Gap::None) =>
            {
                report(
                    import.line,
                    "a blank line separates std, other crates and this crate, and nothing else",
                );
            }
            _ => {}
        }
        previous = Some(import.block);
    }
    errors
}

fn imports<'a>(code: &'a str, submodules: &BTreeSet<&str>) -> Vec<Import<'a>> {
    let mut found = Vec::new();
    let mut lines = code.lines().enumerate();
    // The lines between two imports; `None` before the first one.
    let mut between: Option<Vec<&str>> = None;
    while let Some((index, line)) = lines.next() {
        let has_attribute = between
            .as_ref()
            .and_then(|lines| lines.last())
            .is_some_and(|line| line.starts_with("#["));
        let Some(path) = line.strip_prefix("use ").filter(|_| !has_attribute) else {
            between.get_or_insert_default().push(line);
            continue;
        };
        let end = path.find([':', ';', ' ']).unwrap_or(path.len());
        let root = &path[..end];
        found.push(Import {
            line: index + 1,
            root,
            block: match root {
                "std" | "core" | "alloc" => Block::Std,
                "crate" | "super" | "self" => Block::Local,
                root if submodules.contains(root) => Block::Local,
                _ => Block::Crates,
            },
            gap: match between.take() {
                Some(lines) if lines.iter().all(|line| line.is_empty()) => Gap::BlankLine,
                Some(_) => Gap::Items,
                None => Gap::None,
            },
        });
        if !line.ends_with(';') {
            let _ = lines.by_ref().find(|(_, line)| line.ends_with(';'));
        }
    }
    found
}

/// The modules that a file declares.
fn submodules(code: &str) -> BTreeSet<&str> {
    let declarations = code.lines().filter_map(|line| line.strip_suffix(';'));
    declarations
        .filter_map(|line| {
            let (visibility, name) = line.split_once("mod ")?;
            (visibility.is_empty() || visibility.starts_with("pub")).then_some(name)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        violations(&SourceFile {
            path: "a.rs".to_owned(),
            text: text.to_owned(),
        })
    }

    #[test]
    fn blocks_are_in_order_and_separated() {
        let good = "mod a;\n\nuse std::{fmt, io};\n\nuse b::B;\nuse c::C;\n\nuse crate::d;\nuse self::a::A;\n";
        assert_eq!(found(good), Vec::<String>::new());
        let order = "use crate::d;\n\nuse b::B;\n";
        assert_eq!(
            found(order),
            ["a.rs:3: imports are in the order std, other crates, this crate"]
        );
        let lines = "use std::fmt;\nuse b::B;\n\nuse c::C;\n";
        let message = "a blank line separates std, other crates and this crate, and nothing else";
        assert_eq!(
            found(lines),
            [format!("a.rs:2: {message}"), format!("a.rs:4: {message}")]
        );
    }

    #[test]
    fn a_crate_has_one_import_and_a_submodule_starts_with_self() {
        let text = "pub mod a;\n\nuse b::B;\nuse b::C;\n\nuse a::A;\n#[cfg(x)]\nuse b::D;\n";
        assert_eq!(
            found(text),
            [
                "a.rs:4: imports of one crate are one `use`",
                "a.rs:6: a path to a submodule starts with `self::`"
            ]
        );
    }
}
