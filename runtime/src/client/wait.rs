//! Long-running operations.

mod job_status;
mod polling;

pub(super) use polling::send_and_wait;
