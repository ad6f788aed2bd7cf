//! Rows of tables, which are read from left to right.

use std::{iter::Peekable, mem, vec};

use proc_macro2::{Group, Spacing, TokenStream, TokenTree};
use syn::Meta;

use super::{one_line, table::Row};

/// What is left of a row.
pub(crate) struct RowReader {
    attributes: Vec<Group>,
    tokens: Peekable<vec::IntoIter<TokenTree>>,
}

impl RowReader {
    pub(super) fn new(row: Row) -> Self {
        Self {
            attributes: row.attributes,
            tokens: row.tokens.into_iter().peekable(),
        }
    }

    /// The attributes that are next, without documentation.
    pub(crate) fn attributes(&mut self) -> Vec<Meta> {
        let mut brackets = mem::take(&mut self.attributes);
        while self.skip_mark('#') {
            if let Some(TokenTree::Group(more)) = self.tokens.next() {
                brackets.push(more);
            }
        }
        let bodies = brackets.into_iter().map(|it| it.stream());
        // `emit` wrote the attributes, so that they parse.
        let bodies = bodies.filter(|body| !is_doc(body));
        bodies.filter_map(|body| syn::parse2(body).ok()).collect()
    }

    /// The name that is next.
    pub(crate) fn name(&mut self) -> Option<String> {
        let is_name = |token: &TokenTree| matches!(token, TokenTree::Ident(_));
        Some(self.tokens.next_if(is_name)?.to_string())
    }

    /// Whether a literal was next, which is skipped.
    pub(crate) fn skip_literal(&mut self) -> bool {
        let is_literal = |token: &TokenTree| matches!(token, TokenTree::Literal(_));
        self.tokens.next_if(is_literal).is_some()
    }

    /// Whether this mark was next, which is skipped.
    pub(crate) fn skip_mark(&mut self, mark: char) -> bool {
        self.tokens.next_if(|token| is_mark(token, mark)).is_some()
    }

    /// What is in the brackets that are next.
    pub(crate) fn payload(&mut self) -> Option<String> {
        let is_group = |token: &TokenTree| matches!(token, TokenTree::Group(_));
        match self.tokens.next_if(is_group)? {
            TokenTree::Group(payload) => Some(one_line(payload.stream())),
            _ => None,
        }
    }

    /// The type behind the colon that is next.
    pub(crate) fn ty(&mut self) -> Option<String> {
        if !self.skip_mark(':') {
            return None;
        }
        // In `impl Iterator<Item = T>`, a type has the mark of a value itself; `->` closes nothing.
        let mut depth = 0;
        let mut is_arrow = false;
        let is_type = |token: &TokenTree| {
            let TokenTree::Punct(mark) = token else {
                return true;
            };
            match mark.as_char() {
                '<' => depth += 1,
                '>' if !is_arrow => depth -= 1,
                '=' if depth == 0 => return false,
                _ => {}
            }
            is_arrow = mark.as_char() == '-' && mark.spacing() == Spacing::Joint;
            true
        };
        let ty: TokenStream = self.tokens.by_ref().take_while(is_type).collect();
        Some(one_line(ty))
    }
}

fn is_mark(token: &TokenTree, mark: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == mark)
}

fn is_doc(body: &TokenStream) -> bool {
    let first = body.clone().into_iter().next();
    matches!(first, Some(TokenTree::Ident(name)) if name == "doc")
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;
    use crate::pretty::table::rows;

    #[test]
    fn a_row_is_read_from_left_to_right() {
        let table = quote! {
            #[doc = " Its pin."] #[deprecated]
            pin or #[deprecated = "no"] pin_null: impl Fn(u8) -> Box<dyn Iterator<Item = u8>> = None;
            Tag "a" Payload(Vec<u8>), 0 => Branch::any();
        };
        let mut rows = rows(table).map(RowReader::new);
        let mut row = rows.next().unwrap();
        assert_eq!(row.attributes().len(), 1);
        assert_eq!(row.name().unwrap(), "pin");
        assert_eq!(row.payload(), None);
        assert_eq!(row.name().unwrap(), "or");
        assert_eq!(row.attributes().len(), 1);
        assert_eq!(row.name().unwrap(), "pin_null");
        let ty = "impl Fn(u8) -> Box<dyn Iterator<Item = u8>>";
        assert_eq!(row.ty().unwrap(), ty);
        let mut row = rows.next().unwrap();
        assert_eq!(row.name().unwrap(), "Tag");
        assert!(row.skip_literal() && !row.skip_literal());
        assert_eq!(row.name().unwrap(), "Payload");
        assert_eq!(row.ty(), None);
        assert_eq!(row.payload().unwrap(), "Vec<u8>");
        assert!(rows.next().is_none());
    }
}
