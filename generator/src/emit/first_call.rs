//! `README.md` and `examples/first_call.rs` of a new crate: a first call of the API's own.

mod client;

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Map, Value, json};

use super::{
    Context,
    doc::{the_api, wire},
    example,
};
use crate::{
    coverage::Coverage,
    file_tree::FileTree,
    ident::RustIdent,
    ir::{Api, Argument, Field, Names, Operation, ReturnedValue, Shape, Signature, TypeKind},
    json_type::JsonType,
};

/// What a new crate has in addition to its manifest and its sources. It belongs to the maintainers of the
/// crate: codegen writes it once.
#[derive(Clone, Debug, Default)]
pub struct Starter {
    /// `README.md`, and `examples/first_call.rs` where something can be called.
    pub files: FileTree,
    /// What the example needs in the manifest.
    pub manifest: String,
}

/// The files that a new crate of `api` starts with. The README lists what the documentation leaves
/// out.
pub fn starter(api: &Api, names: &Names, coverage: &Coverage) -> Starter {
    let cx = Context { api, names };
    let first = first_call(cx);
    let mut starter = Starter::default();
    let readme = readme(cx, first.as_ref(), coverage);
    starter.files.insert("README.md".to_owned(), readme);
    if let Some(first) = first {
        let feature = api.features.of_group(&first.operation.namespace);
        let needed = feature.map(|feature| {
            let name = names.feature(feature);
            format!("\n[[example]]\nname = \"first_call\"\nrequired-features = [\"{name}\"]\n")
        });
        starter.manifest = format!(
            "\n[dev-dependencies]\ntokio = {{ version = \"1\", default-features = false, features = [\"macros\", \"rt\"] }}\n{}",
            needed.unwrap_or_default()
        );
        let program = format!("//! A first call.\n\n{}", first.program);
        let path = "examples/first_call.rs".to_owned();
        starter.files.insert(path, program);
    }
    starter
}

/// A call, and a program that makes it.
struct FirstCall<'a> {
    operation: &'a Operation,
    program: String,
}

