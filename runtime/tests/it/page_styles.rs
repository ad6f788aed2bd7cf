//! Lists whose pages follow each other in other ways than by a cursor in the body.

use seamstress_runtime::{ErrorKind, NextPage, codegen::*, serde_json, testing::MockTransport};
use serde_json::{Value, json};

use crate::errors::status;

static API: Api = Api::new("Test", "https://api.example.test/v1");

/// A `GET` operation with the query parameter `at`, whose list is in `data`.
const fn list(paging: &'static Paging) -> OperationSpec {
    OperationSpec::get("/things")
        .bindings(&const { [Binding::query("at"), Binding::query("size")] })
        .responses(&const { [ResponseSpec::code(200).envelope("data")] })
        .pages(paging)
}

/// The same, whose list is the body.
const fn bare(paging: &'static Paging) -> OperationSpec {
    OperationSpec::get("/things")
        .bindings(&const { [Binding::query("at"), Binding::query("size")] })
        .pages(paging)
}

fn call(server: &MockTransport, spec: &'static OperationSpec) -> Call<Page<Value>> {
    let client = Client::builder(&API).transport(server.clone());
    Call::new(client.build().unwrap(), spec).params(json!({"size": 2}))
}

fn server(bodies: impl IntoIterator<Item = Value>) -> MockTransport {
    let server = MockTransport::new();
    bodies
        .into_iter()
        .fold(server, |server, body| server.respond(200, body))
}

fn paths(server: &MockTransport) -> Vec<String> {
    let requests = server.requests();
    requests.into_iter().map(|request| request.path).collect()
}

/// The items of all pages, and the paths that were requested.
async fn items(
    spec: &'static OperationSpec,
    bodies: impl IntoIterator<Item = Value>,
) -> (Vec<Value>, Vec<String>) {
    let server = server(bodies);
    let items = call(&server, spec).items().try_collect().await;
    (items.unwrap(), paths(&server))
}

#[tokio::test]
async fn a_cursor_keeps_its_type() {
    static LIST: OperationSpec = list(&const { Paging::new("at", &["next"]) });
    static BODY: OperationSpec = OperationSpec::post("/things")
        .json_body()
        .responses(&const { [ResponseSpec::code(200).envelope("data")] })
        .pages(&const { Paging::new("at", &["next"]) });
    let bodies = || {
        [
            json!({"data": [1], "next": 7}),
            json!({"data": [2], "next": "7"}),
            json!({"data": [3]}),
        ]
    };
    let (found, paths) = items(&LIST, bodies()).await;
    assert_eq!(found, [1, 2, 3]);
    assert_eq!(
        paths,
        [
            "/v1/things?size=2",
            "/v1/things?size=2&at=7",
            "/v1/things?size=2&at=7"
        ]
    );

    let server = server(bodies());
    let pages = call(&server, &BODY).pages().try_collect().await.unwrap();
    assert_eq!(pages[0].next_cursor.as_deref(), Some("7"));
    assert_eq!(pages[0].next, Some(NextPage::Cursor(json!(7))));
    let sent = server.requests().into_iter().map(|it| it.json().unwrap());
    let sent: Vec<_> = sent.map(|it| it["at"].clone()).collect();
    assert_eq!(sent, [json!(null), json!(7), json!("7")]);
}

#[tokio::test]
async fn the_last_item_leads_to_the_next_page() {
    static LIST: OperationSpec = list(&const { Paging::last_item("at", "id").more(&["has_more"]) });
    let item = |id: Value| json!({"id": id, "name": "n"});
    let (found, paths) = items(
        &LIST,
        [
            json!({"data": [item(json!("a")), item(json!("b"))], "has_more": true}),
            json!({"data": [item(json!(3))], "has_more": true}),
            json!({"data": [item(json!("c"))], "has_more": false}),
        ],
    )
    .await;
    assert_eq!(found.len(), 4);
    assert_eq!(
        paths,
        [
            "/v1/things?size=2",
            "/v1/things?size=2&at=b",
            "/v1/things?size=2&at=3"
        ]
    );

    // Without `more`, a page without items is the last one.
    static BARE: OperationSpec = bare(&const { Paging::last_item("at", "id") });
    let (found, paths) = items(&BARE, [json!([{"id": 1}]), json!([])]).await;
    assert_eq!((found.len(), paths.len()), (1, 2));

    let server = server([json!({"data": [{"name": "n"}], "has_more": true})]);
    let error = call(&server, &LIST)
        .items()
        .try_collect()
        .await
        .unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::MissingCursor), "{error}");
}

