//! A handle of libuv: its memory, what it carries, and its end.
//!
//! A handle belongs to the thread of its loop and is closed once. Its memory, and what it carries,
//! stay until libuv has let go of it, which takes a turn of the loop.

use std::alloc::{Layout, alloc_zeroed, dealloc};
use std::ffi::{c_int, c_void};
use std::marker::PhantomData;

use super::libuv::{Closing, Libuv};

/// A handle that is not closed.
pub struct Handle<T> {
    pub raw: *mut c_void,
    carries: PhantomData<*mut T>,
}

impl<T> Clone for Handle<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Handle<T> {}

struct Carried<T> {
    uv: Libuv,
    layout: Layout,
    /// Who is told once the handle is closed.
    closing: Option<Closing>,
    value: T,
}

impl<T> Handle<T> {
    /// Makes a handle of a kind of `uv_handle_type`, which does not hold the process. `None` where
    /// libuv makes none.
    ///
    /// # Safety
    /// On the loop's own thread. `init` is given zeroed memory of the size that the kind needs. It
    /// makes a handle of that kind of it and returns zero, or leaves it to be freed.
    pub unsafe fn open(
        uv: Libuv,
        kind: c_int,
        value: T,
        init: impl FnOnce(*mut c_void) -> c_int,
    ) -> Option<Handle<T>> {
        // SAFETY: the memory is of the size that libuv asks for, aligned for any type, and stays
        // until `on_closed`; what it carries is a box that lives as long.
        unsafe {
            let layout = Layout::from_size_align((uv.handle_size)(kind), 16).ok()?;
            let raw: *mut c_void = alloc_zeroed(layout).cast();
            if raw.is_null() {
                return None;
            }
            if init(raw) != 0 {
                dealloc(raw.cast(), layout);
                return None;
            }
            let carried = Box::new(Carried { uv, layout, closing: None, value });
            (uv.set_data)(raw, Box::into_raw(carried).cast());
            (uv.unreference)(raw);
            Some(Handle { raw, carries: PhantomData })
        }
    }

    /// The handle that libuv calls back with.
    ///
    /// # Safety
    /// `raw` must be a handle that `open` made for this type and that is not closed. What is called
    /// on it is called on its own thread.
    pub unsafe fn of(raw: *mut c_void) -> Handle<T> {
        Handle { raw, carries: PhantomData }
    }

    fn carried(&self) -> *mut Carried<T> {
        // The data is the first field of every libuv handle (`uv_handle_t.data`).
        // SAFETY: the handle is not closed, so its data is the box that `open` set.
        unsafe { *self.raw.cast::<*mut Carried<T>>() }
    }

    pub fn uv(&self) -> &Libuv {
        // SAFETY: as above; nobody changes it.
        unsafe { &(*self.carried()).uv }
    }

    /// What it carries.
    pub fn value(&self) -> &T {
        // SAFETY: as above; nobody changes it but through cells.
        unsafe { &(*self.carried()).value }
    }

    /// Whether it holds the process.
    pub fn hold(&self, held: bool) {
        let uv = self.uv();
        // SAFETY: on the handle's thread, before it is closed.
        unsafe { if held { (uv.reference)(self.raw) } else { (uv.unreference)(self.raw) } }
    }

    /// Stops and closes it; `closing` hears when that is done. No copy of it is used any more.
    pub fn close(self, closing: &Closing) {
        closing.begin();
        let carried = self.carried();
        // SAFETY: on the handle's thread, once. No reference to `closing` is alive.
        unsafe {
            (*carried).closing = Some(closing.clone());
            ((*carried).uv.close)(self.raw, on_closed::<T>);
        }
    }
}

unsafe extern "C" fn on_closed<T>(raw: *mut c_void) {
    // SAFETY: libuv is done with the handle; its memory and its box are given back once.
    let closing = unsafe {
        let carried = Box::from_raw(*raw.cast::<*mut Carried<T>>());
        dealloc(raw.cast(), carried.layout);
        carried.closing
    };
    if let Some(closing) = closing {
        closing.done();
    }
}
