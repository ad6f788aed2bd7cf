//! What the runtime's macros make of the table of a type.

use proc_macro2::TokenTree;
use syn::{Ident, Macro};

use super::open_enum;

/// The traits that each of the macros implements.
pub(super) const SERDE_TRAITS: &[&str] = &["Deserialize<'de>", "Serialize"];

/// The traits that the macro of structs implements and others derive, as implementations name them.
pub(super) const DERIVES: &[&str] = &["Clone", "std::fmt::Debug", "PartialEq"];

/// The macros.
#[derive(Clone, Copy)]
enum Kind {
    Model,
    OpenEnum,
    TaggedUnion,
    UntaggedUnion,
}

/// Each macro, and its name.
const MACROS: &[(&str, Kind)] = &[
    ("model", Kind::Model),
    (open_enum::MACRO, Kind::OpenEnum),
    ("tagged_union", Kind::TaggedUnion),
    ("untagged_union", Kind::UntaggedUnion),
];

/// The head of a table: `Device extra`, `Mode allows_others`, `Attempt "status" status`.
pub(super) struct Table {
    kind: Kind,
    name: Ident,
    /// The identifier after the name of the type.
    argument: Option<Ident>,
}

impl Table {
    /// The table that a macro is for, if it is for one.
    pub(super) fn read(call: &Macro) -> Option<Self> {
        let mut macros = MACROS.iter();
        let (_, kind) = macros.find(|(name, _)| call.path.is_ident(name))?;
        let head = call.tokens.clone().into_iter();
        let head = head.take_while(|token| !matches!(token, TokenTree::Punct(_)));
        let mut words = head.filter_map(|token| match token {
            TokenTree::Ident(word) => Some(word),
            _ => None,
        });
        Some(Self {
            kind: *kind,
            name: words.next()?,
            argument: words.next(),
        })
    }

    /// The name of the type.
    pub(super) fn name(&self) -> &Ident {
        &self.name
    }

    /// The traits that the macro implements beside [`SERDE_TRAITS`].
    pub(super) fn traits(&self) -> &'static [&'static str] {
        match self.kind {
            Kind::Model => DERIVES,
            Kind::OpenEnum => open_enum::TRAITS,
            Kind::TaggedUnion | Kind::UntaggedUnion => &[],
        }
    }

    /// The functions that the macro declares, with their signatures.
    pub(super) fn functions(&self) -> Vec<(String, &'static str)> {
        let argument = self.argument.iter().map(Ident::to_string);
        match self.kind {
            Kind::Model => argument.map(|extra| (extra, "(&self) -> &Extra")).collect(),
            Kind::TaggedUnion => argument.map(|tag| (tag, "(&self) -> &str")).collect(),
            Kind::UntaggedUnion => Vec::new(),
            Kind::OpenEnum => {
                let functions = open_enum::FUNCTIONS.iter();
                functions
                    .map(|(name, signature)| ((*name).to_owned(), *signature))
                    .collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text of the macros, those of enums excepted: `open_enum` has a test of its own.
    const RUNTIME: &str = concat!(
        include_str!("../../../runtime/src/codegen/model.rs"),
        include_str!("../../../runtime/src/codegen/union.rs"),
    );

    /// Traits that only the runtime calls, so that they are no promise to users.
    const INTERNAL: &[&str] = &["Object", "TaggedUnion", "UntaggedUnion", "Wire"];

    #[test]
    fn the_traits_are_those_of_the_macros() {
        let mut found: Vec<&str> = RUNTIME
            .lines()
            .filter_map(|line| line.trim_start().strip_prefix("impl"))
            .filter_map(|line| line.trim_start_matches("<'de>").split_once(" for $name"))
            .map(|(name, _)| name.trim().trim_start_matches("$crate::codegen::"))
            .map(|name| name.rsplit("::").next().unwrap_or_default())
            .filter(|name| !INTERNAL.contains(name))
            .collect();
        found.sort_unstable();
        let traits = SERDE_TRAITS.iter().chain(DERIVES);
        let mut listed: Vec<&str> = traits
            .map(|name| name.rsplit("::").next().unwrap_or_default())
            .collect();
        listed.sort_unstable();
        assert_eq!(found, listed);
    }

    #[test]
    fn the_functions_are_those_of_the_macros() {
        let declared = RUNTIME
            .lines()
            .filter_map(|line| line.trim().strip_prefix("pub fn $"));
        let mut found: Vec<String> = declared
            .map(|line| line.trim_end_matches(" {").replace("$crate::codegen::", ""))
            .collect();
        found.sort_unstable();
        let tables = [
            syn::parse_quote! { model! { Device extra; required "id" id; } },
            syn::parse_quote! { tagged_union! { Attempt "status" method; "pending" Pending; } },
            syn::parse_quote! { untagged_union! { Size any; Text, 0 => Branch::string(); } },
        ];
        let tables = tables.iter().filter_map(Table::read);
        let mut listed: Vec<String> = tables
            .flat_map(|table| table.functions())
            .map(|(name, signature)| format!("{name}{signature}"))
            .collect();
        listed.sort_unstable();
        assert_eq!(listed, found);
    }
}
