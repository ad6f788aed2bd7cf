//! The names that items begin with.

use super::examples::is_value;
use crate::extract::words;

/// The name that an item begins with, in backticks or bold, and what follows it.
pub(super) fn name(content: &str) -> Option<(&str, &str)> {
    let (wire, rest) = match content.strip_prefix("**") {
        Some(bold) if !bold.starts_with('`') => bold.split_once("**")?,
        bold => {
            let content = bold.unwrap_or(content);
            let (wire, rest) = match content.strip_prefix("``") {
                Some(code) => code.split_once("``")?,
                None => content.strip_prefix('`')?.split_once('`')?,
            };
            (wire, rest.trim_start_matches("**"))
        }
    };
    // `?limit=10`
    let wire = wire.trim_end_matches(':').trim_start_matches(['?', '&']);
    // `limit=<int>`, `limit=10`
    let name = match wire.split_once('=') {
        Some((name, value)) if !name.is_empty() && is_value(value) => name,
        _ => wire,
    };
    let is_name = |c: char| !c.is_whitespace() && !matches!(c, '/' | '{' | '}' | '"' | '=');
    // `` `404`: Not found ``, and the code of an error in `` `no_funds` (402) ``.
    let is_code = |it: &str| it.len() == 3 && words::status(it).is_some();
    let inner = rest.trim_start().strip_prefix('(');
    let inner = inner.and_then(|it| it.split_once(')'));
    let is_status = is_code(wire) || inner.is_some_and(|(inner, _)| is_code(inner));
    (!name.is_empty() && !is_status && name.chars().all(is_name)).then_some((wire, rest))
}
