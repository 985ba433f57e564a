//! To the gateway and back.

use wasi::http::outgoing_handler;
use wasi::http::types::{
    ErrorCode, Fields, IncomingResponse, Method, OutgoingRequest, OutgoingResponse, ResponseOutparam,
};

use crate::body::{self, Reading};
use crate::environment::Upstream;
use crate::head::Head;
use crate::log::log;
use crate::respond;

/// RFC 9110, 7.6.1: they belong to one connection. The host is the gateway's own; a body that is here needs
/// no permission.
const HOP_BY_HOP: [&str; 10] = [
    "connection",
    "expect",
    "host",
    "http2-settings",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Sends what was read of the body and the rest of it; answers with what comes back.
pub(crate) fn forward(
    upstream: &Upstream,
    method: &Method,
    head: &Head,
    bytes: &[u8],
    rest: Option<&Reading>,
    out: ResponseOutparam,
) {
    let answer = send(upstream, method, head, bytes, rest);
    match answer {
        Ok(response) => pass_back(&response, out),
        Err(error) => {
            log(&format!("the gateway cannot be reached: {error:?}"));
            respond::status(out, 502);
        }
    }
}

fn send(
    upstream: &Upstream,
    method: &Method,
    head: &Head,
    bytes: &[u8],
    rest: Option<&Reading>,
) -> Result<IncomingResponse, ErrorCode> {
    let fault = |what: &str| ErrorCode::InternalError(Some(what.to_owned()));
    let request =
        OutgoingRequest::new(end_to_end(&head.headers).ok_or_else(|| fault("the host refuses the headers"))?);
    let path = format!("{}{}", upstream.prefix, head.path);
    request
        .set_method(method)
        .and_then(|()| request.set_scheme(Some(&upstream.scheme)))
        .and_then(|()| request.set_authority(Some(&upstream.authority)))
        .and_then(|()| request.set_path_with_query(Some(&path)))
        .and_then(|()| request.body())
        .map_err(|()| fault("the host refuses the request"))
        .and_then(|body| {
            let answer = outgoing_handler::handle(request, None)?;
            // A gateway may answer before it has read all: what it says then counts.
            let _sent = body::write(body, bytes, rest);
            answer.subscribe().block();
            answer
                .get()
                .and_then(Result::ok)
                .unwrap_or_else(|| Err(fault("the gateway did not answer")))
        })
}

fn pass_back(response: &IncomingResponse, out: ResponseOutparam) {
    let fields = end_to_end(&response.headers().entries()).unwrap_or_else(Fields::new);
    let answer = OutgoingResponse::new(fields);
    let body = answer
        .set_status_code(response.status())
        .and_then(|()| answer.body());
    ResponseOutparam::set(out, Ok(answer));
    if let (Ok(body), Ok(incoming)) = (body, response.consume()) {
        // Broken off, it ends without an end, and the client learns of it.
        let _sent = body::write(body, &[], Some(&Reading::of(incoming)));
    }
}

fn end_to_end(headers: &[(String, Vec<u8>)]) -> Option<Fields> {
    let is_kept = |name: &str| !HOP_BY_HOP.iter().any(|hop| name.eq_ignore_ascii_case(hop));
    let kept: Vec<_> = headers
        .iter()
        .filter(|(name, _)| is_kept(name))
        .cloned()
        .collect();
    Fields::from_list(&kept).ok()
}
