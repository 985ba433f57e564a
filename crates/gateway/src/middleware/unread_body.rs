//! Takes in what a handler did not read of a body, so that its answer arrives.
//!
//! A server that answers and closes while the client is still sending resets the connection, and the client
//! may lose the answer it was about to read. So the rest is read and dropped first, up to a bound; beyond it
//! the connection is closed.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header::{CONNECTION, EXPECT};
use axum::middleware::Next;
use axum::response::Response;
use http_body::{Frame, SizeHint};
use http_body_util::BodyExt;

/// Two MiB: thirty times the usual limit of a body. A client that sends more is not mistaken about the limit.
const MOST: usize = 2 * 1024 * 1024;

/// For all of the rest.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(10);

/// Idle this long: the client is waiting for the response, so draining stops.
const IDLE_TIMEOUT: Duration = Duration::from_secs(3);

/// Answers once the body is read, or will not be.
pub(crate) async fn drain_unread_body(request: Request, next: Next) -> Response {
    // A client that waits for "100 Continue" has sent nothing and will not.
    let waits = request.headers().contains_key(EXPECT);
    let left = Left::default();
    let request = request.map(|body| {
        Body::new(Returning {
            body,
            left: left.clone(),
        })
    });
    let mut response = next.run(request).await;
    let is_read = match left.take() {
        Some(body) if waits => http_body::Body::is_end_stream(&body),
        Some(body) => tokio::time::timeout(DRAIN_TIMEOUT, read_out(body))
            .await
            .unwrap_or(false),
        None => true,
    };
    if !is_read {
        response
            .headers_mut()
            .insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

/// Whether it came to its end.
async fn read_out(mut body: Body) -> bool {
    let mut read = 0;
    while let Ok(frame) = tokio::time::timeout(IDLE_TIMEOUT, body.frame()).await {
        read += match frame {
            None => return true,
            Some(Err(_)) => return false,
            Some(Ok(frame)) => frame.data_ref().map_or(0, Bytes::len),
        };
        if read > MOST {
            return false;
        }
    }
    false
}

/// Where a body lands when its reader drops it.
#[derive(Clone, Default)]
struct Left(Arc<Mutex<Option<Body>>>);

impl Left {
    fn put(&self, body: Body) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(body);
    }

    fn take(&self) -> Option<Body> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

struct Returning {
    body: Body,
    left: Left,
}

impl http_body::Body for Returning {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Returning {
    fn drop(&mut self) {
        self.left.put(std::mem::take(&mut self.body));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::middleware::from_fn;
    use axum::routing::post;
    use tokio::time::Instant;
    use tower::ServiceExt;

    #[tokio::test(start_paused = true)]
    async fn a_client_that_announces_a_body_and_sends_none_is_not_left_waiting() {
        let router = Router::new()
            .route("/", post(|| async { "no" }))
            .layer(from_fn(drain_unread_body));
        let silent = Body::from_stream(futures_util::stream::pending::<Result<Bytes, std::io::Error>>());
        let started = Instant::now();
        let answer = router
            .oneshot(Request::post("/").body(silent).unwrap())
            .await
            .unwrap();
        assert!(started.elapsed() <= IDLE_TIMEOUT, "{:?}", started.elapsed());
        assert_eq!(answer.headers()[CONNECTION], "close");
    }
}
