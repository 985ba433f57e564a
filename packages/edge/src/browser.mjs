// Browsers: the core, and a service worker that refuses a bad write before it leaves the machine.

import { Edge } from "./core.mjs";
import { fetchGuard } from "./fetch.mjs";
import { mayWrite } from "./may_write.mjs";

export { Edge, fetchGuard };
export { honoMiddleware } from "./hono.mjs";

/** `wasmUrl`: where the module is, if not beside this file. */
export async function createEdge({ wasmUrl = new URL("../cyrexa_edge.wasm", import.meta.url), ...options }) {
  const response = await fetch(wasmUrl);
  if (!response.ok) throw new Error(`@cyrexa/edge: ${wasmUrl} answered ${response.status}`);
  return new Edge(await WebAssembly.compile(await response.arrayBuffer()), options);
}

/** In a service worker: `guardFetchEvents(self, options)`. Requests that cannot be writes are left to the browser. */
export function guardFetchEvents(scope, options) {
  let edge = null;
  // After a failed load the next request tries again.
  const ready = () => (edge ??= createEdge(options).catch((error) => { edge = null; throw error; }));
  const fail = options.mode === "observe" ? "open" : options.fail;
  const guard = { fetch: (request) => fetchGuard(ready(), fail)(request, (passed) => fetch(passed)) };
  scope.addEventListener("install", (event) => event.waitUntil(ready()));
  scope.addEventListener("fetch", (event) => {
    const { pathname, search } = new URL(event.request.url);
    const { method, headers } = event.request;
    if (mayWrite({ method, path: pathname + search, headers })) event.respondWith(guard.fetch(event.request));
  });
}
