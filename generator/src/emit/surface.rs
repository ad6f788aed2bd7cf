//! `api.txt`: the public surface, one line for each item, sorted.
//!
//! It is read off the files that were emitted, not off the IR, so that it
//! cannot say anything else than they do. A line that goes is a breaking change.

use quote::ToTokens;
use syn::{
    Attribute, Fields, FnArg, ImplItem, Item, ItemImpl, ReceiverKind, ReturnType, Signature,
    Visibility,
};

use super::FileTree;
use crate::pretty::HEADER;

/// The lines of every file under `src/`.
pub(super) fn list(tree: &FileTree) -> String {
    let mut lines: Vec<String> = Vec::new();
    for (path, text) in tree {
        let Some(module) = module(path) else { continue };
        // `pretty` wrote the file, so that it parses.
        if let Ok(file) = syn::parse_file(text) {
            items(&file.items, &module, &mut lines);
        }
    }
    lines.sort();
    lines.dedup();
    format!("# {HEADER}\n{}\n", lines.join("\n"))
}

/// The public module that shows a file's items, `::` at its end; `None` for
/// files that show nothing by themselves.
fn module(path: &str) -> Option<String> {
    let inner = path.strip_prefix("src/")?.strip_suffix(".rs")?;
    let parts: Vec<&str> = inner.split('/').collect();
    match parts[..] {
        ["client" | "routes" | "lib" | "webhook"] => Some(String::new()),
        ["wire", ..] | ["models", _] | ["models"] => Some("models::".to_owned()),
        ["routes", ref groups @ ..] => Some(format!("{}::", groups.join("::"))),
        _ => None,
    }
}

fn items(items: &[Item], module: &str, lines: &mut Vec<String>) {
    for item in items {
        match item {
            Item::Struct(item) if is_public(&item.vis) => {
                let name = format!("{module}{}", item.ident);
                lines.push(format!("{name}: struct{}", marks(&item.attrs)));
                fields(&item.fields, &name, lines);
            }
            Item::Enum(item) if is_public(&item.vis) => {
                let name = format!("{module}{}", item.ident);
                lines.push(format!("{name}: enum{}", marks(&item.attrs)));
                for variant in &item.variants {
                    let payload: Vec<String> = variant
                        .fields
                        .iter()
                        .map(|field| spell(&field.ty))
                        .collect();
                    let payload = if payload.is_empty() {
                        String::new()
                    } else {
                        format!("({})", payload.join(", "))
                    };
                    lines.push(format!("{name}::{}{payload}", variant.ident));
                }
            }
            Item::Type(item) if is_public(&item.vis) => {
                let (ty, marks) = (spell(&item.ty), marks(&item.attrs));
                lines.push(format!("{module}{} = {ty}{marks}", item.ident));
            }
            Item::Mod(item) if is_public(&item.vis) => {
                if let Some((_, inner)) = &item.content {
                    self::items(inner, &format!("{module}{}::", item.ident), lines);
                }
            }
            Item::Use(item) if is_public(&item.vis) && module.is_empty() => {
                let path = item.tree.to_token_stream().to_string().replace(' ', "");
                // Of our own modules, the items themselves are listed.
                if let Some(names) = path.strip_prefix("seamstress_runtime") {
                    lines.extend(exported(names));
                }
            }
            Item::Impl(item) => implementation(item, module, lines),
            _ => {}
        }
    }
}

/// `::{A,B}` and `asruntime`, as lines.
fn exported(names: &str) -> Vec<String> {
    let line = |name: &str| format!("{name}: of the runtime");
    match names.strip_prefix("::") {
        None => vec![line(names.trim_start_matches("as"))],
        Some(list) => {
            let names = list.trim_matches(['{', '}']).split(',');
            names.filter(|name| !name.is_empty()).map(line).collect()
        }
    }
}

fn fields(fields: &Fields, owner: &str, lines: &mut Vec<String>) {
    for field in fields.iter().filter(|field| is_public(&field.vis)) {
        if let Some(name) = &field.ident {
            lines.push(format!("{owner}.{name}: {}", spell(&field.ty)));
        }
    }
}

fn implementation(item: &ItemImpl, module: &str, lines: &mut Vec<String>) {
    let owner = format!("{module}{}", spell(&item.self_ty));
    match &item.trait_ {
        None => {
            for inner in &item.items {
                if let ImplItem::Fn(function) = inner
                    && is_public(&function.vis)
                {
                    lines.push(format!(
                        "{owner}::{}{}",
                        signature(&function.sig),
                        marks(&function.attrs)
                    ));
                }
            }
        }
        Some((path, _)) => {
            let name = spell(path);
            // What the runtime reads is no promise to users.
            let of_the_runtime = ["Model", "Wire", "TaggedUnion", "UntaggedUnion", "OpenEnum"]
                .contains(&name.as_str());
            if !of_the_runtime {
                lines.push(format!("{owner}: {name}"));
            }
        }
    }
}

fn signature(function: &Signature) -> String {
    let inputs: Vec<String> = function
        .inputs
        .iter()
        .map(|input| match input {
            FnArg::Receiver(receiver) if matches!(receiver.kind, ReceiverKind::Reference(..)) => {
                "&self".to_owned()
            }
            FnArg::Receiver(_) => "self".to_owned(),
            FnArg::Typed(argument) => format!("{}: {}", spell(&argument.pat), spell(&argument.ty)),
        })
        .collect();
    let output = match &function.output {
        ReturnType::Default => String::new(),
        ReturnType::Type(_, ty) => format!(" -> {}", spell(ty)),
    };
    format!("{}({}){output}", function.ident, inputs.join(", "))
}

/// ` non_exhaustive deprecated: Clone, Debug`, as far as it applies.
fn marks(attributes: &[Attribute]) -> String {
    let mut marks = String::new();
    for name in ["non_exhaustive", "deprecated"] {
        if attributes
            .iter()
            .any(|attribute| attribute.path().is_ident(name))
        {
            marks.push_str(&format!(" {name}"));
        }
    }
    let derives = attributes
        .iter()
        .find(|attribute| attribute.path().is_ident("derive"));
    if let Some(tokens) = derives.and_then(|derive| derive.meta.require_list().ok()) {
        marks.push_str(&format!(": {}", tidy(&tokens.tokens.to_string())));
    }
    marks
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// A type or path as people write it.
pub(super) fn spell(tokens: &impl ToTokens) -> String {
    // `prettyplease` knows how to space a type; what is none is tidied by hand.
    match syn::parse2::<syn::File>(quote::quote! { type T = #tokens; }) {
        Ok(file) => {
            let text = prettyplease::unparse(&file);
            let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let line = line.strip_prefix("type T = ").unwrap_or(&line);
            line.strip_suffix(';').unwrap_or(line).to_owned()
        }
        Err(_) => tidy(&tokens.to_token_stream().to_string()),
    }
}

fn tidy(text: &str) -> String {
    text.replace(" ,", ",")
        .replace(" :: ", "::")
        .replace("< ", "<")
        .replace(" >", ">")
}
