//! IR → the files of a crate.
//!
//! Each emitter reads the IR and writes files of its own; none reads the output of
//! another. `api.txt` lists what all of them made public. A new output is one file
//! here and one line in `EMITTERS`.

mod aliases;
mod argument;
mod client;
mod context;
mod conventions;
mod debug;
mod deprecation;
mod doc;
mod example;
mod feature;
mod ids;
mod imports;
mod lib_rs;
mod manifest;
mod models;
mod operation_docs;
mod operations;
mod parameter;
mod response_docs;
mod samples;
mod scalar_union;
mod server;
mod setter;
mod ty;
pub mod type_text;
mod webhook;
mod wire;

use self::context::Context;
use crate::{
    file_tree::FileTree,
    ir::{Api, Names},
    pretty,
    surface::{self, Surface},
};

pub use manifest::{InvalidManifest, Runtime, scaffold, with_features};

/// What an emitter writes: Rust items that are still to be laid out, or text.
#[derive(Debug)]
pub(crate) enum Content {
    /// A Rust file.
    Rust(pretty::Source),
    /// Anything else, as it is.
    Text(String),
}

/// A file that an emitter writes.
type File = (String, Content);

/// Every emitter.
const EMITTERS: &[fn(Context<'_>) -> Vec<File>] = &[
    lib_rs::emit,
    client::emit,
    conventions::emit,
    webhook::emit,
    models::emit,
    aliases::emit,
    ids::emit,
    wire::emit,
    operations::emit,
    samples::emit,
    manifest::emit,
];

/// The crate of `api`, and its public items.
pub fn emit(api: &Api, names: &Names) -> (FileTree, Surface) {
    let cx = Context { api, names };
    let mut tree: FileTree = EMITTERS
        .iter()
        .flat_map(|emitter| emitter(cx))
        .map(|(path, content)| match content {
            Content::Rust(source) => (path, pretty::print(&source)),
            Content::Text(text) => (path, text),
        })
        .collect();
    let surface = surface::read(&tree);
    tree.insert(surface::FILE.to_owned(), surface.to_string());
    (tree, surface)
}
