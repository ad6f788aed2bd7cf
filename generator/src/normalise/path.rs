//! Path templates, and the parameters that fill them.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::walk::Walk;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Pointer;

/// The methods that a path item has members for.
pub(super) const METHODS: [&str; 8] = [
    "delete", "get", "head", "options", "patch", "post", "put", "trace",
];

/// Checks all paths of the document and the parameters of their operations.
pub(super) fn check(document: &Value, walk: &mut Walk<'_>) {
    let Some(Value::Object(paths)) = document.get("paths") else {
        return;
    };
    let root = Pointer::root().child("paths");
    for (path, item) in paths.iter().filter(|(path, _)| !path.starts_with("x-")) {
        let at = root.child(path);
        let names = match template(path) {
            Ok(names) => names,
            Err(reason) => {
                walk.report(
                    Code::InvalidPath,
                    format!("the path `{path}` {reason}"),
                    &at,
                    "this path",
                );
                continue;
            }
        };
        let shared = parameters(document, item, &at);
        for method in METHODS {
            let Some(operation) = item.get(method) else {
                continue;
            };
            let at = at.child(method);
            let mut all = shared.clone();
            all.extend(parameters(document, operation, &at));
            check_declared(path, &names, &all, &at, walk);
            check_names(&all, walk);
            if matches!(method, "get" | "head") && operation.get("requestBody").is_some() {
                let message = format!("{} {path} has a `requestBody`", method.to_ascii_uppercase());
                let at = at.child("requestBody");
                walk.report(
                    Code::GetWithBody,
                    message,
                    &at,
                    "servers and proxies may ignore it",
                );
            }
        }
    }
}

/// The names in braces; why the path is none otherwise.
fn template(path: &str) -> Result<BTreeSet<&str>, String> {
    if !path.starts_with('/') {
        return Err("must start with /".to_owned());
    }
    let mut names = BTreeSet::new();
    let mut rest = path;
    let mut literal = String::new();
    while let Some(index) = rest.find(['{', '}']) {
        literal.push_str(&rest[..index]);
        let after = rest[index..]
            .strip_prefix('{')
            .ok_or("has a `}` without a `{`")?;
        let (name, after) = after.split_once('}').ok_or("has a `{` without a `}`")?;
        if name.is_empty() || name.contains('{') {
            return Err("has braces `{` without a name in them".to_owned());
        }
        if !names.insert(name) {
            return Err(format!("has `{{{name}}}` twice"));
        }
        // A name stands for text, so that `{a}` alone in a segment is no dot segment.
        literal.push('x');
        rest = after;
    }
    literal.push_str(rest);
    let is_path_text = |c: char| c.is_ascii_alphanumeric() || "/-._~:@!$&'()*+,;=%[]".contains(c);
    if let Some(wrong) = literal.chars().find(|c| !is_path_text(*c)) {
        let hint = if matches!(wrong, '?' | '#') {
            ", which ends the path of a URL"
        } else {
            ""
        };
        return Err(format!("has the character `{wrong}`{hint}"));
    }
    if literal
        .split('/')
        .any(|segment| matches!(segment, "." | ".."))
    {
        return Err("has a `..` segment".to_owned());
    }
    Ok(names)
}

#[derive(Clone)]
struct Parameter {
    name: String,
    place: String,
    at: Pointer,
}

/// The parameters of a path item or an operation, references followed.
fn parameters(document: &Value, holder: &Value, at: &Pointer) -> Vec<Parameter> {
    let list = holder.get("parameters").and_then(Value::as_array);
    let at = at.child("parameters");
    let read = |(index, parameter): (usize, &Value)| {
        let parameter = resolve(document, parameter)?;
        Some(Parameter {
            name: parameter.get("name")?.as_str()?.to_owned(),
            place: parameter.get("in")?.as_str()?.to_owned(),
            at: at.index(index),
        })
    };
    list.into_iter()
        .flatten()
        .enumerate()
        .filter_map(read)
        .collect()
}

fn resolve<'a>(document: &'a Value, mut value: &'a Value) -> Option<&'a Map<String, Value>> {
    // Chains are checked elsewhere; here they only must end.
    for _ in 0..64 {
        let object = value.as_object()?;
        match object.get("$ref").and_then(Value::as_str) {
            Some(target) => value = document.pointer(target.strip_prefix('#')?)?,
            None => return Some(object),
        }
    }
    None
}

