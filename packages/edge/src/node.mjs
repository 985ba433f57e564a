// Node.js: the core, a middleware for Express and whatever speaks `(req, res, next)`, one for Hono, and a guard over web requests.

import { readFileSync } from "node:fs";

import { Edge } from "./core.mjs";

export { Edge };
export { fetchGuard } from "./fetch.mjs";
export { honoMiddleware } from "./hono.mjs";
export { nodeMiddleware } from "./middleware.mjs";
export { forwardTo } from "./proxy.mjs";

let module;

export async function createEdge(options) {
  module ??= new WebAssembly.Module(readFileSync(new URL("../cyrexa_edge.wasm", import.meta.url)));
  return new Edge(module, options);
}
