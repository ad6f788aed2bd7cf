//! The program that decodes and encodes instances of one document: its models, and a table of
//! named schemas.

use std::{collections::BTreeSet, fs, path::PathBuf};

use seamstress_codegen::{
    Output,
    emit::with_features,
    file_tree::FileTree,
    ir::{Names, Root, Scalar, Shape, TypeDef, TypeKey, TypeKind, Types},
};

use crate::{crates::Crates, here, workspace};

/// A named schema that is a type.
#[derive(Clone, Debug)]
pub(super) struct Type {
    /// The name of the schema.
    pub(super) schema: String,
    /// Whether responses contain it.
    pub(super) is_received: bool,
    /// The name of the type.
    rust: String,
}

/// The named schemas that are types of the crate.
///
/// # Errors
///
/// Where the crate has no names.
pub(super) fn types(output: &Output) -> Result<Vec<Type>, String> {
    let names = names(output)?;
    let mut found = Vec::new();
    for (key, def) in output.api.types.iter() {
        let (Root::Component(schema), []) = (key.root(), key.steps()) else {
            continue;
        };
        if !def.usage.is_emitted() || matches!(def.kind, TypeKind::Alias(_)) {
            continue;
        }
        if has_files(&output.api.types, def, &mut BTreeSet::new()) {
            continue;
        }
        found.push(Type {
            schema: schema.clone(),
            is_received: def.usage.received,
            rust: names.ty(key).to_string(),
        });
    }
    Ok(found)
}

/// Whether values contain files: they are bodies of forms and have no JSON.
fn has_files<'a>(types: &'a Types, def: &'a TypeDef, seen: &mut BTreeSet<&'a TypeKey>) -> bool {
    let mut found = false;
    let mut inner = Vec::new();
    for shape in def.shapes() {
        shape.walk(&mut |shape| match shape {
            Shape::Scalar(Scalar::Upload) => found = true,
            Shape::Type(key) => inner.push(key),
            _ => {}
        });
    }
    found
        || inner.into_iter().any(|key| {
            let target = types.get(key).filter(|_| seen.insert(key));
            target.is_some_and(|def| has_files(types, def, seen))
        })
}

/// Writes and compiles the program.
///
/// # Errors
///
/// Where it does not compile.
pub(super) fn build(
    crates: &mut Crates,
    document: &str,
    output: &Output,
    types: &[Type],
) -> Result<PathBuf, String> {
    let name = format!("truth-{document}");
    let main = here("truth/main.rs");
    let main = fs::read_to_string(&main).map_err(|error| format!("{}: {error}", main.display()))?;
    let mut files: FileTree = output
        .files
        .iter()
        .filter(|(path, _)| path.starts_with("src/models"))
        .map(|(path, text)| (path.clone(), text.clone()))
        .collect();
    files.insert("Cargo.toml".to_owned(), manifest(&name, output)?);
    files.insert("src/main.rs".to_owned(), format!("{ALLOW}{main}"));
    files.insert("src/table.rs".to_owned(), table(types));
    crates
        .add_package(&name, &files)
        .map_err(|error| error.to_string())?;
    crates.cargo(&["build", "--quiet"])?;
    Ok(crates.program(&name))
}

/// The types alone use a part of themselves.
const ALLOW: &str = "#![allow(dead_code, deprecated, unused_imports)]\n";

/// The manifest, with the features that the modules of the types are part of, all of them on.
fn manifest(name: &str, output: &Output) -> Result<String, String> {
    let runtime = workspace().join("runtime");
    let manifest = format!(
        "[package]\nname = {name:?}\nedition = \"2024\"\n\n[dependencies]\n\
         seamstress-runtime = {{ path = {:?}, default-features = false, features = [\"validate\"] }}\nserde_json = \"1\"\n",
        runtime.display().to_string()
    );
    with_features(&manifest, &output.api, names(output)?, &output.lock)
        .map_err(|error| error.to_string())
}

fn names(output: &Output) -> Result<&Names, String> {
    output
        .names
        .as_ref()
        .ok_or_else(|| "the types have no names".to_owned())
}

fn table(types: &[Type]) -> String {
    let arms = types
        .iter()
        .map(|it| format!("        {:?} => pass::<models::{}>,\n", it.schema, it.rust));
    format!(
        "{TABLE}{}        _ => return None,\n    }};\n    Some(pass(json, drift, violations))\n}}\n",
        arms.collect::<String>()
    )
}

const TABLE: &str = "\
//! The types of named schemas.

use seamstress_runtime::{Drift, Validate, Violation, decode_observed, encode, wire::Wire};

use crate::models;

type Passed = Result<Vec<u8>, Box<dyn std::error::Error>>;
type Pass = fn(&[u8], &mut Vec<Drift>, &mut Vec<Violation>) -> Passed;

fn pass<T: Wire>(json: &[u8], drift: &mut Vec<Drift>, violations: &mut Vec<Violation>) -> Passed {
    let value = decode_observed::<T>(json, drift)?;
    if let Err(error) = value.validate() {
        violations.extend_from_slice(error.violations());
    }
    Ok(encode(&value)?)
}

/// `json` as the type of `schema`, and back.
pub(crate) fn again(
    schema: &str,
    json: &[u8],
    drift: &mut Vec<Drift>,
    violations: &mut Vec<Violation>,
) -> Option<Passed> {
    let pass: Pass = match schema {
";
