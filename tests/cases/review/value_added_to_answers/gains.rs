// Names the value.

use house::models::DoorState;

pub const AJAR: DoorState = DoorState::Ajar;
