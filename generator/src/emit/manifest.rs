//! What stands beside the sources: the formatter's settings, and a manifest
//! for crates that have none yet.

use super::{Content, File};
use crate::{ir::Api, pretty::HEADER};

pub(super) fn emit(_: &Api) -> Vec<File> {
    let rustfmt = format!(
        "# {HEADER}\n# The layout is the generator's, so that no formatter changes it back and forth.\ndisable_all_formatting = true\n"
    );
    vec![("rustfmt.toml".to_owned(), Content::Text(rustfmt))]
}

/// The manifest of a crate that is generated for the first time. Afterwards it
/// belongs to its users: codegen never writes it again.
pub fn scaffold(api: &Api) -> String {
    let package = &api.client.package;
    let title = api
        .title
        .replace(|c: char| c.is_control() || c == '"' || c == '\\', " ");
    let runtime = env!("CARGO_PKG_VERSION");
    format!(
        "[package]\nname = \"{package}\"\ndescription = \"A typed client for the {title} API.\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nseamstress-runtime = \"{runtime}\"\n\n\
         [dev-dependencies]\nserde_json = \"1\"\n"
    )
}
