//! `cargo xtask tidy`: holds the sources to the invariants of ARCHITECTURE.md.
//!
//! It reads text, not syntax: an invariant that can be told by a word in a file
//! is one that a reviewer can see as well.

use std::{fs, path::Path};

use anyhow::{Context as _, Result, bail};

use crate::root;

/// A word that belongs into few places.
struct Rule {
    /// What the rule keeps true, in the words of ARCHITECTURE.md.
    invariant: &'static str,
    /// The folder that it holds in.
    within: &'static str,
    /// Words that break it.
    words: &'static [&'static str],
    /// Files and folders that it does not hold in.
    except: &'static [&'static str],
}

const RULES: &[Rule] = &[
    Rule {
        invariant: "only normalise, merge and lower know OpenAPI",
        within: "generator/src",
        words: &["openapiv3::", "use openapiv3"],
        except: &["normalise", "merge", "lower"],
    },
    Rule {
        invariant: "only emit, pretty and ident make tokens",
        within: "generator/src",
        words: &["use quote", "quote!", "proc_macro2::"],
        except: &["emit", "pretty", "ident"],
    },
    Rule {
        invariant: "only `case` changes the case of words",
        within: "generator/src",
        words: &["heck::", "use heck"],
        except: &["case"],
    },
    Rule {
        invariant: "text becomes an identifier in one place only",
        within: "generator/src",
        words: &[
            "Ident::new(",
            "Ident::new_raw(",
            "format_ident!",
            "parse_str::",
            "parse_str(",
        ],
        except: &["ident"],
    },
    Rule {
        invariant: "only write, project and main touch the file system",
        within: "generator/src",
        words: &["std::fs", "fs::", "std::env", "tempfile::", "File::"],
        except: &["write", "project", "main"],
    },
    Rule {
        invariant: "nothing in the generator is ordered by chance",
        within: "generator/src",
        words: &["HashMap", "HashSet"],
        except: &[],
    },
    Rule {
        invariant: "only sync/web reaches for the network",
        within: "generator/src",
        words: &[
            "TcpStream",
            "UdpSocket",
            "ToSocketAddrs",
            "use reqwest",
            "ureq",
        ],
        except: &["sync/web"],
    },
    Rule {
        invariant: "the pipeline does not know where pages come from",
        within: "generator/src",
        words: &["use crate::sync", "crate::sync::", "seamstress_sync"],
        except: &["sync", "main"],
    },
    Rule {
        invariant: "the generator does not know what it generated",
        within: "generator",
        words: &["seam-api", "seam_api", "\"Seam\""],
        except: &["generator/tests"],
    },
];

/// No file is longer; past this a second idea has moved in.
const MOST_LINES: usize = 500;

pub(crate) fn run() -> Result<()> {
    let mut broken = Vec::new();
    for folder in ["generator/src", "runtime/src", "xtask/src"] {
        for (path, text) in sources(folder)? {
            let lines = text.lines().count();
            if lines > MOST_LINES {
                broken.push(format!(
                    "{path}: {lines} lines; a file has at most {MOST_LINES}"
                ));
            }
        }
    }
    for rule in RULES {
        for (path, text) in sources(rule.within)? {
            if is_exempt(&path, rule) {
                continue;
            }
            for (number, line) in code(&text) {
                if let Some(word) = rule.words.iter().find(|word| holds(line, word)) {
                    broken.push(format!("{path}:{number}: `{word}`: {}", rule.invariant));
                }
            }
        }
    }
    broken.extend(unmapped()?);
    broken.extend(unreserved()?);
    if broken.is_empty() {
        return Ok(());
    }
    bail!("{}", broken.join("\n"));
}

/// Whether `line` holds `word`, and not as the end of a longer one.
fn holds(line: &str, word: &str) -> bool {
    line.match_indices(word)
        .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
}

fn is_exempt(path: &str, rule: &Rule) -> bool {
    let inner = path
        .strip_prefix(rule.within)
        .unwrap_or(path)
        .trim_start_matches('/');
    rule.except.iter().any(|except| {
        let except = except
            .strip_prefix(rule.within)
            .unwrap_or(except)
            .trim_start_matches('/');
        inner == format!("{except}.rs") || inner.starts_with(&format!("{except}/"))
    })
}

/// Lines of code before the file's tests, with their numbers; comments aside.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .take_while(|(_, line)| !line.starts_with("#[cfg(test)]"))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(index, line)| (index + 1, line))
}

/// Stages of the pipeline that ARCHITECTURE.md does not name.
fn unmapped() -> Result<Vec<String>> {
    let map = read(&root().join("ARCHITECTURE.md"))?;
    let lib = read(&root().join("generator/src/lib.rs"))?;
    let stages = lib
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    Ok(stages
        .filter(|stage| !map.contains(&format!("`{stage}`")))
        .map(|stage| format!("ARCHITECTURE.md does not name `{stage}`"))
        .collect())
}

/// Differences between what the runtime exports to generated code and the
/// names that the generator keeps free of types.
fn unreserved() -> Result<Vec<String>> {
    let exported = exports(&read(&root().join("runtime/src/codegen.rs"))?);
    let text = read(&root().join("generator/src/reserved.rs"))?;
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
        .filter(|name| !exported.iter().any(|own| own == *name));
    let missing =
        missing.map(|name| format!("reserved.rs lacks `{name}`, which the runtime exports"));
    let stale =
        stale.map(|name| format!("reserved.rs has `{name}`, which the runtime does not export"));
    Ok(missing.chain(stale).collect())
}

/// The types and traits that a module of `pub use` lines exports.
fn exports(text: &str) -> Vec<String> {
    let lines = text
        .lines()
        .filter_map(|line| line.strip_prefix("pub use ")?.strip_suffix(';'));
    lines
        .flat_map(|line| {
            let last = line.rsplit("::").next().unwrap_or(line);
            last.trim_matches(['{', '}'])
                .split(", ")
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .filter(|name| name.starts_with(|c: char| c.is_ascii_uppercase()))
        .collect()
}

/// Every Rust file below `folder`, by its path from the root.
fn sources(folder: &str) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    walk(&root().join(folder), &mut found)?;
    found.sort();
    Ok(found)
}

fn walk(folder: &Path, found: &mut Vec<(String, String)>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            walk(&path, found)?;
        } else if path.extension().is_some_and(|ending| ending == "rs") && !is_test(&path) {
            let name = path
                .strip_prefix(root())
                .unwrap_or(&path)
                .display()
                .to_string();
            found.push((name, read(&path)?));
        }
    }
    Ok(())
}

/// Whether a file holds nothing but the tests of another.
fn is_test(path: &Path) -> bool {
    path.components()
        .any(|part| matches!(part.as_os_str().to_str(), Some("tests" | "tests.rs")))
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sources_keep_every_invariant() {
        run().unwrap();
    }

    #[test]
    fn a_word_inside_another_is_another() {
        assert!(holds("let x = Ident::new(y);", "Ident::new("));
        assert!(!holds("RustIdent::new(y)", "Ident::new("));
    }

    #[test]
    fn exceptions_are_whole_names() {
        let rule = &RULES[0];
        assert!(is_exempt("generator/src/lower/schema.rs", rule));
        assert!(is_exempt("generator/src/merge.rs", rule));
        assert!(!is_exempt("generator/src/merger.rs", rule));
    }
}
