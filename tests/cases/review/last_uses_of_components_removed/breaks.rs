// Builds a component that only requests contained.

use house::models::Key;

pub fn key() -> Key {
    Key::new("1234")
}
