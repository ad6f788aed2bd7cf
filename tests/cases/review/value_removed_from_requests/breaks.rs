// Names the value.

use house::{House, models::DoorsUpdateMode};

pub fn guard(house: &House) {
    let _ = house
        .doors()
        .update("front")
        .mode(DoorsUpdateMode::Guarded)
        .send();
}
