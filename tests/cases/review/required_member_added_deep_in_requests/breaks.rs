// Says from when.

use house::models::DoorsUpdateHours;

pub fn always() -> DoorsUpdateHours {
    DoorsUpdateHours::new("08:00")
}
