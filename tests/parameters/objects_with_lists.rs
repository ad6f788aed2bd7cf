//! What the client of `cases/parameters/objects_with_lists` sends.

use doors_client::{Doors, models, testing::MockTransport};

#[tokio::test(flavor = "current_thread")]
async fn each_field_is_a_parameter_and_a_list_in_it_is_repeated() {
    let empty = || http::Response::builder().status(204).body("").unwrap();
    let server = MockTransport::new()
        .respond_with(empty())
        .respond_with(empty())
        .respond_with(empty());
    let doors = Doors::builder().transport(server.clone()).build().unwrap();
    let pageable = || models::Pageable::new().page(0).size(20).sort(["name,asc", "id"]);
    doors.doors().get(pageable()).await.unwrap();
    let filter = models::RoomsGetFilter::new().tags(["a", "b"]);
    doors.rooms().get().pageable(pageable()).filter(filter).await.unwrap();
    doors.rooms().get().await.unwrap();
    let requests = server.requests();
    let paths: Vec<&str> = requests.iter().map(|request| request.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "/doors?page=0&size=20&sort=name%2Casc&sort=id",
            "/rooms?page=0&size=20&sort=name%2Casc&sort=id\
             &filter%5Btags%5D%5B%5D=a&filter%5Btags%5D%5B%5D=b",
            "/rooms",
        ]
    );
}
