// Cloudflare Workers and workerd. The default export is a Worker that takes its options from variables:
// CYREXA_BASE_PATH, CYREXA_LIMIT, CYREXA_MODE, CYREXA_FAIL, CYREXA_ALLOW_ORIGINS (comma-separated), and either the service binding
// GATEWAY, or CYREXA_UPSTREAM, or neither on a route (the zone's own origin).

import module from "../cyrexa_edge.wasm";
import { Edge } from "./core.mjs";
import { fetchGuard } from "./fetch.mjs";

export { Edge, fetchGuard };
export { honoMiddleware } from "./hono.mjs";

export async function createEdge(options) {
  return new Edge(module, options);
}

const guards = new Map();

export default {
  async fetch(request, env) {
    return guardOf(env)(request, forwarding(env));
  },
};

function guardOf(env) {
  const { CYREXA_BASE_PATH, CYREXA_LIMIT, CYREXA_MODE, CYREXA_FAIL, CYREXA_ALLOW_ORIGINS } = env;
  const key = `${CYREXA_BASE_PATH}\n${CYREXA_LIMIT}\n${CYREXA_MODE}\n${CYREXA_FAIL}\n${CYREXA_ALLOW_ORIGINS}`;
  let guard = guards.get(key);
  if (guard === undefined) {
    const options = { basePath: CYREXA_BASE_PATH };
    if (CYREXA_LIMIT !== undefined) options.limit = Number(CYREXA_LIMIT);
    if (CYREXA_MODE !== undefined) options.mode = CYREXA_MODE;
    if (CYREXA_FAIL !== undefined) options.fail = CYREXA_FAIL;
    if (CYREXA_ALLOW_ORIGINS) options.allowOrigins = CYREXA_ALLOW_ORIGINS.split(",").map((origin) => origin.trim());
    options.onFinding = logged;
    options.onFault = (error) => console.error("@cyrexa/edge:", error);
    guard = fetchGuard(new Edge(module, options));
    guards.set(key, guard);
  }
  return guard;
}

/** One line per finding for the platform's own log: codes and field names, never a value. */
function logged({ action, code, fields }) {
  console.log(JSON.stringify({ cyrexa_edge: action, code, fields: fields.map(({ field, code }) => `${field}.${code}`) }));
}

function forwarding({ GATEWAY, CYREXA_UPSTREAM }) {
  if (GATEWAY !== undefined) return (request) => GATEWAY.fetch(request);
  if (CYREXA_UPSTREAM === undefined) return (request) => fetch(request, { redirect: "manual" });
  return (request) => {
    const { pathname, search } = new URL(request.url);
    const target = new URL(CYREXA_UPSTREAM);
    target.pathname = target.pathname.replace(/\/$/, "") + pathname;
    target.search = search;
    return fetch(new Request(target, request), { redirect: "manual" });
  };
}
