//! Which module of a crate refers to which other.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    paths::{self, Named},
    source::{self, SourceFile},
};

/// The path of a module below the crate's root, which is empty.
pub(super) type ModulePath = Vec<String>;

/// A reference from one module to another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Reference {
    pub(super) from: ModulePath,
    pub(super) to: ModulePath,
    /// `path:line` of the first place where it is made.
    pub(super) place: String,
}

/// The modules of a crate, a file each.
#[derive(Debug, Default)]
pub(super) struct Modules {
    files: BTreeMap<ModulePath, Module>,
}

#[derive(Debug)]
struct Module {
    /// The path of the file.
    file: String,
    paths: Vec<Named>,
    /// The names of the items that it defines.
    items: BTreeSet<String>,
}

/// Follows an import from module to module this often; an import of itself has no end.
const MAX_REEXPORTS: usize = 8;

impl Modules {
    /// Reads the modules of the crate whose sources are in `folder`; tests are left out.
    pub(super) fn new(folder: &str, files: &[SourceFile]) -> Self {
        let files = files.iter().filter(|file| !file.is_test());
        let files = files.map(|file| {
            let code = source::code(&file.text);
            let module = Module {
                file: file.path.clone(),
                paths: paths::paths(&code),
                items: paths::items(&code),
            };
            (module_path(folder, &file.path), module)
        });
        Self {
            files: files.collect(),
        }
    }

    /// The modules at the root, sorted.
    pub(super) fn top_level(&self) -> impl Iterator<Item = &str> {
        let paths = self.files.keys();
        paths.filter_map(|path| match path.as_slice() {
            [name] => Some(name.as_str()),
            _ => None,
        })
    }

    /// Every pair of modules of which the first refers to an item of the second, sorted.
    pub(super) fn references(&self) -> Vec<Reference> {
        let mut found: BTreeMap<(ModulePath, ModulePath), String> = BTreeMap::new();
        for (from, module) in &self.files {
            for path in &module.paths {
                let Some(to) = self.resolve(from, &path.segments, MAX_REEXPORTS) else {
                    continue;
                };
                if to != *from {
                    let place = || format!("{}:{}", module.file, path.line);
                    found.entry((from.clone(), to)).or_insert_with(place);
                }
            }
        }
        let references = found.into_iter();
        references
            .map(|((from, to), place)| Reference { from, to, place })
            .collect()
    }

    /// Whether the root of the crate defines an item of this name.
    fn root_defines(&self, item: &str) -> bool {
        let root = self.files.get(&[][..]);
        root.is_some_and(|root| root.items.contains(item))
    }

    /// The module that defines what `segments` names in the module `from`; `None` where
    /// that is not one of this crate.
    fn resolve(
        &self,
        from: &[String],
        segments: &[String],
        reexports: usize,
    ) -> Option<ModulePath> {
        let (first, mut rest) = segments.split_first()?;
        let mut at = from.to_vec();
        match first.as_str() {
            "crate" => at.clear(),
            "self" => {}
            "super" => {
                at.pop()?;
            }
            // A path may start with a submodule.
            _ => {
                at.push(first.clone());
                self.files.get(&at)?;
            }
        }
        while let Some((name, after)) = rest.split_first() {
            if name == "super" {
                at.pop()?;
            } else {
                at.push(name.clone());
                if !self.files.contains_key(&at) {
                    at.pop();
                    break;
                }
            }
            rest = after;
        }
        // What the module only passes on is defined elsewhere.
        let imported = rest.first().and_then(|item| {
            let paths = &self.files.get(&at)?.paths;
            paths
                .iter()
                .find(|path| path.imported_as.as_ref() == Some(item))
        });
        match imported {
            Some(path) if reexports > 0 => self.resolve(&at, &path.segments, reexports - 1),
            // A path that `quote!` emits starts with `crate`, too, and names no item of ours.
            None if at.is_empty() && !self.root_defines(rest.first()?) => None,
            _ => Some(at),
        }
    }
}

/// `generator/src/lower/schema.rs` is `["lower", "schema"]`.
fn module_path(folder: &str, file: &str) -> ModulePath {
    let inner = file.strip_prefix(folder).unwrap_or(file);
    let inner = inner.strip_suffix(".rs").unwrap_or(inner);
    let mut path: ModulePath = inner.split('/').map(str::to_owned).collect();
    path.retain(|name| !name.is_empty());
    if path
        .last()
        .is_some_and(|name| matches!(name.as_str(), "lib" | "main" | "mod"))
    {
        path.pop();
    }
    path
}

/// A set of siblings that refer to each other in a circle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cycle {
    /// The module that holds them.
    pub(super) parent: ModulePath,
    /// One reference after the other, the last one back to the first module.
    pub(super) steps: Vec<Step>,
}

