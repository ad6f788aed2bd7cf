//! Documentation → `#[doc]` attributes.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) use crate::diagnostic::code_span as wire;
use crate::{ir::Docs, pretty::doc_comment};

/// A doc attribute of `docs`; of `fallback` if there are none.
pub(super) fn doc(docs: &Docs, fallback: &str) -> TokenStream {
    if docs.0.is_empty() {
        text(fallback)
    } else {
        text(&docs.0)
    }
}

/// A doc attribute of Markdown that is safe already.
pub(super) fn text(text: &str) -> TokenStream {
    if text.is_empty() {
        return TokenStream::new();
    }
    let text = literal(&doc_comment(text));
    quote! { #[doc = #text] }
}

/// The literal of a text. Most are raw strings, which take a fraction of the time to write and to
/// parse; none is printed as a literal.
fn literal(text: &str) -> Literal {
    let raw = (!text.contains(['"', '\r'])).then(|| format!("r\"{text}\"").parse());
    match raw {
        Some(Ok(literal)) => literal,
        _ => Literal::string(text),
    }
}

/// How a sentence names an API after its title: `the Doors API`, with `show` for the title. A title
/// that has the article or the word itself does not get it twice.
pub(super) fn the_api(title: &str, show: impl FnOnce(&str) -> String) -> String {
    let title = title.trim();
    let name = match title.split_once(' ') {
        Some((article, name)) if article.eq_ignore_ascii_case("the") => name.trim_start(),
        _ => title,
    };
    let mut words = name.split(|c: char| !c.is_alphanumeric());
    if words.any(|word| word.eq_ignore_ascii_case("api")) {
        format!("the {}", show(name))
    } else {
        format!("the {} API", show(name))
    }
}

#[cfg(test)]
mod tests {
    use super::{the_api, wire};

    #[test]
    fn no_title_is_doubled() {
        for (title, sentence) in [
            ("Doors", "the `Doors` API"),
            ("The Doors API", "the `Doors API`"),
            ("Doors API v2", "the `Doors API v2`"),
            ("Doors (REST api)", "the `Doors (REST api)`"),
            ("Theme", "the `Theme` API"),
            ("Rapid", "the `Rapid` API"),
            ("The", "the `The` API"),
        ] {
            assert_eq!(the_api(title, wire), sentence);
        }
    }
}
