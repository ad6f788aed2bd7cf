//! The layers of each crate: which module may refer to which other.

use std::{collections::BTreeSet, fmt::Write as _};

use anyhow::Result;

use super::{
    graph::{self, ModulePath, Modules, Reference},
    source,
};

/// A crate, and its top-level modules in layers.
pub(super) struct Crate {
    /// The folder of its package.
    pub(super) package: &'static str,
    /// From the top to the bottom. A module may refer to the modules in lower layers, and to
    /// no others: modules in one layer are independent of each other.
    layers: &'static [&'static [&'static str]],
}

/// The name of the crate's root in its layers.
const ROOT: &str = "lib";

/// Every crate whose layers are checked; ARCHITECTURE.md shows the same table.
pub(super) const CRATES: &[Crate] = &[
    Crate {
        package: "generator",
        layers: &[
            &["lib"],
            &["project"],
            &["report"],
            &["write", "run"],
            &["stats"],
            &["summary", "page_errors"],
            &["emit", "read"],
            &["coverage"],
            &["pass", "conformance", "surface"],
            &["lock", "lower", "overrides", "pretty"],
            &["merge", "reserved"],
            &["normalise", "ir"],
            &["bundle", "overlay"],
            &["yaml", "ident", "case", "media_type"],
            &["extract"],
            &[
                "sample",
                "json_type",
                "file_tree",
                "header",
                "host",
                "http_method",
                "html",
            ],
            &["diagnostic"],
            &["source", "parallel"],
        ],
    },
    Crate {
        package: "review",
        layers: &[
            &["lib"],
            &["render", "changelog"],
            &["report"],
            &["pages", "lint", "surface"],
            &["compare", "accept", "bump", "version", "cause"],
            &["change"],
            &["selector"],
        ],
    },
    Crate {
        package: "runtime",
        layers: &[
            &["lib"],
            &["codegen"],
            &["client", "testing", "webhook", "blocking"],
            &["reqwest_transport"],
            &["request", "response"],
            &["error", "validate"],
            &["value", "secret"],
            &["spec", "transport"],
        ],
    },
    Crate {
        package: "sync",
        layers: &[
            &["lib"],
            &["run"],
            &["plan", "discover", "documents"],
            &["collect", "site"],
            &["local", "pool", "http"],
            &["report", "lock", "retry"],
            &["candidate", "decode", "full_text"],
            &["index", "fetch", "content", "options", "error"],
            &["robots", "sitemap"],
            &["path_map"],
        ],
    },
];

/// References that run up or sideways, cycles, and modules that have no layer.
pub(super) fn check() -> Result<Vec<String>> {
    let mut errors = Vec::new();
    for krate in CRATES {
        let folder = format!("{}/src", krate.package);
        let modules = Modules::new(&folder, &source::files_below(&folder)?);
        errors.extend(krate.unlisted(&modules));
        let references = modules.references();
        errors.extend(references.iter().filter_map(|it| krate.violation(it)));
        errors.extend(graph::cycles(&references).iter().map(|cycle| {
            let steps = cycle.steps.iter();
            let steps: Vec<String> = steps
                .map(|step| format!("  {} -> {} in {}", step.from, step.to, step.place))
                .collect();
            let parent = shown(krate.package, &cycle.parent);
            format!(
                "modules of {parent} import each other:\n{}",
                steps.join("\n")
            )
        }));
    }
    Ok(errors)
}

impl Crate {
    /// The layer of a top-level module, counted from the top.
    fn layer(&self, module: &str) -> Option<usize> {
        self.layers.iter().position(|layer| layer.contains(&module))
    }

    /// Modules that the table lacks, and entries of the table that are not modules.
    fn unlisted(&self, modules: &Modules) -> Vec<String> {
        let found: BTreeSet<&str> = modules.top_level().chain([ROOT]).collect();
        let listed: BTreeSet<&str> = self.layers.iter().copied().flatten().copied().collect();
        let package = self.package;
        let missing = found.difference(&listed);
        let missing = missing.map(|name| format!("the layers of `{package}` lack `{name}`"));
        let stale = listed.difference(&found);
        let stale = stale.map(|name| format!("the layers of `{package}` have no module `{name}`"));
        missing.chain(stale).collect()
    }

    /// What is wrong with a reference, if anything.
    fn violation(&self, reference: &Reference) -> Option<String> {
        let [from, to] = [&reference.from, &reference.to].map(top_level);
        let [upper, lower] = [self.layer(from)?, self.layer(to)?];
        if from == to || upper < lower {
            return None;
        }
        let direction = match upper == lower {
            true => "in the same layer as",
            false => "in a layer below",
        };
        Some(format!(
            "{}: `{from}` refers to `{to}`, but is {direction} `{to}` in `{}`",
            reference.place, self.package
        ))
    }

    /// The table as ARCHITECTURE.md shows it: one line per layer, the top first.
    pub(super) fn drawing(&self) -> String {
        let mut text = String::new();
        for layer in self.layers {
            let _ = writeln!(text, "{}", layer.join(" · "));
        }
        text
    }
}

fn top_level(path: &ModulePath) -> &str {
    path.first().map_or(ROOT, String::as_str)
}

fn shown(package: &str, path: &ModulePath) -> String {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    format!("`{}`", [&[package], &path[..]].concat().join("::"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CAT: Crate = Crate {
        package: "cat",
        layers: &[&["lib"], &["head", "tail"], &["body"]],
    };

    fn violation(from: &str, to: &str) -> Option<String> {
        let path = |name: &str| match name {
            ROOT => ModulePath::new(),
            name => vec![name.to_owned(), "inner".to_owned()],
        };
        CAT.violation(&Reference {
            from: path(from),
            to: path(to),
            place: "here".to_owned(),
        })
    }

    #[test]
    fn references_run_down() {
        for (from, to) in [("lib", "tail"), ("head", "body"), ("head", "head")] {
            assert_eq!(violation(from, to), None);
        }
        let up = violation("body", "tail").unwrap();
        assert_eq!(
            up,
            "here: `body` refers to `tail`, but is in a layer below `tail` in `cat`"
        );
        let sideways = violation("head", "tail").unwrap();
        assert!(sideways.contains("in the same layer as"), "{sideways}");
        assert!(violation("body", "lib").is_some());
    }

    #[test]
    fn every_module_has_a_layer() {
        let file = |path: &str| source::SourceFile {
            path: format!("cat/src/{path}.rs"),
            text: String::new(),
        };
        let files = ["lib", "head", "tail", "fur", "fur/colour"].map(file);
        let errors = CAT.unlisted(&Modules::new("cat/src", &files));
        assert_eq!(
            errors,
            [
                "the layers of `cat` lack `fur`",
                "the layers of `cat` have no module `body`"
            ]
        );
    }
}