#[tokio::test]
async fn pages_are_counted_up_to_a_page_without_items() {
    static LIST: OperationSpec = bare(&const { Paging::number("at", 1) });
    let (found, sent) = items(&LIST, [json!([1, 2]), json!([3]), json!([])]).await;
    assert_eq!(found, [1, 2, 3]);
    assert_eq!(
        sent,
        [
            "/v1/things?size=2",
            "/v1/things?size=2&at=2",
            "/v1/things?size=2&at=3"
        ]
    );

    // The caller can begin elsewhere.
    let server = server([json!([5]), json!([])]);
    let mut pages = call(&server, &LIST).params(json!({"at": 5})).pages();
    let first = pages.next().await.unwrap().unwrap();
    assert_eq!(
        (first.next, first.next_cursor),
        (Some(NextPage::Number(6)), None)
    );
    assert_eq!(pages.next().await.unwrap().unwrap().next, None);
    assert!(pages.next().await.is_none());
    assert_eq!(paths(&server), ["/v1/things?at=5", "/v1/things?at=6"]);
}

#[tokio::test]
async fn the_number_of_pages_decides_which_one_is_the_last() {
    static LIST: OperationSpec = list(
        &const {
            Paging::number("at", 0)
                .page_count(&["meta", "pages"])
                .total(&["meta", "total"])
        },
    );
    let page = |items: Value| json!({"data": items, "meta": {"pages": 3, "total": 2}});
    let pages = [page(json!([1])), page(json!([])), page(json!([2]))];
    let (found, paths) = items(&LIST, pages.clone()).await;
    assert_eq!(found, [1, 2]);
    assert_eq!(
        paths,
        [
            "/v1/things?size=2",
            "/v1/things?size=2&at=1",
            "/v1/things?size=2&at=2"
        ]
    );
    let first = call(&server(pages), &LIST).await.unwrap();
    assert_eq!(first.total, Some(2));
}

#[tokio::test]
async fn has_more_decides_whether_pages_are_counted_further() {
    static LIST: OperationSpec = list(&const { Paging::number("at", 1).more(&["more"]) });
    let (found, paths) = items(
        &LIST,
        [
            json!({"data": [1], "more": true}),
            json!({"data": [], "more": true}),
            json!({"data": [2], "more": false}),
        ],
    )
    .await;
    assert_eq!((found, paths.len()), (vec![json!(1), json!(2)], 3));
}

#[tokio::test]
async fn an_offset_grows_by_the_items_that_were_received() {
    static LIST: OperationSpec = list(&const { Paging::offset("at").total(&["total"]) });
    let page = |items: Value, total: i64| json!({"data": items, "total": total});
    let (found, paths) = items(&LIST, [page(json!([1, 2]), 3), page(json!([3]), 3)]).await;
    assert_eq!(found, [1, 2, 3]);
    assert_eq!(paths, ["/v1/things?size=2", "/v1/things?size=2&at=2"]);
    // Where the total is unknown, a page without items is the last one.
    let pages = [
        page(json!([1]), -1),
        page(json!([2]), -1),
        page(json!([]), -1),
    ];
    let (found, paths) = items(&LIST, pages).await;
    assert_eq!(found, [1, 2]);
    assert_eq!(paths[2], "/v1/things?size=2&at=2");
}

#[tokio::test]
async fn a_server_that_ignores_the_number_of_the_page_ends_the_list_with_an_error() {
    static NUMBER: OperationSpec = bare(&const { Paging::number("at", 1) });
    static OFFSET: OperationSpec = bare(&const { Paging::offset("at") });
    for spec in [&NUMBER, &OFFSET] {
        let server = server((0..9).map(|_| json!(["a", "b"])));
        let error = call(&server, spec).items().try_collect().await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::RepeatedPage), "{error}");
        assert_eq!(server.requests().len(), 2);
    }
}

#[tokio::test]
async fn pages_without_items_that_have_no_end_are_an_error() {
    static NUMBER: OperationSpec = list(&const { Paging::number("at", 1).more(&["more"]) });
    static CURSOR: OperationSpec = list(&const { Paging::new("at", &["next"]) });
    let empty = |n: u32| json!({"data": [], "more": true, "next": n});
    for spec in [&NUMBER, &CURSOR] {
        let server = server((0..2000).map(empty));
        let error = call(&server, spec).items().try_collect().await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "GET /things: 200 OK, but this is page 1000 in a row without items, and announces a next page"
        );
        assert_eq!(server.requests().len(), 1000);

        // Items begin the count anew.
        let bodies = (0..2001).map(|n| match n {
            900 => json!({"data": [n], "more": true, "next": n}),
            1800 => json!({"data": [n], "more": false}),
            n => empty(n),
        });
        let (found, paths) = items(spec, bodies).await;
        assert_eq!((found, paths.len()), (vec![json!(900), json!(1800)], 1801));
    }
}

