// Reads what may be null.

use house::models::Door;

pub fn note(door: &Door) -> Option<&str> {
    door.note.as_deref()
}
