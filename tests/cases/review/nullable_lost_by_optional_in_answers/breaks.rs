// Tells null from missing.

use house::{Nullable, models::Door};

pub fn is_null(door: &Door) -> bool {
    door.note == Nullable::Null
}
