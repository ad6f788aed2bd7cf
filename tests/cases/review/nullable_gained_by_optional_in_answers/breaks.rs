// Reads what may be missing.

use house::models::Door;

pub fn note(door: &Door) -> Option<String> {
    door.note.clone()
}
