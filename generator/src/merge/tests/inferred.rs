//! Pages without an OpenAPI block.

use super::*;

const LEGACY: &str = "\
Tag a Thing
POST /a HTTP/1.1
Host: old.example.test
Content-Length: 8
{
\"x\": 1
}{
\"ok\": true
}Request
";

#[test]
fn evidence_is_used_only_where_no_document_describes_the_operation() {
    let other = LEGACY.replace("POST /a", "POST /z");
    let run = run(&[
        page("/a", &[]),
        ("old/a.txt".to_owned(), LEGACY.to_owned()),
        ("old/z.txt".to_owned(), other),
    ]);
    assert_eq!(run.codes(), [(Severity::Warning, Code::SampleLength); 2]);
    assert_eq!(run.document.operations(), 2);
    assert_eq!(
        run.document.inferred,
        BTreeSet::from([("post".to_owned(), "/z".to_owned())])
    );
    assert_eq!(run.document.api.servers[0].url, "https://api.example.test");
    let origin = run
        .document
        .origins
        .of(&"/paths/~1z/post/requestBody".parse().unwrap());
    assert_eq!(&*origin.page, "old/z.txt");
}

#[test]
fn evidence_alone_makes_a_document() {
    let run = run(&[(
        "old/a.txt".to_owned(),
        LEGACY.replace("Length: 8", "Length: 7"),
    )]);
    assert_eq!(run.diagnostics, []);
    assert_eq!(run.document.api.servers[0].url, "https://old.example.test");
    assert_eq!(run.document.operations(), 1);
}
