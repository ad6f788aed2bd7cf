// Reads the text.

use house::models::Door;

pub fn state(door: &Door) -> String {
    door.state.clone()
}
