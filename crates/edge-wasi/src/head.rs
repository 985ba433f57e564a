//! The head of a request as owned text and bytes.

use cyrexa_edge::Request;
use wasi::http::types::{IncomingRequest, Method};

pub(crate) struct Head {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) headers: Vec<(String, Vec<u8>)>,
}

impl Head {
    pub(crate) fn of(request: &IncomingRequest) -> Self {
        Self {
            method: name_of(request.method()),
            path: request.path_with_query().unwrap_or_else(|| "/".to_owned()),
            headers: request.headers().entries(),
        }
    }

    pub(crate) fn ask<T>(&self, ask: impl FnOnce(&Request<'_>) -> T) -> T {
        let headers: Vec<_> = self
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_slice()))
            .collect();
        ask(&Request {
            method: &self.method,
            path: &self.path,
            headers: &headers,
        })
    }
}

fn name_of(method: Method) -> String {
    let name = match method {
        Method::Get => "GET",
        Method::Head => "HEAD",
        Method::Post => "POST",
        Method::Put => "PUT",
        Method::Delete => "DELETE",
        Method::Connect => "CONNECT",
        Method::Options => "OPTIONS",
        Method::Trace => "TRACE",
        Method::Patch => "PATCH",
        Method::Other(name) => return name,
    };
    name.to_owned()
}
