//! Server-sent events over `fetch`: `EventSource` cannot carry a bearer token. Reading is apart from the
//! network.

use cyrexa_editor::Millis;
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, ReadableStreamDefaultReader};

use super::call::{failure, open, wait};
use super::{Call, CallError};

/// One event of a stream.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StreamEvent {
    /// `id:`, empty where there is none.
    pub id: String,
    /// `event:`, empty where there is none.
    pub name: String,
    /// The `data:` lines.
    pub data: String,
}

/// What answered in place of a stream, or opened one that has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StreamAnswer {
    /// HTTP status.
    pub status: u16,
    /// Whether it was a stream: 200 and `text/event-stream`. A page in its place is none.
    pub is_stream: bool,
    /// What `Retry-After` asks for.
    pub retry_after: Option<Millis>,
}

/// Reads a stream until it ends; every event goes to the callback.
///
/// # Errors
/// [`CallError`] where the connection failed.
pub async fn read_events(
    url: &str,
    token: &str,
    last_id: &str,
    signal: &AbortSignal,
    received: &mut dyn FnMut(StreamEvent),
) -> Result<StreamAnswer, CallError> {
    let call = Call::get(url.to_owned(), Some(token.to_owned()));
    let mut more = vec![("Accept", "text/event-stream")];
    if !last_id.is_empty() {
        more.push(("Last-Event-ID", last_id));
    }
    let response = open(call, &more, Some(signal.clone())).await?;
    let header = |name: &str| response.headers().get(name);
    let mut answer = StreamAnswer {
        status: response.status(),
        is_stream: false,
        retry_after: wait(&response),
    };
    let body = response.body();
    if answer.status != 200 || !header("content-type").is_some_and(|value| is_event_stream(&value)) {
        // Or the rest of it would keep the connection busy.
        if let Some(body) = body {
            let _ = JsFuture::from(body.cancel()).await;
        }
        return Ok(answer);
    }
    answer.is_stream = true;
    let Some(body) = body else { return Ok(answer) };
    let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    let mut parser = Parser::default();
    loop {
        let chunk = JsFuture::from(reader.read())
            .await
            .map_err(|_| failure(Some(signal)))?;
        let Some(bytes) = Reflect::get(&chunk, &"value".into())
            .ok()
            .and_then(|v| v.dyn_into::<Uint8Array>().ok())
        else {
            return Ok(answer);
        };
        parser.push(&bytes.to_vec(), received);
    }
}

/// `text/event-stream`, with or without parameters, in any case (RFC 9110 section 8.3.1).
fn is_event_stream(content_type: &str) -> bool {
    let essence = content_type
        .split_once(';')
        .map_or(content_type, |(essence, _)| essence);
    essence.trim().eq_ignore_ascii_case("text/event-stream")
}

/// The fields that we use of the WHATWG event stream format.
#[derive(Default)]
struct Parser {
    line: String,
    event: StreamEvent,
}

impl Parser {
    fn push(&mut self, bytes: &[u8], received: &mut dyn FnMut(StreamEvent)) {
        for byte in bytes {
            match byte {
                b'\r' => {}
                b'\n' => {
                    let line = std::mem::take(&mut self.line);
                    self.line_ended(&line, received);
                }
                // What we read of it, names and versions, is ASCII: nothing needs to be decoded.
                byte => self.line.push(char::from(*byte)),
            }
        }
    }

    fn line_ended(&mut self, line: &str, received: &mut dyn FnMut(StreamEvent)) {
        if line.is_empty() {
            let event = std::mem::take(&mut self.event);
            if event != StreamEvent::default() {
                received(event);
            }
            return;
        }
        let name_ends = line.bytes().position(|byte| byte == b':').unwrap_or(line.len());
        let (name, value) = line.split_at_checked(name_ends).unwrap_or_default();
        let value = value.strip_prefix(':').unwrap_or(value);
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "id" => value.clone_into(&mut self.event.id),
            "event" => value.clone_into(&mut self.event.name),
            "data" => self.event.data.push_str(value),
            // A comment keeps the connection open; `retry` is ours to decide.
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_event_stream_is_one() {
        for (content_type, expected) in [
            ("text/event-stream", true),
            ("text/event-stream; charset=utf-8", true),
            ("text/event-stream;charset=utf-8", true),
            ("Text/Event-Stream ", true),
            ("text/html", false),
            ("text/html; a=text/event-stream", false),
            ("text/event-stream-2", false),
            ("application/json", false),
            ("", false),
        ] {
            assert_eq!(is_event_stream(content_type), expected, "{content_type}");
        }
    }

    #[test]
    fn a_stream_is_read_however_it_is_cut() {
        let stream = ": hello\n\nid: 4\nevent: changed\ndata: {\"etag\":\"\\\"4\\\"\"}\n\nevent:changed\r\ndata\r\n\r\n";
        let expected = [
            StreamEvent {
                id: "4".into(),
                name: "changed".into(),
                data: r#"{"etag":"\"4\""}"#.into(),
            },
            StreamEvent {
                name: "changed".into(),
                ..StreamEvent::default()
            },
        ];
        for size in [1, 2, 3, 7, stream.len()] {
            let (mut parser, mut events) = (Parser::default(), Vec::new());
            for chunk in stream.as_bytes().chunks(size) {
                parser.push(chunk, &mut |event| events.push(event));
            }
            assert_eq!(events, expected, "in pieces of {size}");
        }
    }
}
