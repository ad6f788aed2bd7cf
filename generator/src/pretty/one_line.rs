//! Types, and rows of tables, on one line.

use std::{
    fmt::{Display, Write as _},
    iter::Peekable,
};

use proc_macro2::{Delimiter, Group, Punct, Spacing, TokenTree};
use quote::ToTokens;

/// A type, a path or a row of a table on one line, spaced as `prettyplease` does it. A comma before
/// a closing bracket is a mark of a line break, and left out.
pub(crate) fn one_line(tokens: impl ToTokens) -> String {
    let mut text = String::new();
    push_line(&mut text, tokens.into_token_stream());
    text
}

/// Adds these tokens to a text, as [`one_line`] writes them.
pub(super) fn push_line(text: &mut String, tokens: impl IntoIterator<Item = TokenTree>) {
    let mut line = Line {
        start: text.len(),
        text,
        last: Last::default(),
    };
    line.tokens(tokens);
}

fn is_punct(token: &TokenTree, mark: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == mark)
}

/// A line that is being written.
struct Line<'a> {
    /// What is before the line, and the line so far.
    text: &'a mut String,
    /// Where the line begins.
    start: usize,
    last: Last,
}

/// What the last token was.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Last {
    /// An opening bracket, or a mark that its successor follows at once, as in `&T`.
    #[default]
    Open,
    /// A name or a literal.
    Word,
    /// The name of a lifetime.
    Lifetime,
    /// The end of a group or of generic arguments.
    Close,
    /// The apostrophe of a lifetime.
    Apostrophe,
    /// A mark with a space on both sides, as in `A + B`, or behind it, as in `A, B`.
    Spaced,
}

