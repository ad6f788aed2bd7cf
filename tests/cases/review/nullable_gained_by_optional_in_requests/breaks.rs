// Reads back what it is going to send.

use house::models::DoorsUpdateParams;

pub fn name(params: &DoorsUpdateParams) -> Option<&str> {
    params.name.as_deref()
}
