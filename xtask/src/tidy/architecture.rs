//! What ARCHITECTURE.md has to show: every module of the generator, and the layers of each
//! crate.

use anyhow::Result;

use super::{layers::CRATES, source::read};
use crate::root;

/// Modules that the page does not name, and drawings that differ from the table.
pub(super) fn check() -> Result<Vec<String>> {
    let page = read(&root().join("ARCHITECTURE.md"))?;
    let lib = read(&root().join("generator/src/lib.rs"))?;
    let modules = lib
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    let mut errors: Vec<String> = modules
        .filter(|module| !page.contains(&format!("`{module}`")))
        .map(|module| format!("ARCHITECTURE.md does not name `{module}`"))
        .collect();
    for krate in CRATES {
        let expected = krate.drawing();
        if drawing(&page, krate.package) != Some(&expected) {
            errors.push(format!(
                "ARCHITECTURE.md: the layers of `{0}` differ from the table in xtask/src/tidy/layers.rs; write:\n\n<!-- layers of {0} -->\n```text\n{expected}```",
                krate.package
            ));
        }
    }
    Ok(errors)
}

/// The lines of the code block after the marker of a package.
fn drawing<'a>(page: &'a str, package: &str) -> Option<&'a str> {
    let (_, block) = page.split_once(&format!("<!-- layers of {package} -->\n```text\n"))?;
    let (lines, _) = block.split_once("```")?;
    Some(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_shows_the_table() {
        let page = read(&root().join("ARCHITECTURE.md")).unwrap();
        for krate in CRATES {
            let shown = drawing(&page, krate.package);
            assert_eq!(shown, Some(&*krate.drawing()), "{}", krate.package);
        }
    }
}
