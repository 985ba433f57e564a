//! Running what waits. One compiled piece of the spawner for all futures.

use std::pin::Pin;

use any_spawner::Executor;

/// Runs a future on the browser's event loop.
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    spawn_boxed(Box::pin(future));
}

fn spawn_boxed(future: Pin<Box<dyn Future<Output = ()>>>) {
    // Set already but for the first time: the page may spawn before it mounts.
    let _ = Executor::init_wasm_bindgen();
    Executor::spawn_local(future);
}
