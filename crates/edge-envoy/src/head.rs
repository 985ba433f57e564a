//! The head of a request as the host writes it down: copied out of the host once, read where it lies.

use cyrexa_edge::{Request, Stamp};

use crate::host;

/// u32 count, (u32 length of name, u32 length of value)*, (name 0 value 0)*
#[derive(Default)]
pub(crate) struct Head(Vec<u8>);

impl Head {
    /// `None` where the host has none to give.
    pub(crate) fn of_request() -> Option<Self> {
        host::request_headers().map(Self)
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
