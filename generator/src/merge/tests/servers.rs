//! Pages that name different servers.

use super::*;

const URL: &str = "- url: https://api.example.test";

fn on(path: &str, servers: &str) -> (String, String) {
    page(path, &[(URL, servers)])
}

fn servers(run: &Run) -> Vec<&str> {
    let servers = run.document.api.servers.iter();
    servers.map(|server| server.url.as_str()).collect()
}

fn own_servers<'a>(run: &'a Run, path: &str) -> Vec<&'a str> {
    let item = run.document.api.paths.paths[path].as_item().unwrap();
    let own = item.post.as_ref().unwrap().servers.iter();
    own.map(|server| server.url.as_str()).collect()
}

#[test]
fn the_servers_of_most_operations_are_those_of_the_client() {
    let other = "- url: https://files.example.test\n  - url: https://backup.example.test";
    let run = run_with(
        &[on("/a", other), page("/b", &[]), page("/c", &[])],
        &TOLERANT,
    );
    assert_eq!(servers(&run), ["https://api.example.test"]);
    assert_eq!(
        own_servers(&run, "/a"),
        ["https://files.example.test", "https://backup.example.test"]
    );
    assert!(own_servers(&run, "/b").is_empty());
    assert_eq!(run.codes(), [(Severity::Warning, Code::OtherServer)]);
    let pointer = "/paths/~1a/post/servers/1/url".parse().unwrap();
    assert_eq!(
        run.document.origins.of(&pointer).to_string(),
        "a.md#/servers/1/url"
    );
}

#[test]
fn of_equally_many_the_first_page_decides() {
    let run = run_with(
        &[page("/b", &[]), on("/a", "- url: https://x.example.test")],
        &TOLERANT,
    );
    assert_eq!(run.codes(), [(Severity::Warning, Code::OtherServer)]);
    assert_eq!(servers(&run), ["https://x.example.test"]);
    assert_eq!(own_servers(&run, "/b"), ["https://api.example.test"]);
}

