//! Files other than the sources: the formatter's settings, and the manifest.

mod features;

use std::path::PathBuf;

use super::{Content, Context, File, doc::the_api};
use crate::{ir::Api, pretty::HEADER};

pub use features::{InvalidManifest, with_features};

pub(super) fn emit(_: Context<'_>) -> Vec<File<'_>> {
    let rustfmt = format!(
        "# {HEADER}\n# The layout is the generator's, so that no formatter changes it back and forth.\ndisable_all_formatting = true\n"
    );
    vec![("rustfmt.toml".to_owned(), Content::Text(rustfmt))]
}

/// Where a crate takes the runtime from.
#[derive(Clone, Debug, Default)]
pub enum Runtime {
    /// The registry, in the version that belongs to this generator.
    #[default]
    Registry,
    /// The registry, in this version.
    Version(String),
    /// A folder.
    Path(PathBuf),
}

/// The manifest of a crate that is generated for the first time, without the features that the
/// API decides. Afterwards it belongs to its users: codegen changes [those](with_features) alone.
pub fn scaffold(api: &Api, runtime: &Runtime) -> String {
    let package = &api.client.package;
    let the_api = the_api(&api.title, |title| {
        title.replace(|c: char| c.is_control() || c == '"' || c == '\\', " ")
    });
    let source = match runtime {
        Runtime::Registry => format!("version = \"{}\"", env!("CARGO_PKG_VERSION")),
        Runtime::Version(version) => format!("version = {version:?}"),
        Runtime::Path(path) => format!("path = {:?}", path.display().to_string()),
    };
    format!(
        "[package]\n\
         name = \"{package}\"\n\
         description = \"A typed client for {the_api}.\"\n\
         version = \"0.1.0\"\n\
         edition = \"2024\"\n\
         rust-version = \"{}\"\n\n\
         [package.metadata.docs.rs]\n\
         all-features = true\n\
         rustdoc-args = [\"--cfg\", \"docsrs\"]\n\n\
         [dependencies]\n\
         seamstress-runtime = {{ {source}, default-features = false }}\n\n\
         {FEATURES}",
        env!("CARGO_PKG_RUST_VERSION"),
    )
}

/// The runtime's features, passed on.
const FEATURES: &str = "\
[features]
default = [\"reqwest\"]
# The transport that clients use unless they are given another.
reqwest = [\"seamstress-runtime/reqwest\"]
# Responses that are compressed with gzip: that transport asks for them.
gzip = [\"reqwest\", \"seamstress-runtime/gzip\"]
# Calls for programs without an async runtime: `.block()` in place of `.await`.
blocking = [\"seamstress-runtime/blocking\"]
# Conversions of `DateTime` from and to the types of these crates.
chrono = [\"seamstress-runtime/chrono\"]
jiff = [\"seamstress-runtime/jiff\"]
time = [\"seamstress-runtime/time\"]
# `Serialize` and `Deserialize` of all types, for JSON and any other format of serde.
serde = [\"seamstress-runtime/serde\"]
# Mocks that respond with the samples of the documentation, for tests.
samples = []
# A span for each request, with OpenTelemetry's names.
tracing = [\"seamstress-runtime/tracing\"]
# Values against the constraints of the documentation: `.validate()`.
validate = [\"seamstress-runtime/validate\"]
# Verifies what the API sends to webhooks.
webhooks = [\"seamstress-runtime/webhooks\"]
";
