//! The proxy-wasm filter: reads the host's callbacks, asks `cyrexa_edge`, does what it says.
//!
//! A host call that fails is a value here, never a panic: a panic is an outage.
//!
//! For WebAssembly alone: elsewhere this crate is empty.
#![cfg(target_arch = "wasm32")]

mod abi;
mod counters;
mod filter;
mod head;
mod host;
mod root;

use proxy_wasm::traits::RootContext;

proxy_wasm::main! {{
    proxy_wasm::set_root_context(|_| -> Box<dyn RootContext> { Box::new(root::Root::default()) });
}}
