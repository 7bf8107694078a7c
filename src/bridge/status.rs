//! Results of Node-API.

use napi::{Error, Result, sys};

/// A failed call, by name.
pub fn check(status: sys::napi_status, call: &str) -> Result<()> {
    if status == sys::Status::napi_ok {
        Ok(())
    } else {
        Err(Error::from_reason(format!("{call} failed with status {status}")))
    }
}