/// The call that is easiest to make: of operations that only read, and of those, one that needs
/// least and shows a type of the API. `None` where no operation can be called with strings and
/// numbers.
fn first_call(cx: Context<'_>) -> Option<FirstCall<'_>> {
    let operations = cx.api.operations.values();
    let operations = operations.filter(|operation| operation.lifecycle.deprecated.is_none());
    let mut operations: Vec<&Operation> = operations.filter(|it| !is_stream(it)).collect();
    operations.sort_by_key(|operation| {
        let is_doubtful = operation.lifecycle.inferred;
        let reads = operation.behavior.safe || operation.key.method == "GET";
        let returns_nothing = matches!(operation.returns().value, ReturnedValue::Nothing);
        let needed = required(operation).len();
        let shape = operation.returns().value.shape();
        (
            is_doubtful,
            !reads,
            returns_nothing,
            needed,
            !shape.is_some_and(has_type),
            &operation.key,
        )
    });
    operations.into_iter().find_map(|operation| {
        let values = values(cx, operation)?;
        let call = example::call(cx, operation, &values)?;
        Some(FirstCall {
            operation,
            program: program(cx, operation, &call)?,
        })
    })
}

/// Whether a value is one of the API's own types, or a list of them.
fn has_type(shape: &Shape) -> bool {
    match shape {
        Shape::Type(_) => true,
        Shape::List(item) => has_type(&item.shape),
        _ => false,
    }
}

/// What must be given.
fn required(operation: &Operation) -> Vec<&Argument> {
    let fields = operation.signature.fields();
    let arguments = fields.map(|it| it.positional.iter().chain(&it.named));
    arguments.into_iter().flatten().collect()
}

/// A value for each required parameter, by its name; `None` where the whole body is one.
fn values(cx: Context<'_>, operation: &Operation) -> Option<Value> {
    if matches!(operation.signature, Signature::Body(_)) {
        return None;
    }
    let fields = required(operation)
        .into_iter()
        .map(|argument| match argument {
            Argument::Field(field) => Some(field),
            Argument::OneOf(one_of) => one_of.fields.first(),
        });
    let values = fields.map(|field| {
        let field = field?;
        Some((field.wire.clone(), value(cx, field)?))
    });
    values.collect::<Option<Map<_, _>>>().map(Value::Object)
}

fn value(cx: Context<'_>, field: &Field) -> Option<Value> {
    match &field.shape {
        Shape::Scalar(scalar) => match scalar.info().json {
            JsonType::String if scalar.takes_any_string() => Some(json!(field.wire)),
            JsonType::Integer => Some(json!(1)),
            JsonType::Number => Some(json!(1.5)),
            JsonType::Boolean => Some(json!(true)),
            _ => None,
        },
        Shape::Type(key) => match &cx.api.type_at(key)?.kind {
            TypeKind::Enum(inner) => inner.values.first().map(|value| json!(value)),
            _ => None,
        },
        _ => None,
    }
}

fn program(cx: Context<'_>, operation: &Operation, call: &TokenStream) -> Option<String> {
    let names = cx.names;
    let (library, client, variable) = (names.library(), names.client(), names.client_variable());
    let groups = names.group_path(&operation.namespace);
    let prints = !matches!(operation.returns().value, ReturnedValue::Nothing);
    let bind = prints.then(|| {
        let name = names.result_variable(&operation.key);
        quote! { let #name = }
    });
    let print = prints.then(|| {
        let name = names.result_variable(&operation.key);
        let format = format!("{{{}:?}}", RustIdent::plain(name));
        quote! { println!(#format); }
    });
    let (made, imports) = client::client(cx, operation);
    let import = quote! { use #library::#client; };
    let main = quote! {
        #[tokio::main(flavor = "current_thread")]
        async fn main() -> Result<(), Box<dyn std::error::Error>> {
            let #variable = #made;
            #bind #variable #(.#groups())* #call.await?;
            #print
            Ok(())
        }
    };
    let parts = [imports, import, main].into_iter();
    let parts = parts.filter(|it| !it.is_empty()).map(|part| {
        let file = syn::parse2::<syn::File>(part).ok()?;
        Some(prettyplease::unparse(&file))
    });
    Some(parts.collect::<Option<Vec<_>>>()?.join("\n"))
}

/// Whether the call returns a stream, which a loop would have to read.
fn is_stream(operation: &Operation) -> bool {
    matches!(
        operation.returns().value,
        ReturnedValue::Events(_) | ReturnedValue::Lines(_)
    )
}

/// `README.md`
fn readme(cx: Context<'_>, first: Option<&FirstCall<'_>>, coverage: &Coverage) -> String {
    let Context { api, names } = cx;
    let package = &api.client.package;
    let mut parts = vec![
        format!("# {package}"),
        format!("A typed client for {}.", the_api(&api.title, wire)),
    ];
    if let Some(first) = first {
        parts.push(format!("```rust,no_run\n{}```", first.program));
        let variables = api.client.credentials.iter();
        let variables = variables.filter_map(|it| it.variable.as_deref());
        let variables: Vec<String> = variables.map(wire).collect();
        if !variables.is_empty() {
            parts.push(format!(
                "`from_env` reads the credential from {}; `{}::builder()` takes it as an argument.",
                variables.join(" or "),
                names.client()
            ));
        }
    }
    parts.push("## Features".to_owned());
    let feature = first.and_then(|it| api.features.of_group(&it.operation.namespace));
    if let Some(feature) = feature {
        parts.push(format!(
            "Each group of operations is a feature, and all are on by default. A program that needs one of them compiles faster with that one alone:\n\n```toml\n[dependencies]\n{package} = {{ version = \"0.1\", default-features = false, features = [\"reqwest\", {:?}] }}\n```",
            names.feature(feature)
        ));
    }
    parts.push(
        "With `validate`, which is off by default, `.validate()` of a value compares it with the lengths, limits and patterns that the documentation states, and returns all that differs."
            .to_owned(),
    );
    parts.extend(gaps(coverage));
    parts.join("\n\n") + "\n"
}

/// How many gaps the README lists.
const GAP_LIMIT: usize = 40;

/// What the client lacks because the documentation leaves it out; `None` if that is nothing.
fn gaps(coverage: &Coverage) -> Option<String> {
    let gaps = coverage.gaps();
    let shown = gaps.iter().take(GAP_LIMIT);
    let mut lines: Vec<String> = shown.map(|gap| format!("- {}", gap.text)).collect();
    if gaps.len() > GAP_LIMIT {
        lines.push("- and more: `seamstress generate --json` lists all as `coverage`".to_owned());
    }
    let heading = "## What the documentation leaves out";
    (!lines.is_empty()).then(|| format!("{heading}\n\n{}", lines.join("\n")))
}