#[test]
fn nothing_tells_which_of_two_unrelated_hosts_is_that_of_the_api() {
    let pages = [page("/a", &[]), on("/b", "- url: https://evil.test")];
    let run = run_with(&pages, &TOLERANT);
    assert_eq!(run.codes(), [(Severity::Error, Code::OtherServer)]);
    insta::assert_snapshot!(run.rendered(), @r#"
    error[other-server]: `servers` differs between pages: `https://evil.test` is the server of 1 operation, and `https://api.example.test` that of as many, so that nothing tells which one is that of the client
     --> specs/pages/b.md:6:1
      |
    6 | servers:
      | ^^^^^^^^ of 1 operation
      |
     ::: specs/pages/a.md:6:1
      |
    6 | servers:
      | -------- of 1 operation
      |
      = help: credentials are sent there too; to accept that, add to overrides.toml
              [[server]]
              url = "https://evil.test"
              because = "…"
              or, to send all operations to the servers of one page,
              [[merge]]
              schema = "servers"
              take = "a.md" # or another page
              because = "…"
    "#);

    let accepted = Decisions {
        servers: vec!["https://evil.test".to_owned()],
        ..TOLERANT
    };
    assert_eq!(run_with(&pages, &accepted).diagnostics, []);

    // With a third page, most operations tell.
    let [one, other] = pages;
    let run = run_with(&[one, other, page("/c", &[])], &TOLERANT);
    assert_eq!(run.codes(), [(Severity::Warning, Code::OtherServer)]);
}

#[test]
fn lists_with_a_server_of_the_client_are_of_the_same_service() {
    let both = "- url: https://api.example.test/\n  - url: https://sandbox.example.test";
    let run = run_with(&[page("/a", &[]), on("/b", both), on("/c", both)], &STRICT);
    assert_eq!(run.codes(), [(Severity::Warning, Code::DocsDrift)]);
    assert_eq!(
        servers(&run),
        ["https://api.example.test/", "https://sandbox.example.test"]
    );
    assert!(own_servers(&run, "/a").is_empty());
}

#[test]
fn a_page_cannot_add_a_server_to_the_client() {
    for list in [
        "- url: https://evil.test\n  - url: https://api.example.test",
        "- url: https://api.example.test\n  - url: https://evil.test",
    ] {
        let pages = [page("/a", &[]), page("/b", &[]), on("/c", list)];
        let run = run_with(&pages, &TOLERANT);
        assert_eq!(servers(&run), ["https://api.example.test"]);
        assert_eq!(run.diagnostics.len(), 1);
    }
}

#[test]
fn a_page_without_a_host_follows_the_client() {
    let run = run_with(&[on("/a", "- url: /v1"), page("/b", &[])], &STRICT);
    assert_eq!(run.codes(), [(Severity::Warning, Code::RelativeServer)]);
    assert_eq!(servers(&run), ["https://api.example.test"]);
    assert!(own_servers(&run, "/a").is_empty());

    let alone = run_with(&[on("/a", "- url: /v1"), on("/b", "- url: /v1")], &STRICT);
    assert_eq!(servers(&alone), ["/v1"]);
}

#[test]
fn one_page_cannot_redirect_the_others() {
    let pages = [
        page("/a", &[]),
        page("/b", &[]),
        on("/c", "- url: https://evil.test"),
    ];
    let run = run_with(&pages, &STRICT);
    assert_eq!(run.codes(), [(Severity::Error, Code::OtherServer)]);
    assert_eq!(servers(&run), ["https://api.example.test"]);
    assert!(run.rendered().contains("https://evil.test"));
}

#[test]
fn an_accepted_server_is_no_finding() {
    let pages = [
        page("/a", &[]),
        page("/b", &[]),
        on("/c", "- url: https://files.test/"),
    ];
    let accepted = vec![
        "https://unused.test".to_owned(),
        "https://files.test".to_owned(),
    ];
    let decisions = Decisions {
        servers: accepted,
        ..STRICT
    };
    let run = run_with(&pages, &decisions);
    assert_eq!(run.diagnostics, []);
    assert_eq!(run.document.used_servers, [1]);
    assert_eq!(own_servers(&run, "/c"), ["https://files.test/"]);
}

#[test]
fn a_choice_sends_all_operations_to_the_servers_of_one_page() {
    let pages = [
        page("/a", &[]),
        page("/b", &[]),
        on("/c", "- url: https://new.test"),
    ];
    let choices = vec![MergeChoice {
        schema: "servers".to_owned(),
        take: "c.md".to_owned(),
    }];
    let decisions = Decisions { choices, ..STRICT };
    let run = run_with(&pages, &decisions);
    assert_eq!(run.diagnostics, []);
    assert_eq!(run.document.used_choices, [0]);
    assert_eq!(servers(&run), ["https://new.test"]);
}

#[test]
fn an_operation_of_one_of_several_pages_with_another_host_is_reported() {
    let own = |url: &str| {
        let own = format!("post:\n      servers: [{{url: '{url}'}}]");
        page("/b", &[("post:", &own)])
    };
    let pages = [page("/a", &[]), own("https://evil.test/")];
    let run = run_with(&pages, &TOLERANT);
    assert_eq!(run.codes(), [(Severity::Warning, Code::OtherServer)]);
    assert!(run.rendered().contains("https://evil.test"));
    let strict = run_with(&pages, &STRICT);
    assert_eq!(strict.codes(), [(Severity::Error, Code::OtherServer)]);

    let accepted = Decisions {
        servers: vec!["https://evil.test".to_owned()],
        ..STRICT
    };
    let run = run_with(&pages, &accepted);
    assert_eq!(
        (run.diagnostics, run.document.used_servers),
        (vec![], vec![0])
    );

    let related = [page("/a", &[]), own("https://files.example.test")];
    assert_eq!(run_with(&related, &STRICT).diagnostics, []);
    assert_eq!(
        run_with(&[own("https://evil.test")], &STRICT).diagnostics,
        []
    );
}