/// A reference between two siblings, or modules inside of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) place: String,
}

/// The shortest cycle through each module that is part of one, each cycle once.
///
/// A module and its submodules are one thing to their siblings. Inside of it, a submodule
/// may use what its parent defines, and the parent what its submodules do.
pub(super) fn cycles(references: &[Reference]) -> Vec<Cycle> {
    let mut siblings: BTreeMap<&[String], BTreeMap<(&str, &str), &str>> = BTreeMap::new();
    for Reference { from, to, place } in references {
        let common = from.iter().zip(to).take_while(|(a, b)| a == b).count();
        if let (Some(one), Some(other)) = (from.get(common), to.get(common)) {
            siblings
                .entry(&from[..common])
                .or_default()
                .entry((one, other))
                .or_insert(place);
        }
    }
    let mut found = Vec::new();
    for (parent, edges) in siblings {
        let mut seen = BTreeSet::new();
        let starts: BTreeSet<&str> = edges.keys().map(|(from, _)| *from).collect();
        for start in starts {
            let Some(way) = way_back(start, &edges) else {
                continue;
            };
            let members: BTreeSet<&str> = way.iter().copied().collect();
            if seen.insert(members) {
                let ends = way.iter().skip(1).chain([&start]);
                let steps = way.iter().zip(ends).map(|(from, to)| Step {
                    from: (*from).to_owned(),
                    to: (*to).to_owned(),
                    place: edges[&(*from, *to)].to_owned(),
                });
                found.push(Cycle {
                    parent: parent.to_vec(),
                    steps: steps.collect(),
                });
            }
        }
    }
    found
}

/// The shortest way from `start` back to it, without the return.
fn way_back<'a>(
    start: &'a str,
    edges: &BTreeMap<(&'a str, &'a str), &str>,
) -> Option<Vec<&'a str>> {
    let mut ways = vec![vec![start]];
    let mut seen = BTreeSet::new();
    while !ways.is_empty() {
        let mut longer = Vec::new();
        for way in ways {
            let last = way.last().copied().unwrap_or(start);
            for (from, to) in edges.keys() {
                if *from != last {
                    continue;
                }
                if *to == start {
                    return Some(way);
                }
                if seen.insert(*to) {
                    longer.push([&way[..], &[*to]].concat());
                }
            }
        }
        ways = longer;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn references(files: &[(&str, &str)]) -> Vec<Reference> {
        let files: Vec<SourceFile> = files
            .iter()
            .map(|(path, text)| SourceFile {
                path: format!("x/src/{path}.rs"),
                text: (*text).to_owned(),
            })
            .collect();
        Modules::new("x/src", &files).references()
    }

    fn shown(files: &[(&str, &str)]) -> Vec<String> {
        references(files)
            .iter()
            .map(|reference| {
                let [from, to] = [&reference.from, &reference.to].map(|path| path.join("::"));
                format!("{from} -> {to}")
            })
            .collect()
    }

    #[test]
    fn a_reference_leads_to_the_module_that_defines_the_item() {
        let files = [
            ("lib", "pub use a::A;"),
            ("a", "pub use self::inner::Inner;\nstruct A;"),
            ("a/inner", "pub struct Inner(super::A);"),
            ("b", "use crate::{A, a::Inner as I, c::*};"),
            ("c", "use std::fmt;\nfn f() { super::b::g() }"),
        ];
        let expected = [
            " -> a",
            "a -> a::inner",
            "a::inner -> a",
            "b -> a",
            "b -> a::inner",
            "b -> c",
            "c -> b",
        ];
        assert_eq!(shown(&files), expected);
    }

    #[test]
    fn siblings_that_refer_to_each_other_are_a_cycle_and_parents_are_none() {
        let files = [
            ("lib", ""),
            ("a", "use b::B;\nuse c::C;"),
            ("a/b", "use super::A;\nuse super::c::d::D;"),
            ("a/c", ""),
            ("a/c/d", "use crate::a::b::B;"),
        ];
        let found = cycles(&references(&files));
        let [cycle] = found.as_slice() else {
            panic!("{found:?}");
        };
        assert_eq!(cycle.parent, ["a"]);
        let steps: Vec<_> = cycle.steps.iter().map(|step| step.place.as_str()).collect();
        assert_eq!(steps, ["x/src/a/b.rs:2", "x/src/a/c/d.rs:1"]);
    }

    #[test]
    fn what_only_tests_import_is_no_reference() {
        let files = [
            ("lib", ""),
            ("a", "#[cfg(test)]\nmod tests {\n    use crate::b;\n}\n"),
            ("a/tests", "use crate::b::B;"),
            ("b", "// use crate::a;\nconst B: &str = \"use crate::a;\";"),
        ];
        assert_eq!(shown(&files).len(), 0);
    }
}
