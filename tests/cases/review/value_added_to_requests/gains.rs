// Names the value.

use house::models::DoorsUpdateMode;

pub const GUARDED: DoorsUpdateMode = DoorsUpdateMode::Guarded;
