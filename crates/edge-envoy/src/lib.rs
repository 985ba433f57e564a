//! The proxy-wasm filter: reads the host's callbacks, asks `cyrexa_edge`, does what it says.
//!
//! The calls that return an error are used, not the convenient ones that panic: a panic here is an outage.
//!
//! For WebAssembly alone: elsewhere this crate is empty.
#![cfg(target_arch = "wasm32")]

mod counters;
mod filter;
mod head;
mod host;
mod root;

use proxy_wasm::traits::RootContext;

proxy_wasm::main! {{
    proxy_wasm::set_root_context(|_| -> Box<dyn RootContext> { Box::new(root::Root::default()) });
}}
