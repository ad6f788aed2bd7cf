//! A whole docs site, and what became of it later.

use super::*;

/// A site that serves the corpus' pages from this folder.
fn serve(site: &DocsSite, folder: &Path) {
    site.clear();
    for (path, text) in files(folder) {
        let reply = Reply::page(text.replace("https://docs.seam.co/", &site.url("/")));
        // Links on the index name the site; pages are served as they are.
        let reply = if path == "llms.txt" {
            reply
        } else {
            Reply::page(text)
        };
        site.set(&format!("/{path}"), reply);
    }
}

/// Pages with an OpenAPI block, as anyone would look for them.
fn with_blocks(folder: &Path) -> BTreeMap<String, String> {
    let mut pages = files(folder);
    pages.retain(|_, text| text.contains("````yaml /openapi.json "));
    pages
}

#[test]
fn a_whole_site_comes_as_it_is_and_follows_it() {
    let folders = ["seam/pages", "seam/pages-next"].map(tests::corpus::find);
    let [Some(now), Some(next)] = folders else {
        return;
    };
    let desk = Desk::new(&[]);
    serve(&desk.site, &now);
    let report = desk.sync();
    assert_eq!(report.count(Fate::New), 201, "{}", report.summary());
    assert_eq!((report.listed, report.prose), (302, 101));
    assert_eq!(desk.files(), with_blocks(&now));
    let lock = desk.lock();

    // Twice by the command, which knows the site by now.
    for _ in 0..2 {
        let done = command::command(desk.specs.path()).output().unwrap();
        let told = String::from_utf8(done.stdout).unwrap();
        assert_eq!(done.status.code(), Some(0), "{told}");
        assert!(told.contains(": 201 unchanged\n"), "{told}");
        assert_eq!(
            (desk.files(), desk.lock()),
            (with_blocks(&now), lock.clone())
        );
    }

    serve(&desk.site, &next);
    let [before, after] = [&now, &next].map(|folder| with_blocks(folder));
    let is_new = |path: &&String| !before.contains_key(*path);
    let changed =
        |(path, text): &(&String, &String)| before.get(*path).is_some_and(|old| old != *text);
    let gone = before.keys().filter(|path| !after.contains_key(*path));
    let expected = [
        after.keys().filter(is_new).count(),
        after.iter().filter(changed).count(),
        gone.clone().count(),
    ];
    let report = desk.sync();
    let moved = report.count(Fate::Moved);
    let counts = [
        report.count(Fate::New) + moved,
        report.count(Fate::Changed),
        report.count(Fate::Gone) + moved,
    ];
    assert_eq!(counts, expected, "{}", report.summary());
    assert!(expected[1] > 0);
    let files = desk.files();
    for (path, text) in &after {
        assert_eq!(files.get(path), Some(text), "{path}");
    }
}
