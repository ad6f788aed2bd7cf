//! Lists of a mock end, whatever leads from page to page.

use doors_client::{
    Doors, Error, Items, by_cursor, by_header, by_last_item, by_link, by_number, by_offset, by_url,
    models::Door,
    testing::{Mock, MockResponse},
};
use serde_json::json;

/// The ids of all doors.
async fn ids(mut doors: Items<Door>) -> Result<Vec<String>, Error> {
    let mut ids = Vec::new();
    while let Some(door) = doors.next().await {
        ids.push(door?.id);
    }
    Ok(ids)
}

/// Asserts that the list of a group has the doors of two pages.
macro_rules! assert_ends {
    ($group:ident, $next:expr) => {
        let mock = Mock::new().on(
            $group::List::OPERATION,
            MockResponse::in_turn([
                MockResponse::page(json!([{"id": "a"}, {"id": "b"}]), $next),
                json!([{"id": "c"}]).into(),
            ]),
        );
        let doors = Doors::builder().transport(mock.clone()).build().unwrap();
        let found = ids(doors.$group().list().items()).await;
        assert_eq!(found.unwrap(), ["a", "b", "c"], "{}", stringify!($group));
        assert!(mock.unmatched().is_empty());
    };
}

#[tokio::test(flavor = "current_thread")]
async fn every_list_ends() {
    assert_ends!(by_cursor, "7");
    assert_ends!(by_header, "token");
    assert_ends!(by_last_item, "");
    assert_ends!(by_link, "/by_link?page=2");
    assert_ends!(by_number, "");
    assert_ends!(by_offset, "");
    assert_ends!(by_url, "/by_url?page=2");
}
