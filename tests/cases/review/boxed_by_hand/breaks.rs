// Takes the leaf out of the door.

use house::models::{Door, DoorLeaf};

pub fn leaf(door: Door) -> DoorLeaf {
    door.leaf
}
