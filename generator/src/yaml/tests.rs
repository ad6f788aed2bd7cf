//! The reader on small blocks, and against another reader on real pages.

use serde_json::{Value, json};

use super::{
    problem::{ALIAS_LIMIT, DEPTH_LIMIT, ProblemKind},
    *,
};
use crate::{
    extract::extract,
    source::{Pointer, Source},
};

fn page(block: &str) -> (SourceFile, Vec<Parsed>, Vec<Diagnostic>) {
    let text = format!("# T\n\n````yaml /openapi.json post /a\n{block}\n````\n");
    let path = "a.md".to_owned();
    let mut sources = SourceMap::default();
    let (pages, diagnostics) = extract(vec![Source { path, text }], &mut sources);
    assert_eq!(diagnostics, []);
    let (parsed, diagnostics) = read(&pages[0], &mut sources);
    (sources.get("a.md").unwrap().clone(), parsed, diagnostics)
}

fn value(block: &str) -> Value {
    let (_, parsed, diagnostics) = page(block);
    assert_eq!(diagnostics, []);
    parsed[0].value.clone()
}

/// The code and the message of the only finding, and the text that it points to.
fn finding(block: &str) -> (Code, String, Vec<String>) {
    let (page, _, diagnostics) = page(block);
    assert_eq!(diagnostics.len(), 1, "{diagnostics:?}");
    let shown = diagnostics[0]
        .labels
        .iter()
        .map(|label| match &label.location {
            Location::Span { range, .. } => page
                .text()
                .get(range.clone())
                .unwrap_or_default()
                .to_owned(),
            Location::Node(origin) | Location::Written(origin) => origin.to_string(),
        })
        .collect();
    (diagnostics[0].code, diagnostics[0].message.clone(), shown)
}

fn located(page: &SourceFile, pointer: &str) -> String {
    let range = page.locate(&pointer.parse().unwrap()).unwrap();
    page.text()[range].trim_end().to_owned()
}

#[test]
fn entries_keep_their_order_and_keys_become_strings() {
    let value = value("z: 1\na: [x, ~]\n200: {ok: true}\n1.0: s");
    assert_eq!(
        value.to_string(),
        r#"{"z":1,"a":["x",null],"200":{"ok":true},"1.0":"s"}"#
    );
}

#[test]
fn json_is_yaml() {
    let block = "{\"a\": [1, -2.5, \"\\u00e9\\/\\n\"],\n \"b\": {\"c\": null}}";
    assert_eq!(
        value(block),
        json!({"a": [1, -2.5, "é/\n"], "b": {"c": null}})
    );
}

#[test]
fn json_is_read_as_the_yaml_that_it_is() {
    let texts = [
        "{}",
        "  {\n\"a\" : { }, \"b\":[ ],\"c\":[[1],{\"d\":null}]}\n\n",
        "{\"a\\\"b\": \"c\\\\\", \"é\": \"\\u00e9\\n\\/→\", \"\": \"\"}",
        "{\"n\": [0, -1, 1.5e3, 9007199254740993, 1e999, true, false]}",
        "{\"a\": 1, \"b\": {\"a\": 2}, \"a\": 3, \"<<\": {\"x\": 1}}",
        "{\r\n\t\"$ref\": \"#/a\",\r\n\t\"# no comment\": \"- no: list\"\r\n}",
    ];
    for text in texts {
        assert!(json::is_json(text), "{text}");
        let mut sources = SourceMap::default();
        let (pages, _) = extract(vec![source("a.json", text)], &mut sources);
        let (file, block) = (sources.get("a.json").unwrap(), &pages[0].blocks[0]);
        let read = |build: fn(&SourceFile, &Block, &mut Builder) -> Option<Diagnostic>| {
            let mut builder = Builder::new(block.range.start);
            assert_eq!(build(file, block, &mut builder), None, "{text}");
            let spans = format!("{:?}", builder.spans);
            (builder.value, spans, builder.problems)
        };
        assert_eq!(read(build), read(parse), "{text}");
    }
}

fn source(path: &str, text: &str) -> Source {
    Source {
        path: path.to_owned(),
        text: text.to_owned(),
    }
}

