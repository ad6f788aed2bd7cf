// Reads the text.

use house::models::Door;

pub fn opened_at(door: &Door) -> String {
    door.opened_at.clone()
}
