//! Unions of several lists of `cases/unions/several_lists`: the items decide which list a value is.

use doors_client::{
    models::{
        Nested, WebhooksListResponse, WebhooksListResponsePosition as Position,
        WebhooksListResponseWebhooks as Webhooks,
    },
    runtime::{DriftKind, decode_observed, encode},
};
use serde_json::{Value, json};

#[track_caller]
fn read(webhooks: Value, position: Value) -> (WebhooksListResponse, Vec<DriftKind>) {
    let body = json!({"webhooks": webhooks, "position": position, "ok": true});
    let mut drift = Vec::new();
    let read: WebhooksListResponse =
        decode_observed(body.to_string().as_bytes(), &mut drift).unwrap();
    let written: Value = serde_json::from_slice(&encode(&read).unwrap()).unwrap();
    assert_eq!(written, body);
    (read, drift.into_iter().map(|it| it.kind).collect())
}

#[test]
fn all_items_decide() {
    let (found, drift) = read(json!([{"id": "1", "doors": []}]), json!([1]));
    assert!(matches!(found.webhooks, Webhooks::ListOfDetailed(_)));
    assert!(matches!(found.position, Some(Position::ListOfInteger(_))));
    assert_eq!(drift, []);

    let (found, drift) = read(json!([{"id": "1"}, {"id": "2"}]), json!(["a", ["b"]]));
    assert!(matches!(found.webhooks, Webhooks::ListOfBrief(_)));
    let Some(Position::Nested(Nested::ListOfNested(items))) = found.position else {
        panic!("{:?}", found.position);
    };
    assert_eq!(items.len(), 2);
    assert_eq!(drift, []);

    let (found, drift) = read(json!(["a"]), json!([]));
    assert!(matches!(found.webhooks, Webhooks::ListOfText(_)));
    assert_eq!(drift, []);
}

#[test]
fn a_list_that_is_none_of_them_is_kept() {
    let (found, drift) = read(json!([{"key": 1}]), json!([1]));
    assert!(matches!(found.webhooks, Webhooks::Unknown(_)));
    assert_eq!(drift, [DriftKind::UnknownVariant]);
}
