//! The error envelope of a refusal as bytes: what [`ErrorEnvelope`](crate::ErrorEnvelope) is serialised to, as
//! the tests hold, put together from pieces that are there already. A server under attack writes little else.

use crate::{ErrorCode, Field, Reason, Violation, rules};

/// What an envelope says.
#[derive(Clone, Copy, Debug)]
pub struct Written<'a> {
    /// For a program.
    pub code: ErrorCode,
    /// For the developer of the client.
    pub message: &'a str,
    /// Failing fields in contract order.
    pub fields: &'a [Violation],
    /// With `PAYLOAD_TOO_LARGE`.
    pub limit: Option<u64>,
    /// RFC 3339.
    pub timestamp: &'a str,
    /// Any text.
    pub request_id: &'a str,
}

/// The message of an answer to a body with failing fields.
pub const VALIDATION_FAILED_MESSAGE: &str = "One or more fields are not valid";

impl Written<'_> {
    /// The envelope, UTF-8 JSON.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let fields = self.fields.len();
        let mut out = Vec::with_capacity(192 + 80 * fields + self.message.len() + self.request_id.len());
        out.extend_from_slice(br#"{"error":{"code":""#);
        out.extend_from_slice(self.code.as_str().as_bytes());
        out.extend_from_slice(br#"","message":"#);
        put_string(&mut out, self.message);
        out.extend_from_slice(br#","details":{"#);
        for (index, violation) in self.fields.iter().enumerate() {
            out.extend_from_slice(if index == 0 { br#""fields":["# } else { b"," });
            put_violation(&mut out, violation);
        }
        if fields > 0 {
            out.extend_from_slice(b"],");
        }
        if let Some(limit) = self.limit {
            out.extend_from_slice(br#""limit":"#);
            put_number(&mut out, limit);
            out.push(b',');
        }
        out.extend_from_slice(br#""timestamp":""#);
        out.extend_from_slice(self.timestamp.as_bytes());
        out.extend_from_slice(br#"","requestId":"#);
        put_string(&mut out, self.request_id);
        out.extend_from_slice(b"}}}");
        out
    }
}

fn put_violation(out: &mut Vec<u8>, Violation { field, reason }: &Violation) {
    out.extend_from_slice(br#"{"field":""#);
    out.extend_from_slice(field.key().as_bytes());
    out.extend_from_slice(br#"","code":""#);
    out.extend_from_slice(reason.code().as_bytes());
    out.extend_from_slice(br#"","params":{"#);
    let phone = [
        ("minDigits", rules::phone::MIN_DIGITS),
        ("maxDigits", rules::phone::MAX_DIGITS),
    ];
    match reason {
        Reason::Type => out.extend_from_slice(br#""expected":"string""#),
        Reason::TooShort { min, actual } => put_params(out, &[("min", *min), ("actual", *actual)]),
        Reason::TooLong { max, actual } => put_params(out, &[("max", *max), ("actual", *actual)]),
        Reason::Characters { position } => put_params(out, &[("position", *position)]),
        Reason::Format if *field == Field::Phone => put_params(out, &phone),
        Reason::Required | Reason::Format | Reason::CardNumber | Reason::NotAllowed | Reason::OutOfRange => {}
    }
    out.extend_from_slice(b"}}");
}

fn put_params(out: &mut Vec<u8>, params: &[(&str, u64)]) {
    for (index, (name, value)) in params.iter().enumerate() {
        out.extend_from_slice(if index == 0 { b"\"" } else { b",\"" });
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(b"\":");
        put_number(out, *value);
    }
}

fn put_number(out: &mut Vec<u8>, number: u64) {
    if number > 9 {
        put_number(out, number / 10);
    }
    out.push(b'0' + (number % 10) as u8);
}

fn put_string(out: &mut Vec<u8>, text: &str) {
    let is_plain = text.bytes().all(|b| b >= b' ' && b != b'"' && b != b'\\');
    if is_plain {
        out.push(b'"');
        out.extend_from_slice(text.as_bytes());
        out.push(b'"');
    } else {
        let begun = out.len();
        // Into memory a text is always written.
        if serde_json::to_writer(&mut *out, text).is_err() {
            out.truncate(begun);
            out.extend_from_slice(b"\"\"");
        }
    }
}
