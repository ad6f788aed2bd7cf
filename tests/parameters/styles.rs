//! What the client of `cases/parameters/styles` sends, against the table of styles in the
//! OpenAPI specification ("Style Examples"): `color` is `blue,black,brown` as a list, and
//! `R=100,G=200,B=150` as an object.

use doors_client::{Doors, models, testing::MockTransport};

const LIST: [&str; 3] = ["blue", "black", "brown"];

macro_rules! object {
    ($name:ident) => {
        models::$name::new().r(100).g(200).b(150)
    };
}

#[tokio::test(flavor = "current_thread")]
async fn every_style_is_written_as_the_specification_says() {
    let empty = http::Response::builder().status(204).body("").unwrap();
    let server = MockTransport::new().respond_with(empty);
    let doors = Doors::builder().transport(server.clone()).build().unwrap();
    doors
        .styles()
        .get(
            "blue",
            LIST,
            object!(StylesGetSimpleObject),
            "blue",
            LIST,
            object!(StylesGetLabelObject),
            "blue",
            LIST,
            object!(StylesGetMatrixObject),
        )
        .exploded_form_list(LIST)
        .form_list(LIST)
        .exploded_space_list(LIST)
        .space_list(LIST)
        .exploded_pipe_list(LIST)
        .pipe_list(LIST)
        .form_object(object!(StylesGetFormObject))
        .exploded_form_object(object!(StylesGetExplodedFormObject))
        .deep_object(object!(StylesGetDeepObject))
        .deep_scalar("blue")
        .reserved("a/b?c")
        .x_list(LIST)
        .x_exploded(object!(StylesGetXExploded))
        .plain_cookie(LIST)
        .exploded_cookie(object!(StylesGetExplodedCookie))
        .await
        .unwrap();
    let requests = server.requests();
    let [request] = &requests[..] else {
        panic!("{requests:?}");
    };
    let (path, query) = request.path.split_once('?').unwrap();
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    assert_eq!(
        segments,
        [
            "styles",
            "blue",
            "blue,black,brown",
            "R,100,G,200,B,150",
            ".blue",
            ".blue.black.brown",
            ".R,100,G,200,B,150",
            ";matrix=blue",
            ";matrix_list=blue;matrix_list=black;matrix_list=brown",
            ";matrix_object=R,100,G,200,B,150",
        ]
    );
    let query: Vec<&str> = query.split('&').collect();
    assert_eq!(
        query,
        [
            "exploded_form_list=blue",
            "exploded_form_list=black",
            "exploded_form_list=brown",
            "form_list=blue,black,brown",
            "exploded_space_list=blue",
            "exploded_space_list=black",
            "exploded_space_list=brown",
            "space_list=blue%20black%20brown",
            "exploded_pipe_list=blue",
            "exploded_pipe_list=black",
            "exploded_pipe_list=brown",
            "pipe_list=blue%7Cblack%7Cbrown",
            "form_object=R,100,G,200,B,150",
            "R=100",
            "G=200",
            "B=150",
            "deep_object%5BR%5D=100",
            "deep_object%5BG%5D=200",
            "deep_object%5BB%5D=150",
            "deep_scalar=blue",
            "reserved=a/b?c",
        ]
    );
    assert_eq!(request.header("x-list"), Some("blue,black,brown"));
    assert_eq!(request.header("x-exploded"), Some("R=100,G=200,B=150"));
    let cookies = request.header("cookie");
    assert_eq!(cookies, Some("plain_cookie=blue,black,brown; R=100; G=200; B=150"));
    assert!(request.body.is_empty());
}
