// Calls nothing.

use house::{Error, House};

pub fn client() -> Result<House, Error> {
    House::builder().key("k").build()
}
