// Names the value.

use house::models::DoorState;

pub fn is_ajar(state: &DoorState) -> bool {
    matches!(state, DoorState::Ajar)
}
