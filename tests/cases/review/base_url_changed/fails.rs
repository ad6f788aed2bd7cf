// Lets requests go nowhere but to one host.

use house::{
    House, Transport,
    runtime::{Body, BoxFuture, TransportError, http},
};

struct Gate;

impl Transport for Gate {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        let is_known = request.uri().host() == Some("api.doors.example");
        let body = r#"{"door": {"door_id": "front", "name": "Front"}, "ok": true}"#;
        Box::pin(async move {
            if is_known {
                Ok(http::Response::new(Body::from(body)))
            } else {
                Err(TransportError::unsendable("this host is not known"))
            }
        })
    }

    fn sleep(&self, _: std::time::Duration) -> BoxFuture<()> {
        Box::pin(async {})
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let house = House::builder().key("k").transport(Gate).build()?;
    assert_eq!(house.doors().get("front").await?.name, "Front");
    Ok(())
}
