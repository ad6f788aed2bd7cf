//! Pages that show how to call operations, and describe none.

use super::{documents::operations, *};

/// A command and the JSON that it prints.
const CALL: &str = "# List dogs\n\n```bash\ncurl https://api.example.com/dogs\n```\n\n\
    ```json\n{ \"dogs\": [{ \"id\": \"d1\", \"age\": 3 }] }\n```\n";

const GUIDE: &str = "# Guide\n\nProse.\n";

/// Publishes pages whose requests can be conditional.
fn publish(fixture: &Fixture, pages: &[(&str, &str)]) {
    fixture.publish(pages);
    for (path, text) in pages {
        let reply = Reply::page(*text).versioned();
        fixture.site.set(&format!("/{path}"), reply);
    }
}

#[test]
fn a_site_that_only_calls_its_operations_is_read_from_the_calls() {
    let fixture = Fixture::new(&[]);
    publish(&fixture, &[("dogs.md", CALL), ("guide.md", GUIDE)]);
    let report = fixture.sync();
    assert_eq!((report.count(Outcome::New), report.not_api), (1, 1));
    assert_eq!(fixture.files(), texts(&[("dogs.md", CALL)]));
    assert_eq!(operations(&fixture), 1);
    let lock = fixture.lock();
    assert_eq!(fixture.sync().count(Outcome::Unchanged), 1);
    assert_eq!(fixture.lock(), lock);
}

#[test]
fn calls_are_left_out_while_another_page_describes_an_operation() {
    let fixture = Fixture::new(&[]);
    let described = page("/dogs/get", "1");
    publish(&fixture, &[("dogs.md", CALL), ("get.md", &described)]);
    let report = fixture.sync();
    assert_eq!((report.count(Outcome::New), report.not_api), (1, 1));
    assert_eq!(fixture.text("dogs.md"), None);
    // The site now has a guide in its place, and has not changed the page with the call.
    publish(&fixture, &[("dogs.md", CALL), ("guide.md", GUIDE)]);
    assert_eq!(fixture.sync().count(Outcome::New), 1);
    assert_eq!(fixture.text("dogs.md").as_deref(), Some(CALL));
    // The operation is described again, which makes the call a guide.
    publish(&fixture, &[("dogs.md", CALL), ("get.md", &described)]);
    let report = fixture.sync();
    let missing: Vec<_> = report.pages_with(Outcome::Missing).collect();
    assert_eq!(missing.len(), 1, "{}", report.summary());
    assert_eq!(missing[0].path, "dogs.md");
}

#[test]
fn calls_are_left_out_where_the_site_has_a_document() {
    let fixture = Fixture::new(&[("dogs.md", CALL)]);
    let document = "openapi: 3.0.3\ninfo: {title: Kennel, version: 1.0.0}\npaths: {}\n";
    fixture.site.set("/openapi.yaml", Reply::page(document));
    let report = fixture.sync();
    assert_eq!((report.count(Outcome::New), report.not_api), (1, 1));
    assert_eq!(fixture.files(), texts(&[("openapi.yaml", document)]));
}
