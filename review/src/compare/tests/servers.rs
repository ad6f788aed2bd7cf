//! The servers that users can choose, and their variables.

use seamstress_codegen::source::Source;

use super::{step, summaries};

/// A document with these servers.
fn document(servers: &str) -> Source {
    let text = format!(
        "
openapi: 3.1.0
info: {{title: Doors, version: '1'}}
servers: {servers}
paths:
  /doors/open: {{post: {{responses: {{'204': {{description: Open}}}}}}}}
"
    );
    Source::decode("openapi.yaml", text.into_bytes()).unwrap()
}

fn of_servers(before: &str, after: &str) -> Vec<String> {
    summaries(&step(document(before), document(after)))
}

const ONE: &str = "[{url: 'https://api.doors.example'}]";
const TWO: &str = "[{url: 'https://api.doors.example'}, {url: 'https://eu.doors.example'}]";

#[test]
fn a_server_to_choose_is_a_method_of_the_builder() {
    assert_eq!(
        of_servers(ONE, TWO),
        ["minor", "added DoorsBuilder::eu: new server"]
    );
    let changes = step(document(TWO), document(ONE));
    assert_eq!(
        summaries(&changes),
        ["major", "breaking DoorsBuilder::eu: server removed"]
    );
    assert_eq!(
        changes[0].migration,
        "write `.base_url(\"https://eu.doors.example\")` to keep the old server"
    );
    let elsewhere = TWO.replace("https://eu", "http://eu");
    assert_eq!(
        of_servers(TWO, &elsewhere),
        [
            "major",
            "breaking DoorsBuilder::eu: sends to `http://eu.doors.example`, not to `https://eu.doors.example`"
        ]
    );
}

/// A server with a variable.
fn variable(declaration: &str) -> String {
    format!("[{{url: 'https://{{region}}.doors.example', variables: {{region: {declaration}}}}}]")
}

#[test]
fn a_variable_of_servers_is_a_setting_with_a_default_and_values() {
    let any = variable("{default: eu}");
    let fixed = "[{url: 'https://{region}.doors.example/{v}', variables: {region: {default: eu}, v: {default: v1}}}]";
    let [_, added] = &of_servers(&any, fixed)[..2] else {
        unreachable!();
    };
    assert_eq!(added, "added DoorsBuilder::v: new variable of servers");
    let of_tenants =
        "[{url: 'https://{region}.doors.example/{v}', variables: {region: {default: eu}}}]";
    for (old, new, expected) in [
        (
            any.as_str(),
            of_tenants,
            "breaking DoorsBuilder::v: new variable of servers",
        ),
        (
            fixed,
            of_tenants,
            "breaking DoorsBuilder::v: has no default any more, which was `v1`",
        ),
        (
            of_tenants,
            fixed,
            "added DoorsBuilder::v: is `v1` by default",
        ),
    ] {
        let found = of_servers(old, new);
        assert!(found.iter().any(|line| line == expected), "{found:?}");
    }
    for (declaration, expected) in [
        (
            "{default: us}",
            "breaking DoorsBuilder::region: is `us` by default, not `eu`",
        ),
        (
            "{default: eu, enum: [eu, us]}",
            "breaking DoorsBuilder::region: takes only `eu`, `us`",
        ),
    ] {
        let found = of_servers(&any, &variable(declaration));
        assert_eq!(found[0], "major");
        assert!(found.iter().any(|line| line == expected), "{found:?}");
    }
    let two = variable("{default: eu, enum: [eu, us]}");
    for (declaration, bump, expected) in [
        (
            "{default: eu, enum: [eu]}",
            "major",
            "breaking DoorsBuilder::region: does not take `us` any more",
        ),
        (
            "{default: eu, enum: [eu, us, asia]}",
            "minor",
            "added DoorsBuilder::region: takes `asia` too",
        ),
        (
            "{default: eu}",
            "minor",
            "added DoorsBuilder::region: takes any value",
        ),
    ] {
        let found = of_servers(&two, &variable(declaration));
        assert_eq!(found, [bump, expected]);
    }
}
