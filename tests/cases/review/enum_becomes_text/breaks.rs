// Names a value.

use house::models::{Door, DoorState};

pub fn is_open(door: &Door) -> bool {
    door.state == DoorState::Open
}
