import type { Edge, EdgeOptions } from "./core.mjs";

export { Edge } from "./core.mjs";
export type { Counts, EdgeOptions, EdgeRequest, Finding, Operation, Pass, Reject } from "./core.mjs";

/** `wasmUrl` is for browsers alone: where the module is, if not beside the package. */
export function createEdge(options: EdgeOptions & { wasmUrl?: string | URL }): Promise<Edge>;

/** A guard over web requests: what passes goes to `forward`. */
export function fetchGuard(
  edge: Edge | Promise<Edge>,
  fail?: "closed" | "open",
): (request: Request, forward: (request: Request) => Promise<Response>) => Promise<Response>;

/** Hono, on every host. */
export function honoMiddleware(edge: Edge): (context: any, next: () => Promise<void>) => Promise<Response | undefined>;

/** Node.js: Express, Connect, `node:http`. */
export function nodeMiddleware(edge: Edge): (req: any, res: any, next: (error?: unknown) => void) => void;

/** Node.js, Deno, Bun: sends a request on to a gateway at another address. */
export function forwardTo(upstream: string | URL, init?: object): (request: Request) => Promise<Response>;

/** Deno, Bun: a whole proxy as a handler. */
export function createProxy(options: EdgeOptions & { upstream: string | URL }): Promise<(request: Request) => Promise<Response>>;

/** Browsers: in a module service worker, `guardFetchEvents(self, options)`. */
export function guardFetchEvents(scope: any, options: EdgeOptions & { wasmUrl?: string | URL }): void;

/** Cloudflare Workers: a ready Worker, configured by variables. */
declare const worker: { fetch(request: Request, env: Record<string, any>): Promise<Response> };
export default worker;