fn check_declared(
    path: &str,
    names: &BTreeSet<&str>,
    all: &[Parameter],
    at: &Pointer,
    walk: &mut Walk<'_>,
) {
    let declared = |name: &str| all.iter().any(|p| p.place == "path" && p.name == name);
    for name in names.iter().filter(|name| !declared(name)) {
        let message =
            format!("the path `{path}` has `{{{name}}}`, which is not declared as a parameter");
        walk.report(
            Code::UndeclaredPathParameter,
            message,
            at,
            &format!("`{name}` is not declared here"),
        );
    }
}

/// Takes path parameters that fill nothing out of the lists of the document.
pub(super) fn drop_unused(document: &mut Value, walk: &mut Walk<'_>) {
    let unused = find_unused(document);
    for (path, parameter) in unused.iter().rev() {
        let message = format!("the path `{path}` has no `{{{}}}`", parameter.name);
        walk.report(
            Code::UnusedPathParameter,
            message,
            &parameter.at,
            "left out, since it fills nothing",
        );
        let list = parameter
            .at
            .parent()
            .and_then(|list| document.pointer_mut(list.as_str()));
        let index = parameter
            .at
            .last()
            .and_then(|index| index.parse::<usize>().ok());
        if let (Some(Value::Array(list)), Some(index)) = (list, index)
            && index < list.len()
        {
            list.remove(index);
        }
    }
}

/// Such parameters in the order of their lists.
fn find_unused(document: &Value) -> Vec<(String, Parameter)> {
    let mut unused = Vec::new();
    let root = Pointer::root().child("paths");
    for (path, item) in document
        .get("paths")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        let Ok(names) = template(path) else {
            continue;
        };
        let at = root.child(path);
        let mut all = parameters(document, item, &at);
        for method in METHODS {
            if let Some(operation) = item.get(method) {
                all.extend(parameters(document, operation, &at.child(method)));
            }
        }
        all.retain(|parameter| {
            parameter.place == "path" && !names.contains(parameter.name.as_str())
        });
        unused.extend(all.into_iter().map(|parameter| (path.clone(), parameter)));
    }
    unused
}

fn check_names(all: &[Parameter], walk: &mut Walk<'_>) {
    for (index, parameter) in all.iter().enumerate() {
        let is_header = parameter.place == "header";
        if (is_header || parameter.place == "cookie") && !is_token(&parameter.name) {
            let message = format!("`{}` is no {} name", parameter.name, parameter.place);
            walk.report(
                Code::InvalidParameterName,
                message,
                &parameter.at,
                "letters, digits and a few signs are allowed",
            );
        }
        // A parameter of the operation replaces the one of its path; twice in one list is a mistake.
        let twin = all[..index].iter().find(|other| {
            other.name == parameter.name
                && other.place == parameter.place
                && other.at.parent() == parameter.at.parent()
        });
        if let Some(twin) = twin {
            let message = format!(
                "the {} parameter `{}` is declared twice",
                parameter.place, parameter.name
            );
            let (first, again) = (walk.origin(&twin.at), walk.origin(&parameter.at));
            walk.diagnostics.push(
                Diagnostic::new(Code::DuplicateParameter, message)
                    .at(again, "again here")
                    .at(first, "first here"),
            );
        }
    }
}

/// Whether the text is a token of RFC 9110, which names of headers and cookies are.
pub(super) fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_braces_are_found() {
        let names = template("/a/{b}/c.{d}/{e}:run").unwrap();
        assert_eq!(names.into_iter().collect::<Vec<_>>(), ["b", "d", "e"]);
        assert!(template("/").unwrap().is_empty());
    }

    #[test]
    fn what_is_no_path_is_refused() {
        for path in [
            "a",
            "",
            "@evil.test/x",
            "/a/{b",
            "/a/b}",
            "/a/{}",
            "/{a{b}}",
            "/{a}/{a}",
            "/a?b",
            "/a#b",
            "/a/../b",
            "/./a",
            "/a b",
            "/a\"b",
            "/a\\b",
            "/a\nb",
            "/é",
        ] {
            assert!(template(path).is_err(), "{path:?}");
        }
    }

    #[test]
    fn dots_in_names_and_segments_are_no_dot_segments() {
        assert!(template("/v1.0/a..b/{c}").is_ok());
    }

    #[test]
    fn tokens_are_what_headers_may_be_called() {
        assert!(is_token("X-Request-Id"));
        assert!(!is_token("x\r\ny") && !is_token("x y") && !is_token("") && !is_token("x:y"));
    }
}
