//! Which part of a generated crate the snapshots of a group of cases show.
//!
//! A case is about one aspect, and its snapshot shows where that aspect is visible. The rest
//! of the crate would repeat what other groups show. Every case is compiled as a whole.

use seamstress_codegen::file_tree::FileTree;

/// A part of a generated crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// `src/models/`: types, and parameters of operations, with their names in JSON.
    Models,
    /// `src/routes/`: operations, with their examples.
    Operations,
    /// `src/lib.rs`, `src/models.rs`, `src/routes.rs`: the modules.
    Modules,
    /// The other files with content of their own: client, conventions, webhooks.
    Client,
}

use Part::{Client, Models, Modules, Operations};

/// Each group, and the parts that its snapshots show.
const SUBJECTS: &[(&str, &[Part])] = &[
    ("arguments", &[Operations]),
    ("bodies", &[Models, Operations]),
    ("client", &[Client]),
    ("constraints", &[Models]),
    ("conventions", &[Operations, Client]),
    ("dialects", &[Models, Operations]),
    ("docs", &[Models, Operations]),
    ("documents", &[Models, Operations]),
    ("enums", &[Models]),
    ("envelopes", &[Operations]),
    ("evidence", &[Models, Operations]),
    ("features", &[Modules, Client]),
    ("grouping", &[Operations]),
    ("ids", &[Models]),
    ("merge", &[Models]),
    ("names", &[Models, Operations]),
    ("objects", &[Models]),
    ("one_of", &[Models]),
    ("parameters", &[Models, Operations]),
    ("presence", &[Models]),
    ("recursion", &[Models]),
    ("refused", &[Operations]),
    ("responses", &[Models, Operations]),
    ("samples", &[Operations]),
    ("scalars", &[Models]),
    ("shared", &[Models]),
    ("unions", &[Models]),
];

/// Files that list modules.
const LISTS: &[&str] = &["src/lib.rs", "src/models.rs", "src/routes.rs"];

/// Files that are the same for every API, or only list modules.
const BOILERPLATE: &[&str] = &["src/lib.rs", "src/models.rs"];

/// Files that are boilerplate unless they contain one of these.
const BOILERPLATE_WITHOUT: &[(&str, &[&str])] = &[
    (
        "src/client.rs",
        &["Scheme::", ".server(", ".error_message("],
    ),
    ("src/models/ids.rs", &["pub type"]),
    ("src/routes.rs", &["OperationSpec"]),
];

/// The files of a crate that show the subject of `group`, as one text.
///
/// # Errors
///
/// Where the group has no subject.
pub fn snapshot(group: &str, files: &FileTree) -> Result<String, String> {
    let subject = SUBJECTS.iter().find(|(name, _)| *name == group);
    let Some((_, parts)) = subject else {
        return Err(format!(
            "the group `{group}` has no subject: add it to `SUBJECTS` in tests/src/subject.rs"
        ));
    };
    let mut text = String::new();
    for (path, source) in files {
        let is_part = part(path).is_some_and(|part| parts.contains(&part));
        let is_list = parts.contains(&Modules) && LISTS.contains(&path.as_str());
        if is_list || is_part && !is_boilerplate(path, source) {
            text.push_str(&format!("// ==> {path}\n{source}\n"));
        }
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    Ok(text)
}

/// The part that a file belongs to; `None` for files that are not Rust modules of the crate.
fn part(path: &str) -> Option<Part> {
    let module = path.strip_prefix("src/")?;
    Some(match module.split(['/', '.']).next()? {
        "models" => Models,
        "routes" => Operations,
        _ => Client,
    })
}

fn is_boilerplate(path: &str, source: &str) -> bool {
    let has_content = |(file, contents): &(&str, &[&str])| {
        path != *file || contents.iter().any(|content| source.contains(content))
    };
    BOILERPLATE.contains(&path) || !BOILERPLATE_WITHOUT.iter().all(has_content)
}
