//! IR → the files of a crate.
//!
//! Each emitter reads the IR and writes files of its own; none reads the output of
//! another. `api.txt` lists what all of them made public. A new output is one file
//! here and one line in `EMITTERS`.

mod aliases;
mod argument;
mod client;
mod constraint;
mod context;
mod conventions;
mod debug;
mod deprecation;
mod doc;
mod example;
mod feature;
mod first_call;
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

use self::context::Context;
use crate::{
    diagnostic::{Code, Diagnostic},
    file_tree::FileTree,
    ir::{Api, Names},
    parallel, pretty,
    surface::{self, Surface, SurfaceItem},
};

pub use first_call::{Starter, starter};
pub use manifest::{InvalidManifest, Runtime, scaffold, with_features};

/// What an emitter writes: Rust items that are still to be laid out, or text.
pub(crate) enum Content<'a> {
    /// A Rust file.
    Rust(pretty::Source),
    /// A Rust file that is built where it is printed, so that the tokens of a large crate are
    /// never in memory all at once.
    Later(Build<'a>),
    /// Anything else, as it is.
    Text(String),
}

/// Builds a Rust file.
type Build<'a> = Box<dyn Fn() -> pretty::Source + Send + Sync + 'a>;

/// A file that an emitter writes.
type File<'a> = (String, Content<'a>);

/// An emitter.
type Emitter = for<'a> fn(Context<'a>) -> Vec<File<'a>>;

/// Every emitter.
const EMITTERS: &[Emitter] = &[
    lib_rs::emit,
    client::emit,
    conventions::emit,
    webhook::emit,
    models::emit,
    aliases::emit,
    ids::emit,
    operations::emit,
    samples::emit,
    manifest::emit,
];

/// How many bytes all files of a crate may have: what no compiler takes is not written.
const SIZE_LIMIT: usize = 1 << 30;

/// The crate of `api`, and its public items; neither, with an error, where the crate is too large.
pub fn emit(api: &Api, names: &Names) -> ((FileTree, Surface), Vec<Diagnostic>) {
    let cx = Context { api, names };
    let emitted = parallel::map(EMITTERS, |emitter| -> Vec<_> {
        let files = emitter(cx).into_iter();
        files
            .map(|(path, content)| started(path, content))
            .collect()
    });
    let emitted: Vec<_> = emitted.into_iter().flatten().collect();
    let printed = parallel::map(&emitted, |(path, started)| match started {
        Started::Printed(text, items) => (text.clone(), items.clone()),
        Started::Later(build) => print(path, build()),
    });
    let mut tree = FileTree::new();
    let mut items = Vec::new();
    for ((path, _), (text, more)) in emitted.into_iter().zip(printed) {
        tree.insert(path, text);
        items.extend(more);
    }
    let surface = Surface::of_crate(items);
    tree.insert(surface::FILE.to_owned(), surface.to_string());
    match check_size(&tree, SIZE_LIMIT) {
        Ok(()) => ((tree, surface), Vec::new()),
        Err(error) => (Default::default(), vec![error]),
    }
}

/// An error if the files have more than `limit` bytes.
fn check_size(files: &FileTree, limit: usize) -> Result<(), Diagnostic> {
    let size: usize = files.values().map(String::len).sum();
    if size <= limit {
        return Ok(());
    }
    let message = format!("the crate has {size} bytes; the maximum is {limit}");
    Err(Diagnostic::new(Code::TooLarge, message))
}

/// A file without tokens, which would have to stay in the thread that made them.
enum Started<'a> {
    Printed(String, Vec<SurfaceItem>),
    Later(Build<'a>),
}

fn started(path: String, content: Content<'_>) -> (String, Started<'_>) {
    let started = match content {
        Content::Later(build) => Started::Later(build),
        Content::Text(text) => Started::Printed(text, Vec::new()),
        Content::Rust(source) => {
            let (text, items) = print(&path, source);
            Started::Printed(text, items)
        }
    };
    (path, started)
}

/// The text of a Rust file, and the items that it makes public.
fn print(path: &str, source: pretty::Source) -> (String, Vec<SurfaceItem>) {
    let printed = pretty::print(source);
    let items = surface::read(path, &printed.items);
    (printed.text, items)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_of_a_crate_has_a_limit() {
        let file = |path: &str, text: &str| (path.to_owned(), text.to_owned());
        let files: FileTree = [file("a.rs", "1234"), file("b.rs", "56")].into();
        assert_eq!(check_size(&files, 6), Ok(()));
        let error = check_size(&files, 5).unwrap_err();
        assert!(error.is_error());
        assert_eq!(error.message, "the crate has 6 bytes; the maximum is 5");
    }
}
