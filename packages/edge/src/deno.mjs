// Deno: the core, a guard over web requests, and a whole proxy.

import { Edge } from "./core.mjs";
import { fetchGuard } from "./fetch.mjs";
import { forwardTo } from "./proxy.mjs";

export { Edge, fetchGuard, forwardTo };
export { honoMiddleware } from "./hono.mjs";

let module;

export async function createEdge(options) {
  module ??= new WebAssembly.Module(Deno.readFileSync(new URL("../cyrexa_edge.wasm", import.meta.url)));
  return new Edge(module, options);
}

/** A handler for `Deno.serve`: judges, forwards to `upstream`. */
export async function createProxy({ upstream, ...options }) {
  const guard = fetchGuard(await createEdge(options));
  const forward = forwardTo(upstream);
  return (request) => guard(request, forward);
}
