//! Texts that are much longer than what people read.

use std::sync::Arc;

use serde_json::Value;

use crate::{
    diagnostic::{Code, Diagnostic, escape},
    source::{Origin, Pointer},
};

/// Texts of more bytes are reported.
const LENGTH: usize = 64 << 10;

/// A note about the texts of a document that are longer than [`LENGTH`], if there are any.
pub(super) fn check(page: &Arc<str>, document: &Value) -> Option<Diagnostic> {
    let mut found = Vec::new();
    collect(document, &mut Vec::new(), &mut found);
    let (pointer, longest) = found.iter().max_by_key(|(_, length)| *length)?;
    let name = pointer.last().unwrap_or_default();
    let message = format!("`{}` has {longest} bytes, and is kept whole", escape(&name));
    let note = Diagnostic::new(Code::LongText, message);
    let labels = found.iter();
    Some(labels.fold(note, |note, (pointer, length)| {
        let origin = Origin::new(Arc::clone(page), pointer.clone());
        note.at(origin, format!("{length} bytes"))
    }))
}

/// Adds the pointer and the length of each long text below `value`, which is at `path`.
fn collect<'v>(value: &'v Value, path: &mut Vec<Token<'v>>, found: &mut Vec<(Pointer, usize)>) {
    match value {
        Value::String(text) if text.len() > LENGTH => {
            let pointer = path.iter().fold(Pointer::root(), |at, token| match token {
                Token::Key(key) => at.child(key),
                Token::Index(index) => at.index(*index),
            });
            found.push((pointer, text.len()));
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                path.push(Token::Index(index));
                collect(item, path, found);
                path.pop();
            }
        }
        Value::Object(fields) => {
            for (key, value) in fields {
                path.push(Token::Key(key));
                collect(value, path, found);
                path.pop();
            }
        }
        _ => {}
    }
}

/// A step from a node to one below it.
enum Token<'v> {
    Key(&'v str),
    Index(usize),
}
