//! The types that generated code is made of.

use std::{
    collections::{BTreeMap, HashMap},
    time::{Duration, SystemTime},
};

use seamstress_runtime::{codegen::*, decode, encode};
use serde_json::json;

use crate::{
    seam::models::{AcsUserId, UserIdentityId},
    shapes::{Node, NodeKind},
};

#[test]
fn ids_are_text_that_knows_its_kind() {
    let id = UserIdentityId::from("jane");
    assert_eq!(id, "jane");
    assert_eq!(id, *"jane");
    assert_eq!(
        (format!("{id}"), format!("{id:?}")),
        ("jane".to_owned(), "\"jane\"".to_owned())
    );
    assert_eq!(
        (
            UserIdentityId::from(&id),
            UserIdentityId::from(String::from("jane"))
        ),
        (id.clone(), id.clone())
    );
    assert_eq!("jane".parse::<UserIdentityId>().unwrap(), id);
    let by_id: HashMap<UserIdentityId, i32> = [(id.clone(), 1)].into();
    assert_eq!(by_id.get("jane"), Some(&1));
    let ordered: BTreeMap<AcsUserId, i32> = [("b".into(), 2), ("a".into(), 1)].into();
    assert_eq!(ordered.values().collect::<Vec<_>>(), [&1, &2]);
    assert_eq!(
        serde_json::from_value::<AcsUserId>(json!("a")).unwrap(),
        "a"
    );
    assert_eq!(serde_json::to_value(&id).unwrap(), json!("jane"));
    // Servers return ids that are not UUIDs, and ids that are empty.
    assert_eq!(decode::<AcsUserId>(b"\"\"").unwrap().as_str(), "");
}

#[test]
fn a_date_keeps_its_text() {
    for text in [
        "2025-06-16T16:54:17.946546Z",
        "2025-06-16t16:54:17z",
        "2025-06-16 16:54:17.1+05:30",
        "2025-06-16T16:54:17.1234567890123-00:00",
        "2016-12-31T23:59:60Z",
    ] {
        let date: DateTime = text.parse().unwrap();
        assert!(date.is_valid());
        assert_eq!(encode(&date).unwrap(), format!("{text:?}").into_bytes());
    }
    for text in [
        "",
        "2025-06-16",
        "2025-06-16T16:54:17",
        "2025-06-16T16:54Z",
        "2025-06-16T24:00:00Z",
        "2025-02-29T00:00:00Z",
        "2025-06-16T16:54:17.Z",
        "2025-06-16T16:54:17+0530",
        "2025-06-16T16:54:17Z[UTC]",
        " 2025-06-16T16:54:17Z",
        "2025-06-16T16:54:17Z ",
        "+002025-06-16T16:54:17Z",
        "2025-06-16Ä16:54:17Z",
        "２025-06-16T16:54:17Z",
    ] {
        assert!(text.parse::<DateTime>().is_err(), "{text}");
    }
}

#[test]
fn a_date_is_an_instant() {
    let instant = SystemTime::UNIX_EPOCH + Duration::new(1_750_092_857, 946_546_000);
    let date = DateTime::from(instant);
    assert_eq!(date.as_str(), "2025-06-16T16:54:17.946546Z");
    assert_eq!(date.to_system_time().unwrap(), instant);
    let east: DateTime = "2025-06-16T18:54:17.946546+02:00".parse().unwrap();
    assert_eq!(SystemTime::try_from(&east).unwrap(), instant);
    let odd: DateTime = decode(b"\"yesterday\"").unwrap();
    assert!(odd.to_system_time().is_err() && !odd.is_valid());
}

#[cfg(feature = "jiff")]
#[test]
fn a_date_converts_from_and_to_jiff() {
    let timestamp: jiff::Timestamp = "2025-06-16T16:54:17.946546Z".parse().unwrap();
    let date = DateTime::from(timestamp);
    assert_eq!(date.as_str(), "2025-06-16T16:54:17.946546Z");
    assert_eq!(jiff::Timestamp::try_from(date).unwrap(), timestamp);
}

#[cfg(feature = "chrono")]
#[test]
fn a_date_converts_from_and_to_chrono() {
    for text in ["2025-06-16T16:54:17.946546Z", "1969-12-31T23:59:58.5Z"] {
        let date: DateTime = text.parse().unwrap();
        let theirs = chrono::DateTime::<chrono::Utc>::try_from(&date).unwrap();
        assert_eq!(theirs, chrono::DateTime::parse_from_rfc3339(text).unwrap());
        assert_eq!(
            DateTime::from(theirs).to_system_time(),
            date.to_system_time()
        );
    }
}

#[cfg(feature = "time")]
#[test]
fn a_date_converts_from_and_to_time() {
    let date: DateTime = "1969-12-31T23:59:58.5Z".parse().unwrap();
    let theirs = time::OffsetDateTime::try_from(&date).unwrap();
    assert_eq!(theirs.unix_timestamp_nanos(), -1_500_000_000);
    assert_eq!(DateTime::from(theirs), date);
}

#[test]
fn three_states_are_three() {
    assert_eq!(Nullable::<i64>::default(), Nullable::Absent);
    assert_eq!(Nullable::from(1), Nullable::Value(1));
    assert_eq!(
        (
            Nullable::Value(1).as_option(),
            Nullable::<i64>::Null.into_option()
        ),
        (Some(&1), None)
    );
    assert!(Nullable::<i64>::Null.is_null() && Nullable::<i64>::Absent.is_absent());
}

#[test]
fn none_becomes_null_or_absent_as_the_caller_chooses() {
    assert_eq!(Nullable::<i64>::or_null(None), Nullable::Null);
    assert_eq!(Nullable::<i64>::or_absent(None), Nullable::Absent);
    assert_eq!(Nullable::or_null(Some(1)), Nullable::Value(1));
    assert_eq!(Nullable::or_absent(Some(1)), Nullable::Value(1));
    let node = |note| Node {
        note,
        ..Node::default()
    };
    assert_eq!(
        encode(&node(Nullable::or_null(None))).unwrap(),
        br#"{"note":null}"#
    );
    assert_eq!(encode(&node(Nullable::or_absent(None))).unwrap(), b"{}");
}

#[test]
fn equal_texts_are_equal_enum_values() {
    for (text, value) in [("root", NodeKind::Root), ("unknown", NodeKind::NotKnown)] {
        assert_eq!(NodeKind::parse(text), value);
        assert_eq!(value.wire_value(), text);
        assert_eq!(
            decode::<NodeKind>(format!("{text:?}").as_bytes()).unwrap(),
            value
        );
    }
    let other = NodeKind::parse("branch");
    assert_eq!(
        (
            other.wire_value(),
            other.as_unknown().map(UnknownValue::as_str)
        ),
        ("branch", Some("branch"))
    );
    assert_eq!(other, decode::<NodeKind>(b"\"branch\"").unwrap());
}

#[test]
fn an_empty_extra_allocates_nothing() {
    assert_eq!(size_of::<Extra>(), size_of::<usize>());
    let none = Extra::default();
    assert!(none.is_empty() && none.get("x").is_none() && none.iter().next().is_none());
    assert_eq!(format!("{none:?}"), "{}");
}
