//! What the page holds, whatever the documentation says. That it works is tested in a browser.

use seamstress_codegen::{Input, generate, source::Source};

use super::*;
use crate::{Change, review};

const PAGE: &str = "\
# Get a door

````yaml /openapi.json post /doors/get
openapi: 3.0.0
info: {title: House, version: 1.0.0}
servers:
  - url: https://api.doors.example
paths:
  /doors/get:
    post:
      responses:
        '200':
          description: OK
          content:
            application/json:
              schema:
                type: object
                required: [door]
                properties:
                  door:
                    $ref: '#/components/schemas/door'
components:
  schemas:
    door:
      type: object
      required: [name]
      properties:
        name:
          type: string
````
";

fn side(text: &str) -> Output {
    generate(Input {
        sources: vec![Source {
            path: "pages/doors/get.md".to_owned(),
            text: text.to_owned(),
        }],
        ..Input::default()
    })
}

#[test]
fn the_lines_of_the_page_and_of_the_crate_stand_beside_each_other() {
    let (before, after) = (
        side(PAGE),
        side(&PAGE.replace("      required: [name]\n", "")),
    );
    let review = review(&before, &after, "").unwrap();
    let page = html(&review, &before, &after, &ReportContext::default());
    let hunks = page.split_once("<div class=\"hunks\">").unwrap().1;
    let hunks = hunks.split_once("</div>").unwrap().0;
    let hunks: Vec<&str> = hunks.trim().lines().map(str::trim_end).collect();
    insta::assert_snapshot!(hunks.join("\n"), @r#"
    <figure>
    <figcaption>pages/doors/get.md:23</figcaption>
    <pre tabindex="0"> schemas:
       door:
         type: object
    <del>-    required: [name]</del>
         properties:
           name:
             type: string
    </pre>
    </figure>
    <figure>
    <figcaption>src/models/door.rs:4</figcaption>
    <pre tabindex="0">
     model! {
         /// The `Door` of the API.
    <del>-    pub struct Door extra;</del>
    <ins>+    pub struct Door: Default extra;</ins>
         /// `name`.
    <del>-    name: String = required &quot;name&quot;;</del>
    <ins>+    name: Option&lt;String&gt; = optional &quot;name&quot;;</ins>
     }
    </pre>
    </figure>
    "#);
}

#[test]
fn styles_and_scripts_are_let_in_by_their_digests_only() {
    let (before, after) = (side(PAGE), side(PAGE));
    let page = html(
        &Review::default(),
        &before,
        &after,
        &ReportContext::default(),
    );
    for (start, end) in [("<style>", "</style>"), ("<script>", "</script>")] {
        let text = page.split_once(start).unwrap().1.split_once(end).unwrap().0;
        assert!(page.contains(&digest(text)), "{start}");
        assert_eq!(page.matches(start).count(), 1);
    }
    // The digest of nothing, as everybody computes it.
    assert_eq!(
        digest(""),
        "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
    );
}

#[test]
fn alike_changes_are_one_article_and_each_has_an_anchor() {
    let (before, after) = (side(PAGE), side(PAGE));
    let optional = side(&PAGE.replace("      required: [name]\n", ""));
    let mut review = review(&before, &optional, "").unwrap();
    let first = review.changes[0].clone();
    review.changes = [("Door", "000000000004"), ("Gate", "000000000005")]
        .map(|(owner, fingerprint)| Change {
            item: format!("models::{owner}.name"),
            fingerprint: fingerprint.to_owned(),
            ..first.clone()
        })
        .into();
    let page = html(&review, &before, &after, &ReportContext::default());
    assert_eq!(page.matches("<article ").count(), 1);
    assert!(page.contains("<article id=\"change-000000000004\""));
    assert!(page.contains("data-count=\"2\""));
    assert!(page.contains("<li id=\"change-000000000005\"><code>models::Gate.name</code>"));
    assert!(page.contains("<code>models::Door.name</code></a> and 1 more</td>"));
}

#[test]
fn a_page_of_thousands_of_changes_stays_small_enough_to_open() {
    let (before, after) = (
        side(PAGE),
        side(&PAGE.replace("      required: [name]\n", "")),
    );
    let mut review = review(&before, &after, "").unwrap();
    let first: Change = review.changes[0].clone();
    review.changes = (0..5_000)
        .map(|number| Change {
            summary: format!("change {number}"),
            fingerprint: format!("{number:012x}"),
            ..first.clone()
        })
        .collect();
    let page = html(&review, &before, &after, &ReportContext::default());
    assert_eq!(page.matches("<article ").count(), 5_000);
    assert!(page.len() < 6_000_000, "{}", page.len());
    assert!(page.contains("the report is too large"));
}
