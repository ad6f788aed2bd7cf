// Reads it.

use house::models::Door;

pub fn note(door: &Door) -> &str {
    &door.note
}
