//! What `seamstress generate` prints.

use std::{fs, path::Path, process::Command};

#[test]
fn places_are_relative_to_the_folder_that_is_given() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("places");
    let pages = folder.join("docs/doors");
    fs::create_dir_all(&pages).expect("the folder can be written");
    let page = "```yaml /openapi.json post /a\nopenapi: 3.0.0\n";
    fs::write(pages.join("open.md"), page).expect("the page can be written");
    for input in ["docs", "docs/", "./docs//"] {
        let run = Command::new(env!("CARGO_BIN_EXE_seamstress"))
            .args(["generate", input, "--out", "client"])
            .current_dir(&folder)
            .output()
            .expect("the binary can be run");
        let printed = String::from_utf8_lossy(&run.stderr);
        assert!(printed.contains("--> doors/open.md:1:1\n"), "{printed}");
        assert!(!run.status.success());
    }
}
