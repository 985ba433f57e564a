//! Running what waits. One compiled piece of the spawner for all futures.

use std::pin::Pin;

use wasm_bindgen_futures::spawn_local;

/// Runs a future on the browser's event loop.
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    spawn_boxed(Box::pin(future));
}

fn spawn_boxed(future: Pin<Box<dyn Future<Output = ()>>>) {
    spawn_local(future);
}
