//! Components that are nothing but a reference to another one.

use std::{collections::BTreeSet, sync::Arc};

use serde_json::{Map, Value};

use crate::{
    diagnostic::{Code, Diagnostic},
    source::{Origin, Pointer},
};

/// How long a chain of such components may be.
const DEPTH_LIMIT: usize = 64;

/// Reports components that only refer to each other in a cycle, and chains that are too long.
pub(super) fn check(page: &Arc<str>, document: &Value) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let Some(Value::Object(sections)) = document.get("components") else {
        return diagnostics;
    };
    for (section, components) in sections {
        let Value::Object(components) = components else {
            continue;
        };
        let mut reported: BTreeSet<&str> = BTreeSet::new();
        for name in components.keys() {
            if reported.contains(name.as_str()) {
                continue;
            }
            let mut chain: Vec<&str> = vec![name];
            while let Some(next) = chain
                .last()
                .and_then(|last| alias(components, section, last))
            {
                if let Some(start) = chain.iter().position(|seen| *seen == next) {
                    let cycle = &chain[start..];
                    if cycle.iter().all(|name| !reported.contains(name)) {
                        diagnostics.push(cycle_error(page, section, cycle));
                    }
                    reported.extend(chain);
                    break;
                }
                chain.push(next);
                if chain.len() > DEPTH_LIMIT {
                    if !reported.contains(next) {
                        diagnostics.push(chain_error(page, section, name));
                    }
                    reported.extend(chain);
                    break;
                }
            }
        }
    }
    diagnostics
}

/// The component that this one is an alias of.
fn alias<'a>(components: &'a Map<String, Value>, section: &str, name: &str) -> Option<&'a str> {
    let component = components.get(name)?;
    let target = match (component.get("$ref"), component.get("allOf")) {
        (Some(target), _) => target,
        (None, Some(Value::Array(all))) if all.len() == 1 => all[0].get("$ref")?,
        _ => return None,
    };
    let target = target.as_str()?.strip_prefix("#/components/")?;
    target.strip_prefix(section)?.strip_prefix('/')
}

fn chain_error(page: &Arc<str>, section: &str, name: &str) -> Diagnostic {
    let message = format!("the chain of references from `{name}` exceeds a depth of {DEPTH_LIMIT}");
    let pointer: Pointer = ["components", section, name].iter().collect();
    Diagnostic::new(Code::TooDeep, message).at(
        Origin::new(Arc::clone(page), pointer),
        "the chain starts here",
    )
}

fn cycle_error(page: &Arc<str>, section: &str, cycle: &[&str]) -> Diagnostic {
    let names: Vec<_> = cycle
        .iter()
        .chain(cycle.first())
        .map(|name| format!("`{name}`"))
        .collect();
    let message = format!("components refer only to each other: {}", names.join(" → "));
    let mut diagnostic = Diagnostic::new(Code::RefCycle, message);
    for name in cycle {
        let pointer: Pointer = ["components", section, name].iter().collect();
        diagnostic = diagnostic.at(Origin::new(Arc::clone(page), pointer), "");
    }
    diagnostic.help("define one of them without a `$ref`")
}
