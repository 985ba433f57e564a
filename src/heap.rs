//! The browser's heap, for the app and the widget: Talc, 1.8 kB brotli less than std's dlmalloc (measured on
//! the app; the simplest free list, lol_alloc's, would save 0.3 more and search linearly).

use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};

#[global_allocator]
static HEAP: WasmDynamicTalc = new_wasm_dynamic_allocator();
