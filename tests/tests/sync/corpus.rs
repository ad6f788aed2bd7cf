//! A whole documentation site, and a later version of it.

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

/// Pages with an OpenAPI block, and those of objects, as anyone would look for them.
fn about_the_api(folder: &Path) -> BTreeMap<String, String> {
    let mut pages = files(folder);
    pages.retain(|path, text| {
        text.contains("````yaml /openapi.json ") || path.ends_with("/object.md")
    });
    pages
}

#[test]
fn a_whole_site_is_fetched_and_updated() {
    let folders = ["seam/pages", "seam/pages-next"].map(tests::corpus::find);
    let [Some(now), Some(next)] = folders else {
        return;
    };
    let fixture = Fixture::new(&[]);
    serve(&fixture.site, &now);
    let report = fixture.sync();
    assert_eq!(report.count(Outcome::New), 243, "{}", report.summary());
    assert_eq!((report.listed, report.not_api), (302, 59));
    assert_eq!(fixture.files(), about_the_api(&now));
    let lock = fixture.lock();

    // Twice by the command, which knows the site by now.
    for _ in 0..2 {
        let output = command::command(fixture.specs.path()).output().unwrap();
        let stdout = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(0), "{stdout}");
        assert!(stdout.contains(": 243 unchanged\n"), "{stdout}");
        assert_eq!(
            (fixture.files(), fixture.lock()),
            (about_the_api(&now), lock.clone())
        );
    }

    serve(&fixture.site, &next);
    let [before, after] = [&now, &next].map(|folder| about_the_api(folder));
    let is_new = |path: &&String| !before.contains_key(*path);
    let changed =
        |(path, text): &(&String, &String)| before.get(*path).is_some_and(|old| old != *text);
    let gone = before.keys().filter(|path| !after.contains_key(*path));
    let expected = [
        after.keys().filter(is_new).count(),
        after.iter().filter(changed).count(),
        gone.clone().count(),
    ];
    let report = fixture.sync();
    let moved = report.count(Outcome::Moved);
    let counts = [
        report.count(Outcome::New) + moved,
        report.count(Outcome::Changed),
        report.count(Outcome::Missing) + moved,
    ];
    assert_eq!(counts, expected, "{}", report.summary());
    assert!(expected[1] > 0);
    let files = fixture.files();
    for (path, text) in &after {
        assert_eq!(files.get(path), Some(text), "{path}");
    }
}
