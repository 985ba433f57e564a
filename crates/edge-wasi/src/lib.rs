//! The wasi:http component: answers a bad write, forwards everything else to the gateway.
//!
//! Environment: `CYREXA_EDGE` is the configuration (`{"basePath": "/ipg/2.0.0"}`), `CYREXA_UPSTREAM` the gateway (`http://host:port`).
//!
//! For WebAssembly alone: elsewhere this crate is empty.
#![cfg(target_arch = "wasm32")]

mod body;
mod environment;
mod forward;
mod handler;
mod head;
mod log;
mod respond;

use wasi::exports::http::incoming_handler::Guest;
use wasi::http::types::{IncomingRequest, ResponseOutparam};

struct Component;

wasi::http::proxy::export!(Component);

impl Guest for Component {
    fn handle(request: IncomingRequest, out: ResponseOutparam) {
        handler::handle(request, out);
    }
}
