//! `cargo xtask tidy`: checks the sources against the invariants of ARCHITECTURE.md.

mod architecture;
mod dependencies;
mod graph;
mod imports;
mod layers;
mod length;
mod paths;
mod reserved;
mod source;
mod supply;
mod words;

use anyhow::{Result, ensure};

pub(crate) fn run() -> Result<()> {
    let checks = [
        length::check,
        words::check,
        imports::check,
        layers::check,
        architecture::check,
        reserved::check,
        dependencies::check,
        supply::check,
    ];
    let mut errors = Vec::new();
    for check in checks {
        errors.extend(check()?);
    }
    ensure!(errors.is_empty(), "{}", errors.join("\n"));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sources_keep_every_invariant() {
        run().unwrap();
    }
}
