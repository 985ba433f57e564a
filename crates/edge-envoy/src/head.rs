//! The head of a request as the host writes it down: copied out of the host once, read where it lies.
//!
//! `proxy_wasm` has a call for it too; that one allocates twice for each header and panics where the host has no answer, which is an
//! outage here.

use cyrexa_edge::{Request, Stamp};

use crate::host;

/// Of a request's headers in the ABI.
const REQUEST_HEADERS: u32 = 0;

#[link(wasm_import_module = "env")]
unsafe extern "C" {
    fn proxy_get_header_map_pairs(map: u32, data: *mut *mut u8, length: *mut usize) -> u32;
}

/// u32 count, (u32 length of name, u32 length of value)*, (name 0 value 0)*
#[derive(Default)]
pub(crate) struct Head(Vec<u8>);

impl Head {
    /// `None` where the host has none to give.
    pub(crate) fn of_request() -> Option<Self> {
        let (mut data, mut length) = (std::ptr::null_mut(), 0);
        // SAFETY: the host writes to both places, and to nothing else.
        let status = unsafe { proxy_get_header_map_pairs(REQUEST_HEADERS, &raw mut data, &raw mut length) };
        if status != 0 || data.is_null() {
            return None;
        }
        // SAFETY: the host has got exactly so many octets from the module's own `malloc`, which is a boxed slice, and keeps no hold of them.
        Some(Self(unsafe { Vec::from_raw_parts(data, length, length) }))
    }

    /// Names are lower-case; of one that is not UTF-8 nothing is left.
    fn pairs(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let (count, rest) = self.0.split_first_chunk().unwrap_or((&[0; 4], &[]));
        let count = u32::from_le_bytes(*count) as usize;
        let (lengths, mut texts) = rest.split_at_checked(count.saturating_mul(8)).unwrap_or_default();
        let mut text = move |length: &[u8]| {
            let length = length
                .first_chunk()
                .map_or(0, |length| u32::from_le_bytes(*length) as usize);
            let (text, rest) = texts.split_at_checked(length).unwrap_or_default();
            texts = rest.get(1..).unwrap_or_default();
            text
        };
        lengths.chunks_exact(8).map(move |of| {
            let (of_name, of_value) = of.split_at(4);
            (
                std::str::from_utf8(text(of_name)).unwrap_or_default(),
                text(of_value),
            )
        })
    }

    pub(crate) fn with_request<T>(&self, ask: impl FnOnce(&Request<'_>) -> T) -> T {
        let pairs: Vec<(&str, &[u8])> = self.pairs().collect();
        let of = |name: &str| {
            let value = pairs
                .iter()
                .find(|(given, _)| *given == name)
                .map(|(_, value)| *value);
            String::from_utf8_lossy(value.unwrap_or_default())
        };
        ask(&Request {
            method: &of(":method"),
            path: &of(":path"),
            headers: &pairs,
        })
    }

    /// With what only a refusal needs: the time, and a name for a request that has none (Envoy names every one).
    pub(crate) fn with_stamp<T>(&self, id: u32, ask: impl FnOnce(&Request<'_>, &Stamp<'_>) -> T) -> T {
        self.with_request(|request| {
            let now = host::now();
            let is_named = request.headers.iter().any(|(name, _)| *name == "x-request-id");
            let fresh = if is_named {
                String::new()
            } else {
                format!("{now:x}-{id:x}")
            };
            ask(request, &Stamp::at(now, &fresh))
        })
    }
}
