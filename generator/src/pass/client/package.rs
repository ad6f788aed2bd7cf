//! The name of the package.

use crate::{
    case::{FILE_NAME_LIMIT, shortened, snake},
    diagnostic::{Code, Diagnostic},
    ir::Api,
    pass::Decisions,
};

/// The package's name: the one that was given to the run, else from `overrides.toml`, else from
/// `names.lock`, else from the [name](Api::name) of the API.
pub(super) fn package(
    api: &Api,
    decisions: &Decisions<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> String {
    let locked = decisions.lock.client.as_ref().map(|it| &it.package);
    let locked = locked.filter(|name| is_package(name));
    let client = decisions.overrides.client.as_ref();
    let decided = client.and_then(|client| client.value.package.as_deref());
    if let Some(name) = decisions.package.or(decided) {
        let place = match decisions.package {
            Some(_) => "in the arguments",
            None => "in overrides.toml",
        };
        if !is_package(name) {
            diagnostics.push(Diagnostic::new(
                Code::InvalidName,
                format!("`{name}` {place} is not a valid package name: use lower-case letters, digits and `-`, at most {FILE_NAME_LIMIT} of them"),
            ));
        } else if let Some(locked) = locked.filter(|locked| *locked != name)
            && decisions.package.is_some()
        {
            let message =
                format!("`{name}` {place} is not the name of the crate, which is `{locked}`");
            let help = "leave out the name; or rename the package in Cargo.toml and in `[client]` of names.lock first";
            diagnostics.push(Diagnostic::new(Code::InvalidName, message).help(help));
        } else {
            return name.to_owned();
        }
    }
    if let Some(locked) = locked {
        return locked.clone();
    }
    let natural = snake(&api.name()).replace('_', "-");
    let words = shortened(&natural, FILE_NAME_LIMIT - "-client".len());
    if is_package(&words) {
        format!("{words}-client")
    } else {
        "api-client".to_owned()
    }
}

fn is_package(name: &str) -> bool {
    let mut rest = name.chars();
    name.len() <= FILE_NAME_LIMIT
        && rest.next().is_some_and(|c| c.is_ascii_lowercase())
        && rest.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}
