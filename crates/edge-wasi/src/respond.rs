//! Answers of our own.

use cyrexa_edge::Rejection;
use wasi::http::types::{Fields, OutgoingResponse, ResponseOutparam};

use crate::body;

pub(crate) fn with(out: ResponseOutparam, rejection: &Rejection) {
    let length = rejection.body.len().to_string();
    let mut headers: Vec<(String, Vec<u8>)> = rejection
        .headers
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.as_bytes().to_vec()))
        .collect();
    headers.push(("content-length".to_owned(), length.into_bytes()));
    let Ok(fields) = Fields::from_list(&headers) else {
        return status(out, rejection.status);
    };
    let response = OutgoingResponse::new(fields);
    let body = response
        .set_status_code(rejection.status)
        .and_then(|()| response.body());
    ResponseOutparam::set(out, Ok(response));
    if let Ok(body) = body {
        // A client that has gone reads nothing.
        let _sent = body::write(body, &rejection.body, None);
    }
}

/// A status alone, where there is nothing to say to the client: the reason is in the log.
pub(crate) fn status(out: ResponseOutparam, status: u16) {
    let response = OutgoingResponse::new(Fields::new());
    let body = response.set_status_code(status).and_then(|()| response.body());
    ResponseOutparam::set(out, Ok(response));
    if let Ok(body) = body {
        let _sent = body::write(body, &[], None);
    }
}
