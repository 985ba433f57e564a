// Bun: the core, a guard over web requests, and a whole proxy.

import { readFileSync } from "node:fs";

import { Edge } from "./core.mjs";
import { fetchGuard } from "./fetch.mjs";
import { forwardTo } from "./proxy.mjs";

export { Edge, fetchGuard, forwardTo };
export { honoMiddleware } from "./hono.mjs";

let module;

export async function createEdge(options) {
  module ??= new WebAssembly.Module(readFileSync(new URL("../cyrexa_edge.wasm", import.meta.url)));
  return new Edge(module, options);
}

/** A handler for `Bun.serve`: judges, forwards to `upstream`. */
export async function createProxy({ upstream, ...options }) {
  const guard = fetchGuard(await createEdge(options));
  const forward = forwardTo(upstream);
  return (request) => guard(request, forward);
}
