//! `submit(session, length, count)`: a batch of encoded commands comes in, in the arrays that
//! `open` was given; `submit(session, length, count, bytes, meta)`: in others. Asking V8 for the
//! memory of two arrays is a quarter of what a lone command costs here.
//!
//! `meta` has [`ROW`] words for each command: its number, where its bytes end, flags and the
//! count of pushes that answer it, and its deadline in milliseconds from now. The bytes are kept
//! until the last reply: those in a block stay where they are, others are copied, here. Returns the
//! KiB that the link keeps in all.

use std::panic::AssertUnwindSafe;
use std::ptr;

use napi::sys;

use super::environment::{Arrays, Environment};
use crate::block::Bytes;
use crate::link::{Submitted, now};
use crate::queue::{Batch, Entry, flag};

const ROW: usize = 4;

pub unsafe extern "C" fn submit(env: sys::napi_env, info: sys::napi_callback_info) -> sys::napi_value {
    let done = std::panic::catch_unwind(AssertUnwindSafe(|| take(env, info)));
    let mut result = ptr::null_mut();
    let status = match done {
        // SAFETY: plain calls with pointers to locals and static text.
        Ok(Some(kept)) => unsafe { sys::napi_create_uint32(env, kept, &mut result) },
        // SAFETY: as above.
        _ => unsafe {
            let message = c"submit: expected (session, length, count, bytes, meta) of an open session";
            sys::napi_throw_error(env, ptr::null(), message.as_ptr())
        },
    };
    if status == sys::Status::napi_ok { result } else { ptr::null_mut() }
}

fn take(env: sys::napi_env, info: sys::napi_callback_info) -> Option<u32> {
    let mut count = 5;
    let mut arguments = [ptr::null_mut(); 5];
    // SAFETY: the array has room for the five arguments that are asked for.
    let status = unsafe {
        sys::napi_get_cb_info(env, info, &mut count, arguments.as_mut_ptr(), ptr::null_mut(), ptr::null_mut())
    };
    if status != sys::Status::napi_ok || !matches!(count, 3 | 5) {
        return None;
    }
    let session = number(env, arguments[0])?;
    let length = number(env, arguments[1])? as usize;
    let commands = number(env, arguments[2])? as usize;
    let environment = Environment::of(env).ok()?;
    let Arrays { bytes: known, meta: rows, .. } = environment.session(session).ok()?.arrays;
    let (bytes, meta) = if count == 3 {
        let fits = length <= known.1 && commands <= rows.1 / ROW;
        fits.then_some((known.0, rows.0))?
    } else {
        let bytes = array(env, arguments[3], sys::TypedarrayType::uint8_array, length)?;
        let meta = array(env, arguments[4], sys::TypedarrayType::uint32_array, commands * ROW)?;
        (bytes.cast_const().cast(), meta.cast_const().cast())
    };
    // SAFETY: both are as long as was checked. The session's own live as long as its function, which
    // its face holds, and that calls; JavaScript does not run until this returns.
    let (bytes, meta) = unsafe {
        (std::slice::from_raw_parts(bytes, length), std::slice::from_raw_parts(meta, commands * ROW))
    };
    let at = now();
    let mut end_before = 0;
    let mut entries = Vec::with_capacity(commands);
    for row in meta.chunks_exact(ROW) {
        let end = row[1];
        if end < end_before || end as usize > length {
            return None;
        }
        end_before = end;
        entries.push(Entry {
            seq: row[0],
            end,
            flags: row[2] as u16 & flag::ALL,
            pushes: row[2] >> flag::ALL.count_ones(),
            unanswered: row[2] >> flag::ALL.count_ones(),
            deadline: if row[3] == 0 { 0 } else { at + u64::from(row[3]) },
            attempts: 0,
            refused: 0,
            live: true,
            sent: false,
        });
    }
    if entries.last()?.end as usize != length {
        return None;
    }
    environment.submitted(session, commands as u32);
    let owner = Some((environment.outbox.clone(), session));
    let kept = match environment.blocks.lend(bytes.as_ptr(), length) {
        Some(loan) => Bytes::Lent(loan),
        None => Bytes::Own(bytes.to_vec()),
    };
    let batch = Batch::new(owner, kept, entries);
    let Submitted { bytes: kept, poll } = environment.session_mut(session).ok()?.road.submit(batch);
    if let Some(wire) = poll {
        environment.listen(session, wire);
    }
    Some(u32::try_from(kept >> 10).unwrap_or(u32::MAX))
}

fn number(env: sys::napi_env, value: sys::napi_value) -> Option<u32> {
    let mut result = 0;
    // SAFETY: an argument of the running call and a pointer to a local.
    let status = unsafe { sys::napi_get_value_uint32(env, value, &mut result) };
    (status == sys::Status::napi_ok).then_some(result)
}

/// The memory of a typed array of the wanted type that holds at least `least` elements.
fn array(
    env: sys::napi_env,
    value: sys::napi_value,
    wanted: i32,
    least: usize,
) -> Option<*mut std::ffi::c_void> {
    let mut kind = 0;
    let mut length = 0;
    let mut data = ptr::null_mut();
    // SAFETY: an argument of the running call and pointers to locals.
    let status = unsafe {
        sys::napi_get_typedarray_info(
            env,
            value,
            &mut kind,
            &mut length,
            &mut data,
            ptr::null_mut(),
            ptr::null_mut(),
        )
    };
    (status == sys::Status::napi_ok && kind == wanted && length >= least && !data.is_null()).then_some(data)
}
