// Says until when.

use house::models::DoorsUpdateHours;

pub fn day() -> DoorsUpdateHours {
    DoorsUpdateHours::new("08:00").until("20:00")
}