fn linked(links: &[&str]) -> MockTransport {
    links.iter().fold(MockTransport::new(), |server, link| {
        let response = status(200).header("link", *link);
        server.respond_with(response.body("[1]").unwrap())
    })
}

#[tokio::test]
async fn links_are_followed_on_the_same_server() {
    static LIST: OperationSpec = bare(&const { Paging::link() });
    let server = linked(&[
        "<https://api.example.test/v1/things?size=2&page=2>; rel=\"next\", </x>; rel=last",
        "<?page=3>; rel=next",
        "</v1/things?page=1>; rel=first",
    ]);
    let found = call(&server, &LIST).items().try_collect().await.unwrap();
    assert_eq!(found.len(), 3);
    assert_eq!(
        paths(&server),
        [
            "/v1/things?size=2",
            "/v1/things?size=2&page=2",
            "/v1/things?page=3"
        ]
    );
}

#[tokio::test]
async fn a_link_to_another_server_ends_the_list_with_an_error() {
    static LIST: OperationSpec = bare(&const { Paging::link() });
    let server = linked(&["<https://evil.test/v1/things?page=2>; rel=next", ""]);
    let mut items = call(&server, &LIST).items();
    assert_eq!(items.next().await.unwrap().unwrap(), 1);
    let error = items.next().await.unwrap().unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::NextUrl(_)));
    insta::assert_snapshot!(error, @"GET /things: 200 OK, but the URL of the next page cannot be followed: it is on another server, `evil.test`, which must not get the credentials");
    assert!(items.next().await.is_none());
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_repeated_link_ends_the_list_with_an_error() {
    static LIST: OperationSpec = bare(&const { Paging::link() });
    let server = linked(&["</a>; rel=next", "</a>; rel=next", "</a>; rel=next"]);
    let error = call(&server, &LIST)
        .items()
        .try_collect()
        .await
        .unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::RepeatedCursor), "{error}");
}

#[tokio::test]
async fn a_url_in_the_body_is_followed_with_the_same_body() {
    static LIST: OperationSpec = OperationSpec::post("/things")
        .json_body()
        .responses(&const { [ResponseSpec::code(200).envelope("data")] })
        .pages(&const { Paging::next_url(&["@odata.nextLink"]) });
    let server = server([
        json!({"data": [1], "@odata.nextLink": "https://api.example.test/v1/things?$skiptoken=x%20y"}),
        json!({"data": [2], "@odata.nextLink": null}),
    ]);
    let pages = call(&server, &LIST).pages().try_collect().await.unwrap();
    let url = "https://api.example.test/v1/things?$skiptoken=x%20y".to_owned();
    assert_eq!(pages[0].next, Some(NextPage::Url(url)));
    assert_eq!(
        paths(&server),
        ["/v1/things", "/v1/things?$skiptoken=x%20y"]
    );
    let sent: Vec<_> = server.requests().iter().map(|it| it.json()).collect();
    assert_eq!(sent, [Some(json!({"size": 2})), Some(json!({"size": 2}))]);
}

#[tokio::test]
async fn a_cursor_can_be_in_a_header() {
    static LIST: OperationSpec = bare(&const { Paging::header("at", "x-next-token") });
    let page = |token| {
        status(200)
            .header("x-next-token", token)
            .body("[1]")
            .unwrap()
    };
    let server = MockTransport::new()
        .respond_with(page("t/1"))
        .respond_with(page(""));
    let found = call(&server, &LIST).items().try_collect().await.unwrap();
    assert_eq!(found.len(), 2);
    assert_eq!(
        paths(&server),
        ["/v1/things?size=2", "/v1/things?size=2&at=t%2F1"]
    );
}

#[tokio::test]
async fn a_list_that_may_be_absent_is_a_page_without_items() {
    static LIST: OperationSpec = OperationSpec::get("/things")
        .bindings(&const { [Binding::query("size")] })
        .responses(&const { [ResponseSpec::code(200).envelope("data").optional()] })
        .pages(&const { Paging::new("at", &["next"]) });
    let page = call(&server([json!({})]), &LIST).await.unwrap();
    assert_eq!((page.items, page.next), (vec![], None));
}
