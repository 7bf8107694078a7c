//! Which images of this addon the process has loaded.
//!
//! The loader of the system keeps one image for each file; a copied file is another image with a
//! registry of its own, and two registries would be two clients. JavaScript asks here, so that all
//! copies of one version use the image that was loaded first.

#[cfg(target_os = "linux")]
pub fn paths() -> Vec<String> {
    use std::ffi::{CStr, c_int, c_void};

    unsafe extern "C" fn visit(info: *mut libc::dl_phdr_info, _size: usize, found: *mut c_void) -> c_int {
        // SAFETY: the system passes a valid record, and `found` is the vector given below.
        let (name, found) = unsafe { ((*info).dlpi_name, &mut *found.cast::<Vec<String>>()) };
        if !name.is_null() {
            // SAFETY: the name is a C string that lives during the visit.
            let name = unsafe { CStr::from_ptr(name) }.to_string_lossy();
            let file = name.rsplit('/').next().unwrap_or_default();
            if file.starts_with("redis-native.") && file.ends_with(".node") {
                found.push(name.into_owned());
            }
        }
        0
    }

    let mut found: Vec<String> = Vec::new();
    // SAFETY: `visit` matches the expected signature, and `found` outlives the call.
    unsafe { libc::dl_iterate_phdr(Some(visit), std::ptr::from_mut(&mut found).cast()) };
    found
}

/// Elsewhere each copy of the file is on its own.
#[cfg(not(target_os = "linux"))]
pub fn paths() -> Vec<String> {
    Vec::new()
}