#[test]
fn surrogate_pairs_of_json_are_read() {
    let block =
        "{\"a\": \"\\ud83d\\ude00!\", \"b\": \"\\\\ud83d\\\\ude00\",\n \"c\": [\"\\u00e9\", 1]}";
    let (page, parsed, diagnostics) = page(block);
    assert_eq!(diagnostics, []);
    assert_eq!(
        parsed[0].value,
        json!({"a": "😀!", "b": "\\ud83d\\ude00", "c": ["é", 1]})
    );
    assert_eq!(located(&page, "/a"), "\"a\": \"\\ud83d\\ude00!\"");
    assert_eq!(located(&page, "/c/1"), "1");
    assert_eq!(finding("{\"a\": \"\\ud83d\"}").0, Code::InvalidYaml);
}

#[test]
fn block_scalars_are_folded_and_kept() {
    let value = value("a: >-\n  one\n  two\nb: |\n  one\n   two\nc: |2-\n    x\n");
    assert_eq!(
        value,
        json!({"a": "one two", "b": "one\n two\n", "c": "  x"})
    );
}

#[test]
fn a_literal_ends_with_a_line_break_only_where_the_file_does() {
    let whole = |text: &str| {
        let mut sources = SourceMap::default();
        let (pages, _) = extract(vec![source("a.yaml", text)], &mut sources);
        let (mut parsed, diagnostics) = read(&pages[0], &mut sources);
        assert_eq!(diagnostics, [], "{text:?}");
        parsed.remove(0).value["a"].clone()
    };
    for (text, value) in [
        ("|\n  x\n", "x\n"),
        ("|\n  x", "x"),
        ("|+\n  x", "x"),
        ("|-\n  x", "x"),
        ("|\n  x\n ", "x\n"),
        ("|\n  x\n  ", "x\n"),
        ("|\n  x\n    ", "x\n  "),
        ("|\n  x\n#c", "x\n"),
        ("|\n  x\n  #c", "x\n#c"),
        ("|1\n x\n  # c", "x\n # c"),
        ("|+\n  x\n\n  ", "x\n\n"),
        ("|+\n  ", ""),
        ("|", ""),
        (">\n  x\n  y", "x y"),
        ("\"x\\n\"", "x\n"),
    ] {
        let text = format!("a: {text}");
        assert_eq!(whole(&text), json!(value), "{text:?}");
        // Another reader takes all of them in the same way.
        let other: Value = serde_yaml::from_str(&text).unwrap();
        assert_eq!(other["a"], json!(value), "{text:?}");
    }
    assert_eq!(value("a: |\n  x"), json!({"a": "x\n"}));
}

#[test]
fn nodes_are_located_in_the_page() {
    let (page, ..) = page("info:\n  title: Té\n  tags:\n    - one\n    - name: two\n\"a/b\": 1");
    assert_eq!(located(&page, "/info/title"), "title: Té");
    assert_eq!(located(&page, "/info/tags/0"), "one");
    assert_eq!(located(&page, "/info/tags/1/name"), "name: two");
    assert_eq!(located(&page, "/a~1b"), "\"a/b\": 1");
    assert!(located(&page, "/info/tags").starts_with("tags:\n"));
}

#[test]
fn a_node_without_a_span_is_located_at_its_ancestor() {
    let (page, ..) = page("a: &x {b: 1}\nc: *x");
    assert_eq!(located(&page, "/a/b/d/e"), "b: 1");
    assert_eq!(located(&page, "/c/b"), "c: *x");
    let root = page.locate(&Pointer::root()).unwrap();
    assert!(page.text()[root].starts_with("a:"));
}

#[test]
fn aliases_repeat_their_anchor() {
    let value = value("a: &x [1, 2]\nb: *x\nc: &k key\n*k : 3");
    assert_eq!(
        value,
        json!({"a": [1, 2], "b": [1, 2], "c": "key", "key": 3})
    );
}

#[test]
fn merge_keys_add_missing_entries() {
    let (_, parsed, diagnostics) =
        page("a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc:\n  <<: [*a, *b]\n  x: 0\nd: {'<<': 1}");
    let value = &parsed[0].value;
    assert_eq!(value["c"], json!({"x": 0, "y": 1, "z": 2}));
    assert_eq!(value["d"], json!({"<<": 1}));
    assert_eq!(diagnostics.len(), 1);
    assert_eq!(diagnostics[0].code, Code::MergeKey);
    assert_eq!(finding("a: {<<: 1}").0, Code::InvalidMergeKey);
}

