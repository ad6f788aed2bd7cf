//! Invariants that a word in a file can break.
//!
//! The check reads text, not syntax: what it finds, a reviewer can find as well.

use anyhow::Result;

use super::source::{self, SourceFile};

/// Words that belong into few places.
struct Rule {
    /// The invariant, in the words of ARCHITECTURE.md.
    invariant: &'static str,
    /// The folders that it holds in.
    within: &'static [&'static str],
    /// The words that break it.
    words: &'static [&'static str],
    /// The files and folders below `within` that may use the words.
    except: &'static [&'static str],
}

const RULES: &[Rule] = &[
    Rule {
        invariant: "only normalise, merge and lower know OpenAPI",
        within: &["generator/src"],
        words: &["openapiv3::", "use openapiv3"],
        except: &["normalise", "merge", "lower"],
    },
    Rule {
        invariant: "only emit, pretty and ident create tokens",
        within: &["generator/src"],
        words: &["use quote", "quote!", "proc_macro2::"],
        except: &["emit", "pretty", "ident"],
    },
    Rule {
        invariant: "only `case` changes the case of words",
        within: &["generator/src"],
        words: &["heck::", "use heck"],
        except: &["case"],
    },
    Rule {
        invariant: "only ident creates identifiers from text",
        within: &["generator/src"],
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
        invariant: "only read, write, project and cli access the file system",
        within: &["generator/src", "review/src", "sync/src"],
        words: &["std::fs", "fs::", "tempfile::", "File::"],
        except: &["project", "read", "write"],
    },
    Rule {
        invariant: "only project and cli read the environment",
        within: &["generator/src", "review/src", "sync/src"],
        words: &["std::env", "env::"],
        // The example that `client` writes reads variables, and not the generator.
        except: &["emit/first_call/client", "project"],
    },
    Rule {
        invariant: "the order of output never depends on a hash map",
        within: &["generator/src", "review/src", "sync/src"],
        words: &["HashMap", "HashSet"],
        except: &[],
    },
    Rule {
        invariant: "only sync/http accesses the network",
        within: &["cli/src", "generator/src", "review/src", "sync/src"],
        words: &[
            "TcpStream",
            "UdpSocket",
            "ToSocketAddrs",
            "use reqwest",
            "use ureq",
            "ureq::",
        ],
        except: &["http"],
    },
    Rule {
        invariant: "the generator depends on no other package of the workspace",
        within: &["generator"],
        words: &[
            "seam-api",
            "seam_api",
            "\"Seam\"",
            "seamstress_review",
            "seamstress-review",
            "seamstress_sync",
            "seamstress-sync",
        ],
        except: &[],
    },
];

/// Every word in a place where it does not belong.
pub(super) fn check() -> Result<Vec<String>> {
    let mut errors = Vec::new();
    for rule in RULES {
        for folder in rule.within {
            for file in source::files_below(folder)? {
                if !file.is_test() && !rule.is_exempt(folder, &file) {
                    errors.extend(rule.violations(&file));
                }
            }
        }
    }
    Ok(errors)
}

impl Rule {
    fn is_exempt(&self, folder: &str, file: &SourceFile) -> bool {
        let inner = file.path.strip_prefix(folder).unwrap_or(&file.path);
        let inner = inner.trim_start_matches('/');
        self.except.iter().any(|except| {
            inner == format!("{except}.rs") || inner.starts_with(&format!("{except}/"))
        })
    }

    fn violations(&self, file: &SourceFile) -> Vec<String> {
        let code = source::without_tests(&file.text);
        let lines = code.lines().enumerate();
        lines
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
            .filter_map(|(index, line)| {
                let word = self.words.iter().find(|word| contains(line, word))?;
                Some(format!(
                    "{}:{}: `{word}`: {}",
                    file.path,
                    index + 1,
                    self.invariant
                ))
            })
            .collect()
    }
}

/// Whether `line` contains `word`, and not as the end of a longer one.
fn contains(line: &str, word: &str) -> bool {
    line.match_indices(word)
        .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_inside_of_another_is_another() {
        assert!(contains("let x = Ident::new(y);", "Ident::new("));
        assert!(!contains("RustIdent::new(y)", "Ident::new("));
    }

    #[test]
    fn exceptions_are_whole_names() {
        let is_exempt = |path: &str| {
            let file = SourceFile {
                path: format!("generator/src/{path}"),
                text: String::new(),
            };
            RULES[0].is_exempt("generator/src", &file)
        };
        assert!(is_exempt("lower/schema.rs"));
        assert!(is_exempt("merge.rs"));
        assert!(!is_exempt("merger.rs"));
    }

    #[test]
    fn a_violation_names_line_and_invariant() {
        let file = SourceFile {
            path: "x.rs".to_owned(),
            text: "// HashMap\nuse std::collections::HashMap;\n".to_owned(),
        };
        let rule = RULES.iter().find(|rule| rule.words.contains(&"HashMap"));
        assert_eq!(
            rule.unwrap().violations(&file),
            ["x.rs:2: `HashMap`: the order of output never depends on a hash map"]
        );
    }
}
