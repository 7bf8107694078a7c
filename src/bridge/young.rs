//! Outside memory of young objects, which V8 is not told of while they are young.
//!
//! V8 collects young objects when these hold 32 MB of outside memory, which is quick. But it also
//! starts a full collection when outside memory has grown by what a heap of its size may grow, which
//! for most heaps is less. So what was made since the last collection is taken off its count, and put
//! back when that collection comes: a quick one frees most of it, and what stays is counted.

use std::cell::Cell;
use std::ffi::c_void;
use std::ptr;
use std::rc::Rc;

use napi::sys;

use super::external::count;

/// No more is taken off, in bytes.
const MOST: usize = 48 << 20;

#[derive(Default)]
pub struct Young {
    /// The class of sentinels. V8 frees a young object with a weak reference only where it comes from
    /// such a class and nothing was added to it.
    class: Option<sys::napi_ref>,
    sentinel: Option<Sentinel>,
}

/// An object that nobody has: it ends with the next collection.
struct Sentinel {
    /// Weak.
    object: sys::napi_ref,
    /// Bytes that were taken off V8's count since it was made.
    taken_off: Rc<Cell<usize>>,
}

impl Young {
    /// Memory of so many bytes was made with a young object. To be called in a handle scope.
    pub fn made(&mut self, env: sys::napi_env, size: usize) {
        // To be put back before V8 takes off what that collection has freed.
        self.look(env);
        if self.sentinel.is_none() {
            self.sentinel = self.watch(env);
        }
        if let Some(Sentinel { taken_off, .. }) = &self.sentinel
            && taken_off.get() + size <= MOST
        {
            taken_off.set(taken_off.get() + size);
            count(env, -(size as i64));
        }
    }

    /// Looks whether there was a collection.
    fn look(&mut self, env: sys::napi_env) {
        let Some(Sentinel { object: reference, taken_off }) = &self.sentinel else { return };
        let mut object = ptr::null_mut();
        // SAFETY: a reference that is not deleted, and a pointer to a local.
        unsafe { sys::napi_get_reference_value(env, *reference, &mut object) };
        if object.is_null() {
            put_back(env, taken_off);
            // SAFETY: made by `watch`, and nobody else knows it.
            unsafe { sys::napi_delete_reference(env, *reference) };
            self.sentinel = None;
        }
    }

    fn watch(&mut self, env: sys::napi_env) -> Option<Sentinel> {
        let class = self.class(env)?;
        let taken_off = Rc::new(Cell::new(0));
        let told = Rc::into_raw(taken_off.clone());
        let (mut constructor, mut object, mut reference) =
            (ptr::null_mut(), ptr::null_mut(), ptr::null_mut());
        let none = ptr::null_mut();
        // SAFETY: on the environment's thread, in a handle scope, with a reference that stays, and
        // pointers to locals.
        unsafe {
            let mut status = sys::napi_get_reference_value(env, class, &mut constructor);
            if status == sys::Status::napi_ok {
                status = sys::napi_new_instance(env, constructor, 0, ptr::null(), &mut object);
            }
            if status == sys::Status::napi_ok {
                status = sys::napi_create_reference(env, object, 0, &mut reference);
            }
            // Where nothing is made any more, somebody has to hear of the collection all the same.
            if status == sys::Status::napi_ok {
                status = sys::napi_add_finalizer(
                    env,
                    object,
                    told.cast_mut().cast(),
                    Some(collected),
                    none,
                    none.cast(),
                );
            }
            if status != sys::Status::napi_ok {
                drop(Rc::from_raw(told));
                return None;
            }
        }
        Some(Sentinel { object: reference, taken_off })
    }

    fn class(&mut self, env: sys::napi_env) -> Option<sys::napi_ref> {
        if self.class.is_none() {
            let (mut class, mut reference) = (ptr::null_mut(), ptr::null_mut());
            let name = c"Young";
            // SAFETY: plain calls with pointers to locals and constants.
            let made = unsafe {
                sys::napi_define_class(
                    env,
                    name.as_ptr(),
                    name.count_bytes() as isize,
                    Some(construct),
                    ptr::null_mut(),
                    0,
                    ptr::null(),
                    &mut class,
                ) == sys::Status::napi_ok
                    && sys::napi_create_reference(env, class, 1, &mut reference) == sys::Status::napi_ok
            };
            self.class = made.then_some(reference);
        }
        self.class
    }
}

unsafe extern "C" fn construct(env: sys::napi_env, info: sys::napi_callback_info) -> sys::napi_value {
    let mut this = ptr::null_mut();
    // SAFETY: the running call, and a pointer to a local.
    unsafe {
        sys::napi_get_cb_info(env, info, ptr::null_mut(), ptr::null_mut(), &mut this, ptr::null_mut());
    }
    this
}

unsafe extern "C" fn collected(env: sys::napi_env, told: *mut c_void, _hint: *mut c_void) {
    // SAFETY: `watch` gave it away, on this thread; this runs once.
    let taken_off = unsafe { Rc::from_raw(told.cast_const().cast::<Cell<usize>>()) };
    put_back(env, &taken_off);
}

fn put_back(env: sys::napi_env, taken_off: &Cell<usize>) {
    count(env, taken_off.take() as i64);
}
