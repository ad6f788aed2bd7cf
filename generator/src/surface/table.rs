//! What the runtime's macros make of the table of a type.

use syn::{
    Ident, LitStr, Macro,
    parse::{Parse, ParseStream},
};

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

/// A table.
pub(super) struct Table {
    kind: Kind,
    head: Head,
}

/// The head of a table: `Device extra`, `Mode allows_others`, `Attempt "status" status`.
struct Head {
    name: Ident,
    /// The identifiers after the name of the type.
    words: Vec<String>,
}

impl Parse for Head {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.parse()?;
        let mut words = Vec::new();
        loop {
            if input.peek(Ident) {
                words.push(input.parse::<Ident>()?.to_string());
            } else if input.peek(LitStr) {
                input.parse::<LitStr>()?;
            } else {
                break;
            }
        }
        // Neither constraints nor rows declare anything.
        input.step(|cursor| {
            let mut rest = *cursor;
            while let Some((_, next)) = rest.token_tree() {
                rest = next;
            }
            Ok(((), rest))
        })?;
        Ok(Self { name, words })
    }
}

impl Table {
    /// The table that a macro is for, if it is for one.
    pub(super) fn read(call: &Macro) -> Option<Self> {
        let mut macros = MACROS.iter();
        let (_, kind) = macros.find(|(name, _)| call.path.is_ident(name))?;
        Some(Self {
            kind: *kind,
            // `pretty` wrote the macro, so that it parses.
            head: call.parse_body().ok()?,
        })
    }

    /// The name of the type.
    pub(super) fn name(&self) -> &Ident {
        &self.head.name
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
    pub(super) fn functions(&self) -> Vec<(&str, &'static str)> {
        let words = self.head.words.iter().map(String::as_str);
        match self.kind {
            Kind::Model => words.filter_map(model_function).collect(),
            Kind::OpenEnum => open_enum::FUNCTIONS.to_vec(),
            Kind::TaggedUnion => words.take(1).map(|tag| (tag, "(&self) -> &str")).collect(),
            Kind::UntaggedUnion => Vec::new(),
        }
    }
}

/// The function that the macro of structs declares where its head has this word.
fn model_function(word: &str) -> Option<(&str, &'static str)> {
    let signature = match word {
        "extra" => "(&self) -> &Extra",
        "with_extra" => "(self, name: impl Into<String>, value: impl Into<Value>) -> Self",
        _ => return None,
    };
    Some((word, signature))
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
        let text = RUNTIME.replace("$crate::codegen::", "");
        let text = text
            .replace("::std::convert::", "")
            .replace("::std::string::", "");
        let declared = text.split("pub fn $").skip(1);
        let mut found: Vec<String> = declared
            .filter_map(|rest| rest.split_once(" {"))
            .map(|(signature, _)| signature.split_whitespace().collect::<Vec<_>>().join(" "))
            .map(|it| it.replace("( mut self", "(self").replace(", )", ")"))
            .collect();
        found.sort_unstable();
        let tables = [
            syn::parse_quote! { model! { Device extra declares_others with_extra; } },
            syn::parse_quote! { tagged_union! { Attempt "status" method allows_others; } },
            syn::parse_quote! { untagged_union! { Size any; Text, 0 => Branch::string(); } },
        ];
        let tables: Vec<Table> = tables.iter().filter_map(Table::read).collect();
        let functions = tables.iter().flat_map(Table::functions);
        let mut listed: Vec<String> = functions
            .map(|(name, signature)| format!("{name}{signature}"))
            .collect();
        listed.sort_unstable();
        assert_eq!(listed, found);
    }
}
