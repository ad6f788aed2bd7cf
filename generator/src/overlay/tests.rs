//! The actions of overlays.

use serde_json::json;

use super::*;
use crate::diagnostic::Location;

/// The document after the overlay, the codes of the findings, and where nodes were read from.
fn applied(document: &Value, overlay: &str) -> (Value, Vec<Code>, SourceMap) {
    let document = Source {
        path: "openapi.yaml".to_owned(),
        text: document.to_string(),
    };
    let overlay = Source {
        path: "overlay.yaml".to_owned(),
        text: overlay.to_owned(),
    };
    let mut sources = SourceMap::default();
    let (pages, _) = extract::extract(vec![document], &mut sources);
    let (parsed, _) = yaml::read_all(&pages, &mut sources);
    let (mut parsed, diagnostics) = apply(parsed, vec![overlay], &mut sources);
    for finding in &diagnostics {
        assert!(
            matches!(&finding.labels[0].location, Location::Node(it) if &*it.page == "overlay.yaml")
        );
    }
    let codes = diagnostics.iter().map(|finding| finding.code).collect();
    (parsed.remove(0).1.value, codes, sources)
}

fn actions(document: &Value, actions: &str) -> (Value, Vec<Code>, SourceMap) {
    applied(document, &format!("{{overlay: 1.1.0, actions: {actions}}}"))
}

/// Where a node of the document was read from.
fn written(sources: &SourceMap, pointer: &str) -> String {
    let origin = Origin::new("openapi.yaml", pointer.parse().unwrap());
    sources.written(&origin).to_string()
}

#[test]
fn updates_are_merged() {
    let document = json!({"info": {"title": "T", "x": [1]}, "tags": [{"name": "a"}]});
    let (value, codes, sources) = actions(
        &document,
        "[{target: $.info, update: {title: U, version: '1', x: [2]}}, \
          {target: $.tags, update: {name: b}}, {target: $.tags, update: [{name: c}]}]",
    );
    assert_eq!(codes, []);
    let info = json!({"title": "U", "x": [1, 2], "version": "1"});
    assert_eq!(value["info"], info);
    assert_eq!(
        value["tags"],
        json!([{"name": "a"}, {"name": "b"}, {"name": "c"}])
    );
    assert_eq!(
        written(&sources, "/info/title"),
        "overlay.yaml#/actions/0/update/title"
    );
    assert_eq!(written(&sources, "/info/x/0"), "openapi.yaml#/info/x/0");
    assert_eq!(
        written(&sources, "/tags/2/name"),
        "overlay.yaml#/actions/2/update/0/name"
    );
}

#[test]
fn a_list_is_one_item_before_1_1() {
    let overlay = "{overlay: 1.0.0, actions: [{target: $.a, update: [1]}]}";
    assert_eq!(
        applied(&json!({"a": [[0]]}), overlay).0,
        json!({"a": [[0], [1]]})
    );
}

#[test]
fn a_filter_selects_what_is_removed() {
    let document = json!({"a": [{"n": 1}, {"n": 2}, {"n": 1}, {"n": 3}], "b": 1});
    let (value, codes, sources) = actions(
        &document,
        "[{target: '$.a[?@.n == 1]', remove: true}, {target: $.b, remove: true}]",
    );
    assert_eq!(codes, []);
    assert_eq!(value, json!({"a": [{"n": 2}, {"n": 3}]}));
    assert_eq!(written(&sources, "/a/0/n"), "openapi.yaml#/a/1/n");
    assert_eq!(written(&sources, "/a/1/n"), "openapi.yaml#/a/3/n");
}

#[test]
fn a_node_is_copied_with_its_place() {
    let (value, codes, sources) = actions(
        &json!({"a": {"x": 1}, "b": {}}),
        "[{target: $.b, copy: $.a}]",
    );
    assert_eq!(
        (value, codes),
        (json!({"a": {"x": 1}, "b": {"x": 1}}), vec![])
    );
    assert_eq!(written(&sources, "/b/x"), "openapi.yaml#/a/x");
}

#[test]
fn an_action_that_matches_nothing_is_an_error() {
    let document = json!({"a": 1, "b": 2});
    for (action, code) in [
        ("{target: $.nope, update: {}}", Code::OverlayTarget),
        ("{target: $.nope, remove: true}", Code::OverlayTarget),
        ("{target: $.a, copy: $.nope}", Code::OverlayTarget),
        ("{target: $, copy: '$.*'}", Code::InvalidOverlay),
        ("{target: $.a}", Code::InvalidOverlay),
        ("{target: $, remove: true}", Code::InvalidOverlay),
        ("{target: '$[', remove: true}", Code::InvalidOverlay),
        ("{target: $.a, update: {b: 1}}", Code::InvalidOverlay),
        ("{update: {}}", Code::InvalidOverlay),
    ] {
        let (value, codes, _) = actions(&document, &format!("[{action}]"));
        assert_eq!((value, codes), (document.clone(), vec![code]), "{action}");
    }
}

#[test]
fn an_overlay_says_its_version_and_what_it_extends() {
    let document = json!({"a": 1});
    for (overlay, codes) in [
        ("{overlay: 2.0.0, actions: []}", vec![Code::InvalidOverlay]),
        ("{overlay: 1.1.0}", vec![Code::InvalidOverlay]),
        (
            "{overlay: 1.1.0, extends: https://a.test/openapi.yaml, actions: []}",
            vec![],
        ),
        (
            "{overlay: 1.1.0, extends: other.yaml, actions: []}",
            vec![Code::OverlayExtends],
        ),
    ] {
        assert_eq!(applied(&document, overlay).1, codes, "{overlay}");
    }
}