#[test]
fn duplicate_keys_are_shown_at_both_places() {
    let (code, message, shown) = finding("p:\n  a: 1\n  b: 2\n  a: 3");
    assert_eq!(
        (code, message.as_str()),
        (Code::DuplicateKey, "duplicate key `a`")
    );
    assert_eq!(shown, ["a", "a: 1"]);
    assert_eq!(finding("200: a\n'200': b").0, Code::DuplicateKey);
}

/// The first of each is looked up once the mapping has all of its keys.
#[test]
fn many_duplicate_keys_are_read_in_linear_time() {
    let keys = (0..50_000).map(|key| format!("k{key}: first\n"));
    let first: String = keys.collect();
    let twice = first.clone() + &first.replace("first", "second");
    let (page, parsed, diagnostics) = page(&twice);
    assert_eq!((parsed.len(), diagnostics.len()), (0, PROBLEM_LIMIT));
    let Location::Span { range, .. } = &diagnostics[1].labels[1].location else {
        panic!("{diagnostics:?}");
    };
    assert_eq!(page.text()[range.clone()].trim_end(), "k1: first");
}

#[test]
fn a_recursive_alias_is_rejected() {
    assert_eq!(
        finding("a: &x [1, *x]"),
        (
            Code::AliasCycle,
            "an alias is inside of the node that it refers to".into(),
            vec!["*x".into()]
        )
    );
}

#[test]
fn aliases_cannot_expand_without_limit() {
    let mut bomb = "l0: &l0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..10 {
        let items = vec![format!("*l{}", level - 1); 10].join(", ");
        bomb.push_str(&format!("l{level}: &l{level} [{items}]\n"));
    }
    assert_eq!(finding(&bomb).0, Code::AliasLimit);

    let long = vec!["x"; 2_000].join(", ");
    let quadratic = format!("a: &a [{long}]\nb: [{}]", vec!["*a"; 2_000].join(", "));
    assert_eq!(finding(&quadratic).0, Code::AliasLimit);
}

#[test]
fn documents_may_be_large_without_aliases() {
    let items = vec!["x"; ALIAS_LIMIT + 1].join(",");
    assert_eq!(
        value(&format!("a: [{items}]"))["a"]
            .as_array()
            .unwrap()
            .len(),
        ALIAS_LIMIT + 1
    );
}

#[test]
fn the_number_of_nodes_has_a_limit() {
    for text in ["{a: [1, 2]}", "{\"a\": [1, 2]}"] {
        // The mapping, the key, the list, and two numbers.
        for (left, problems) in [(5, 0), (4, 1)] {
            let mut sources = SourceMap::default();
            let (pages, _) = extract(vec![source("a.yaml", text)], &mut sources);
            let (file, block) = (sources.get("a.yaml").unwrap(), &pages[0].blocks[0]);
            let mut builder = Builder::new(block.range.start);
            builder.nodes_left = left;
            assert_eq!(build(file, block, &mut builder), None);
            assert_eq!(builder.problems.len(), problems, "{text}");
            let kinds = builder.problems.iter().map(|it| &it.kind);
            assert!(kinds.into_iter().all(|it| *it == ProblemKind::TooManyNodes));
        }
    }
}

#[test]
fn nesting_has_a_limit_in_every_style() {
    let block = |depth: usize| -> String {
        (0..depth)
            .map(|level| format!("{}a:\n", " ".repeat(level)))
            .collect()
    };
    let flow = |depth: usize| format!("{}x{}", "[".repeat(depth), "]".repeat(depth));
    assert!(value(&block(DEPTH_LIMIT)).is_object());
    assert!(value(&flow(DEPTH_LIMIT)).is_array());
    assert_eq!(finding(&block(DEPTH_LIMIT + 1)).0, Code::TooDeep);
    assert_eq!(finding(&block(3_000)).0, Code::TooDeep);
    assert_eq!(finding(&flow(DEPTH_LIMIT + 1)).0, Code::TooDeep);
    let aliased = format!(
        "a: &a {}\nb: {}*a{}",
        flow(40),
        "[".repeat(40),
        "]".repeat(40)
    );
    assert_eq!(finding(&aliased).0, Code::TooDeep);
}