impl Line<'_> {
    fn tokens(&mut self, tokens: impl IntoIterator<Item = TokenTree>) {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Group(group) => self.group(&group),
                TokenTree::Ident(name) => self.word(&name),
                TokenTree::Literal(literal) => self.word(&literal),
                TokenTree::Punct(mark) => self.punct(&mark, &mut tokens),
            }
        }
    }

    fn group(&mut self, group: &Group) {
        let (open, close) = match group.delimiter() {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace => ("{", "}"),
            Delimiter::None => return self.tokens(group.stream()),
        };
        // `&'a [T]`, but `Fn(A)`.
        let is_list = group.delimiter() != Delimiter::Parenthesis;
        if self.last == Last::Lifetime || (self.last == Last::Word && is_list) {
            self.text.push(' ');
        }
        self.space_after_mark();
        self.text.push_str(open);
        self.last = Last::Open;
        self.tokens(group.stream());
        self.text.push_str(close);
        self.last = Last::Close;
    }

    /// A mark, with those of `rest` that are a part of it.
    fn punct(&mut self, mark: &Punct, rest: &mut Peekable<impl Iterator<Item = TokenTree>>) {
        let next = match rest.peek() {
            Some(TokenTree::Punct(next)) => Some(next.as_char()),
            _ => None,
        };
        let is_joint = mark.spacing() == Spacing::Joint;
        match (mark.as_char(), next) {
            // A comma before the end of its brackets.
            (',', Some('>')) => {}
            (',', None) if rest.peek().is_none() => self.last_comma(),
            (':', Some(':')) if is_joint => {
                rest.next();
                self.space_after_mark();
                self.mark("::", Last::Open);
            }
            ('-', Some('>')) if is_joint => {
                rest.next();
                self.mark(" ->", Last::Spaced);
            }
            ('=', Some('>')) if is_joint => {
                rest.next();
                self.mark(" =>", Last::Spaced);
            }
            // `0..=3`
            ('.', Some('.')) if is_joint => {
                rest.next();
                let is_closed = rest.next_if(|it| is_punct(it, '=')).is_some();
                self.mark(if is_closed { "..=" } else { ".." }, Last::Open);
            }
            ('.', _) => self.mark(".", Last::Open),
            ('|', _) => self.bar(),
            ('=', _) => self.mark(" =", Last::Spaced),
            ('+', _) => self.mark(" +", Last::Spaced),
            (',', _) => self.mark(",", Last::Spaced),
            (';', _) => self.mark(";", Last::Spaced),
            (':', _) => self.mark(":", Last::Spaced),
            ('>', _) => self.mark(">", Last::Close),
            ('<', _) => {
                self.space_after_mark();
                self.mark("<", Last::Open);
            }
            ('\'', _) => {
                self.space_before_word();
                self.mark("'", Last::Apostrophe);
            }
            (other, _) => {
                self.space_before_word();
                self.text.push(other);
                self.last = Last::Open;
            }
        }
    }

    /// A bar before or after the parameters of a closure.
    fn bar(&mut self) {
        let opens = matches!(self.last, Last::Open | Last::Spaced);
        self.space_after_mark();
        self.mark("|", if opens { Last::Open } else { Last::Spaced });
    }

    fn word(&mut self, word: &impl Display) {
        let is_lifetime = self.last == Last::Apostrophe;
        if !is_lifetime {
            self.space_before_word();
        }
        // Writing to a string does not fail.
        _ = write!(self.text, "{word}");
        self.last = if is_lifetime {
            Last::Lifetime
        } else {
            Last::Word
        };
    }

    fn mark(&mut self, mark: &str, last: Last) {
        self.text.push_str(mark);
        self.last = last;
    }

    fn space_before_word(&mut self) {
        if matches!(
            self.last,
            Last::Word | Last::Lifetime | Last::Close | Last::Spaced
        ) {
            self.text.push(' ');
        }
    }

    fn space_after_mark(&mut self) {
        if self.last == Last::Spaced {
            self.text.push(' ');
        }
    }

    /// The comma of a tuple of one type belongs to it.
    fn last_comma(&mut self) {
        let line = self.text.get(self.start..).unwrap_or_default();
        let (before, inner) = line.rsplit_once('(').unwrap_or(("", ")"));
        let is_tuple = !inner.contains([',', ')']);
        let is_call = before.ends_with(|it: char| it.is_alphanumeric() || it == '_');
        if is_tuple && !is_call {
            self.text.push(',');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Types as they are written in a file, each on one line.
    const TYPES: &[&str] = &[
        "&'static [Self]",
        "&'static str",
        "(String, Vec<u8>)",
        "(String,)",
        "()",
        "<T as Into<String>>::Error",
        "AsRef<str>",
        "Box<dyn Fn(&str, u64) -> Result<(), Error> + Send + 'static>",
        "Cow<'a, str>",
        "Deserialize<'de>",
        "From<&String>",
        "Option<Nullable<Vec<models::Device>>>",
        "Page<models::Device>",
        "PhantomData<*const T>",
        "[u8; 16]",
        "&mut dyn Wire",
        "Box<dyn for<'a> Fn(&'a str) -> &'a [u8]>",
        "impl FnOnce(Self, T) -> Self",
        "impl Into<Option<String>> + Send",
        "impl IntoIterator<Item = impl Into<String>>",
        "r#type::Device",
        "seamstress_runtime::codegen::Call<Response<()>>",
        "std::fmt::Display",
        "impl Iterator<Item: Clone + ?Sized>",
    ];

    #[test]
    fn types_are_spaced_as_the_formatter_does_it() {
        for text in TYPES {
            let file: syn::File = syn::parse_str(&format!("type T = {text};")).unwrap();
            let printed = prettyplease::unparse(&file);
            assert_eq!(printed, format!("type T = {text};\n"));
            let [syn::Item::Type(item)] = &file.items[..] else {
                panic!("`{text}` is not a type");
            };
            assert_eq!(one_line(&item.ty), *text);
        }
    }

    #[test]
    fn rows_of_tables_are_spaced_as_patterns_and_calls() {
        let row = quote::quote! {
            Text(String), 0..=3 => Branch::object(&["id"], &[]).discriminated_by(&[("type", &["a"])]), Branch::any()
        };
        assert_eq!(
            one_line(&row),
            "Text(String), 0..=3 => Branch::object(&[\"id\"], &[]).discriminated_by(&[(\"type\", &[\"a\"])]), Branch::any()"
        );
    }

    #[test]
    fn a_long_type_has_no_marks_of_a_line_break() {
        let long = quote::quote! {
            impl IntoIterator<Item = impl Into<models::AccessCodesCreateMultipleParametersDeviceIdentifier>,>
        };
        assert_eq!(
            one_line(&long),
            "impl IntoIterator<Item = impl Into<models::AccessCodesCreateMultipleParametersDeviceIdentifier>>"
        );
    }
}
