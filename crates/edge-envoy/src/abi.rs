//! The host's calls as they are, with every status a value. `proxy_wasm` has functions for them too; those
//! panic at a status that they do not expect, and a panic is an outage here.

/// The one status that means success.
const OK: u32 = 0;

#[link(wasm_import_module = "env")]
unsafe extern "C" {
    fn proxy_log(level: u32, text: *const u8, length: usize) -> u32;
    fn proxy_get_current_time_nanoseconds(time: *mut u64) -> u32;
    fn proxy_set_tick_period_milliseconds(period: u32) -> u32;
    fn proxy_get_buffer_bytes(
        buffer: u32,
        start: usize,
        most: usize,
        data: *mut *mut u8,
        length: *mut usize,
    ) -> u32;
    fn proxy_get_header_map_pairs(map: u32, data: *mut *mut u8, length: *mut usize) -> u32;
    fn proxy_get_property(path: *const u8, path_length: usize, data: *mut *mut u8, length: *mut usize)
    -> u32;
    fn proxy_send_local_response(
        status: u32,
        details: *const u8,
        details_length: usize,
        body: *const u8,
        body_length: usize,
        headers: *const u8,
        headers_length: usize,
        grpc_status: i32,
    ) -> u32;
    fn proxy_define_metric(kind: u32, name: *const u8, name_length: usize, id: *mut u32) -> u32;
    fn proxy_increment_metric(id: u32, offset: i64) -> u32;
}

/// What the host has written into memory that it got from the module's own `malloc`.
fn given(ask: impl FnOnce(*mut *mut u8, *mut usize) -> u32) -> Option<Vec<u8>> {
    let (mut data, mut length) = (std::ptr::null_mut(), 0);
    if ask(&raw mut data, &raw mut length) != OK || data.is_null() {
        return None;
    }
    // SAFETY: the host allocated exactly so many bytes by `malloc`, as a boxed slice, and keeps no reference
    // to them.
    Some(unsafe { Vec::from_raw_parts(data, length, length) })
}

pub(crate) fn buffer(buffer: u32, most: usize) -> Option<Vec<u8>> {
    // SAFETY: the host writes to both places, and to nothing else.
    given(|data, length| unsafe { proxy_get_buffer_bytes(buffer, 0, most, data, length) })
}

pub(crate) fn header_map(map: u32) -> Option<Vec<u8>> {
    // SAFETY: as for `buffer`.
    given(|data, length| unsafe { proxy_get_header_map_pairs(map, data, length) })
}

pub(crate) fn property(path: &[u8]) -> Option<Vec<u8>> {
    // SAFETY: as for `buffer`; of the path the host reads so many bytes.
    given(|data, length| unsafe { proxy_get_property(path.as_ptr(), path.len(), data, length) })
}

pub(crate) fn nanoseconds() -> Option<u64> {
    let mut time = 0;
    // SAFETY: the host writes one number.
    let status = unsafe { proxy_get_current_time_nanoseconds(&raw mut time) };
    (status == OK).then_some(time)
}

pub(crate) fn tick_every(milliseconds: u32) {
    // SAFETY: no memory is shared.
    let _status = unsafe { proxy_set_tick_period_milliseconds(milliseconds) };
}

pub(crate) fn log(level: u32, text: &str) {
    // SAFETY: the host reads so many bytes.
    let _status = unsafe { proxy_log(level, text.as_ptr(), text.len()) };
}

pub(crate) fn respond(status: u32, headers: &[u8], body: &[u8]) {
    const NOT_GRPC: i32 = -1;
    let (text, length) = (body.as_ptr(), body.len());
    // SAFETY: the host reads so many bytes of each.
    let _status = unsafe {
        proxy_send_local_response(
            status,
            std::ptr::null(),
            0,
            text,
            length,
            headers.as_ptr(),
            headers.len(),
            NOT_GRPC,
        )
    };
}

pub(crate) fn define_counter(name: &str) -> Option<u32> {
    const COUNTER: u32 = 0;
    let mut id = 0;
    // SAFETY: the host reads so many bytes and writes one number.
    let status = unsafe { proxy_define_metric(COUNTER, name.as_ptr(), name.len(), &raw mut id) };
    (status == OK).then_some(id)
}

pub(crate) fn increment(id: u32, count: i64) {
    // SAFETY: no memory is shared.
    let _status = unsafe { proxy_increment_metric(id, count) };
}
