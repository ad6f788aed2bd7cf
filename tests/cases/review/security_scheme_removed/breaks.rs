// Is a guest.

use house::{Error, House};

pub fn client() -> Result<House, Error> {
    House::builder().guest("guest_1").build()
}
