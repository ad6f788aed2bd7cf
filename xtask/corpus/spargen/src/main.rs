//! Generates a crate with spargen, whose own program cannot: `spargen-crate <document> <folder>`.

use std::{env, error::Error, fs, path::Path, process::ExitCode};

use spargen::{CargoIntegration, Spec};

fn main() -> ExitCode {
    match generate() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn generate() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [document, folder] = &arguments[..] else {
        return Err("expected a document and a folder".into());
    };
    // What it cannot express is left out, as the other generators do.
    let spec = Spec::new(document).carve(true);
    let build = spec.clone().build(format!("{folder}/src/api.rs"));
    spargen::generate(&build.cargo(CargoIntegration::Off)).into_result()?;
    let dependencies = spargen::requirements(&spec)?.manifest_block();
    let folder = Path::new(folder);
    fs::write(folder.join("src/lib.rs"), "pub mod api;\n")?;
    fs::write(
        folder.join("Cargo.toml"),
        format!("{PACKAGE}{dependencies}"),
    )?;
    Ok(())
}

const PACKAGE: &str = "\
[package]
name = \"client\"
version = \"0.1.0\"
edition = \"2024\"

";
