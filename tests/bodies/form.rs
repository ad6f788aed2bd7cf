//! What the client of `cases/bodies/form` sends.

use doors_client::{Doors, models, testing::MockTransport};

fn empty() -> http::Response<&'static str> {
    http::Response::builder().status(204).body("").unwrap()
}

#[tokio::test(flavor = "current_thread")]
async fn fields_are_pairs_in_their_styles() {
    let server = MockTransport::new().respond_with(empty());
    let doors = Doors::builder().transport(server.clone()).build().unwrap();
    let item = models::SubscriptionsCreateItem::new().price("p").tax_rates(["t", "u"]);
    doors
        .subscriptions()
        .create("c", [item, models::SubscriptionsCreateItem::new().price("q")])
        .metadata([("key", "a&b")])
        .expand(["customer"])
        .days([1, 2])
        .hours([3, 4])
        .address(models::SubscriptionsCreateAddress::new().city("Bonn"))
        .active(true)
        .await
        .unwrap();
    let request = server.requests().remove(0);
    let media = "application/x-www-form-urlencoded";
    assert_eq!(request.header("content-type"), Some(media));
    let body = std::str::from_utf8(&request.body).unwrap();
    assert_eq!(
        body.replace("%5B", "[").replace("%5D", "]"),
        "customer=c&items[0][price]=p&items[0][tax_rates][]=t&items[0][tax_rates][]=u\
         &items[1][price]=q&metadata[key]=a%26b&expand[]=customer&days=1,2&hours=3&hours=4\
         &address=%7B%22city%22%3A%22Bonn%22%7D&active=true"
    );
}

#[tokio::test(flavor = "current_thread")]
async fn a_form_that_can_be_left_out_is_sent_if_something_is_set() {
    let server = MockTransport::new().respond_with(empty()).respond_with(empty());
    let doors = Doors::builder().transport(server.clone()).build().unwrap();
    doors.subscriptions().update("s").await.unwrap();
    doors.subscriptions().update("s").body_id("t").await.unwrap();
    let [first, second] = server.requests().try_into().unwrap();
    assert_eq!((first.body.as_ref(), first.header("content-type")), (&b""[..], None));
    assert_eq!(second.body, "id=t");
    assert_eq!(second.path, "/subscriptions/s");
}
