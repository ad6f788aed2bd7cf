// Reads back what it is going to send.

use house::models::DoorsUpdateParams;

pub fn mode(params: &DoorsUpdateParams) -> Option<&str> {
    params.mode.as_deref()
}
