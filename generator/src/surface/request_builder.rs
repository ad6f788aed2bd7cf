//! What the runtime's macro `request_builder` declares.

use syn::{
    Attribute, Ident, LitBool, Macro, Token, Type, parenthesized,
    parse::{Parse, ParseStream},
};

use crate::{pretty::one_line, reserved};

/// The method `maybe`, which types with setters have as well.
pub(super) const MAYBE: (&str, &str) = (
    "maybe",
    "(self, value: Option<T>, set: impl FnOnce(Self, T) -> Self) -> Self",
);

/// The macro of what every request builder has.
const REQUEST_BUILDER: &str = "request_builder";

/// The constant of every request builder, and its type.
pub(super) const CONSTANT: (&str, &str) = ("OPERATION", "&'static OperationSpec");

/// The traits that every request builder derives.
pub(super) const DERIVES: &[&str] = &["Clone", "Debug"];

/// The trait of every request builder.
pub(super) const TRAIT: &str = "IntoFuture";

/// The methods of every request builder, as those of [`OPTIONS`].
const METHODS: &[(&str, &str)] = &[
    MAYBE,
    ("call", "(self) -> Call<$output>"),
    ("send", "(self) -> Pending<$output>"),
];

/// The options, and the signatures of their methods; `$output` is what the call returns.
const OPTIONS: &[(&str, &str)] = &[
    ("deadline", "(self, deadline: Duration) -> Self"),
    ("header", "(self, name: &str, value: &str) -> Self"),
    (
        "param",
        "(self, name: &str, value: impl Into<Value>) -> Self",
    ),
    ("retries", "(self, retries: u32) -> Self"),
    ("timeout", "(self, timeout: Duration) -> Self"),
    ("wait_timeout", "(self, timeout: Duration) -> Self"),
    ("with_response", "(self) -> Call<Response<$output>>"),
];

/// `request_builder! { pub struct List(LIST, params: Params) -> Page<Device>; timeout = false; }`
pub(super) struct RequestBuilder {
    builder: Ident,
    params: Option<(Ident, Type)>,
    output: Type,
    /// The options that this request builder has, or has not, other than most.
    options: Vec<(Ident, bool)>,
}

impl Parse for RequestBuilder {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Attribute::parse_outer(input)?;
        input.parse::<Token![pub]>()?;
        input.parse::<Token![struct]>()?;
        let builder = input.parse()?;
        let arguments;
        parenthesized!(arguments in input);
        arguments.parse::<Ident>()?;
        let params = match arguments.parse::<Option<Token![,]>>()? {
            Some(_) => {
                let name = arguments.parse()?;
                arguments.parse::<Token![:]>()?;
                Some((name, arguments.parse()?))
            }
            None => None,
        };
        input.parse::<Token![->]>()?;
        let output = input.parse()?;
        input.parse::<Token![;]>()?;
        let mut options = Vec::new();
        while !input.is_empty() {
            let option = input.parse()?;
            input.parse::<Token![=]>()?;
            options.push((option, input.parse::<LitBool>()?.value));
            input.parse::<Token![;]>()?;
        }
        Ok(Self {
            builder,
            params,
            output,
            options,
        })
    }
}

impl RequestBuilder {
    /// The request builder that a macro is for, if it is for one.
    pub(super) fn read(call: &Macro) -> Option<Self> {
        let is_own = call.path.is_ident(REQUEST_BUILDER);
        // `pretty` wrote the macro, so that it parses.
        is_own.then(|| call.parse_body().ok()).flatten()
    }

    /// The name of its type.
    pub(super) fn name(&self) -> String {
        self.builder.to_string()
    }

    /// The field of the parameters and its type, where it has some.
    pub(super) fn params(&self) -> Option<(String, String)> {
        let (name, ty) = self.params.as_ref()?;
        Some((name.to_string(), one_line(ty)))
    }

    /// The methods, each with its signature.
    pub(super) fn methods(&self) -> impl Iterator<Item = (&'static str, String)> {
        let output = one_line(&self.output);
        let options = OPTIONS.iter().filter(|(name, _)| self.has(name));
        let methods = METHODS.iter().chain(options);
        methods.map(move |(name, signature)| (*name, signature.replace("$output", &output)))
    }

    fn has(&self, name: &str) -> bool {
        let mut rows = self.options.iter();
        let row = rows.find(|(option, _)| option == name);
        row.map_or(reserved::OPTIONS.contains(&name), |(_, is_own)| *is_own)
    }
}

#[cfg(test)]
mod tests {
    use quote::ToTokens;
    use syn::{FnArg, ImplItemFn};

    use super::*;

    /// The text of the macros.
    const RUNTIME: &str = include_str!("../../../runtime/src/client/options.rs");

    #[test]
    fn signatures_are_those_of_the_macros() {
        for (name, signature) in METHODS.iter().chain(OPTIONS) {
            let start = RUNTIME
                .find(&format!("pub fn {name}"))
                .unwrap_or_else(|| panic!("no macro declares `{name}`"));
            let text = RUNTIME[start..].split_once(" {").unwrap().0;
            let text = text
                .replace("$crate::serde_json::", "")
                .replace("$crate::codegen::", "")
                .replace("$crate::", "")
                .replace("::std::time::", "")
                .replace("<$output>", "<Output>");
            let function: ImplItemFn = syn::parse_str(&format!("{text} {{}}")).unwrap();
            let inputs = function.sig.inputs.iter().map(|input| match input {
                FnArg::Receiver(_) => "self".to_owned(),
                FnArg::Typed(argument) => {
                    let name = argument.pat.to_token_stream();
                    format!("{name}: {}", one_line(&argument.ty))
                }
            });
            let inputs: Vec<String> = inputs.collect();
            let syn::ReturnType::Type(_, output) = &function.sig.output else {
                panic!("`{name}` returns nothing");
            };
            let found = format!("({}) -> {}", inputs.join(", "), one_line(output));
            assert_eq!(found, signature.replace("$output", "Output"), "{name}");
        }
    }

    #[test]
    fn each_option_has_a_row() {
        for (name, _) in OPTIONS {
            let row = format!("$({name} = ${name}:literal;)?");
            assert_eq!(RUNTIME.matches(&row).count(), 1, "{name}");
        }
        let rows = RUNTIME.matches(":literal;)?").count();
        assert_eq!(rows, OPTIONS.len());
    }

    #[test]
    fn what_every_request_builder_has_is_listed() {
        let functions = RUNTIME.matches("pub fn ").count();
        assert_eq!(functions, METHODS.len() + OPTIONS.len());
        let (name, ty) = CONSTANT;
        let constant = format!("pub const {name}: {ty} =");
        assert!(RUNTIME.replace("$crate::codegen::", "").contains(&constant));
        assert_eq!(RUNTIME.matches("pub const ").count(), 1);
        assert!(RUNTIME.contains(&format!("{TRAIT} for $builder")));
        assert_eq!(RUNTIME.matches(" for $builder").count(), 1);
        let derives = format!("#[derive({})]", DERIVES.join(", "));
        assert_eq!(RUNTIME.matches(&derives).count(), 1);
    }
}