#[test]
fn numbers_out_of_range_have_a_location() {
    let (code, message, shown) = finding("s: {maximum: 1e999}");
    assert_eq!(
        (code, message.as_str()),
        (
            Code::NumberOutOfRange,
            "`1e999` at `/s/maximum` is not a JSON number"
        )
    );
    assert_eq!(shown, ["1e999"]);
}

#[test]
fn a_rounded_number_is_a_warning_and_keeps_the_block() {
    let (_, parsed, diagnostics) = page("minimum: -9223372036854776000");
    assert_eq!(diagnostics[0].code, Code::RoundedNumber);
    assert!(!diagnostics[0].is_error());
    assert_eq!(parsed[0].value, json!({"minimum": -9223372036854775808.0}));
}

#[test]
fn unsupported_documents_are_rejected() {
    assert_eq!(finding("# only a comment").0, Code::EmptyBlock);
    assert_eq!(finding("a: 1\n---\nb: 2").0, Code::MultipleDocuments);
    assert_eq!(finding("? [a]\n: 1").0, Code::InvalidKey);
    assert_eq!(finding("{a: 1}: 2").0, Code::InvalidKey);
    assert_eq!(finding(": 1").0, Code::InvalidKey);
    assert_eq!(finding("a: !include x.yaml").0, Code::UnknownTag);
    assert_eq!(finding("a: !!int x").0, Code::MismatchedTag);
}

#[test]
fn syntax_errors_name_line_and_column_of_the_page() {
    let (code, message, _) = finding("a: 1\nb: [1, 2");
    assert_eq!(code, Code::InvalidYaml);
    assert!(message.starts_with("invalid YAML at line "), "{message}");
    let (page, _, diagnostics) = page("a:\n\tb: 1");
    let Location::Span { range, .. } = &diagnostics[0].labels[0].location else {
        panic!("{diagnostics:?}");
    };
    assert_eq!(page.line_column(range.start).0, 5);
    assert!(diagnostics[0].help.as_deref().unwrap().contains("tab"));
}

#[test]
fn one_start_marker_is_not_a_second_document() {
    assert_eq!(value("---\na: 1\n..."), json!({"a": 1}));
}

#[test]
fn both_readers_agree_on_real_pages() {
    let pages = [
        include_str!("../../../specs/pages/api/user_identities/create.md"),
        include_str!("../../../specs/pages/api/user_identities/add_acs_user.md"),
        include_str!("../../../specs/pages/api/acs/access_groups/add_user.md"),
        include_str!("../../../specs/pages/api/acs/credentials/assign.md"),
    ];
    for text in pages {
        let source = Source {
            path: "a.md".into(),
            text: text.into(),
        };
        let mut sources = SourceMap::default();
        let (pages, _) = extract(vec![source], &mut sources);
        let (parsed, diagnostics) = read(&pages[0], &mut sources);
        assert_eq!(diagnostics, []);
        let other: Value = serde_yaml::from_str(&pages[0].blocks[0].text).unwrap();
        assert_eq!(parsed[0].value.to_string(), other.to_string());
    }
}

#[test]
fn flow_and_quoted_lines_may_be_indented_less_than_their_key() {
    for (block, expected) in [
        ("a:\n  b: [\n    \"c\"\n  ]", json!({"a": {"b": ["c"]}})),
        (
            "a:\n  b: {c: 1,\nd: 2}",
            json!({"a": {"b": {"c": 1, "d": 2}}}),
        ),
        ("a:\n  - 'b\nc'", json!({"a": ["b c"]})),
    ] {
        assert_eq!(value(block), expected, "{block}");
    }
    // What is reported behind them is at its place.
    let (_, _, shown) = finding("a:\n  é: [\n    \"c\"\n  ]\n  d: 1e999");
    assert_eq!(shown, ["1e999"]);
    let (_, message, _) = finding("a:\n  b: [\n    \"c\"\n  ]\n  d: e: f");
    assert!(message.contains("line 8, column 7:"), "{message}");
    assert_eq!(finding("a:\n  b: '\n---\n'").0, Code::InvalidYaml);
}
