// The built app as a careful merchant serves it: exact media types, a strict content security policy, the page for every
// address that a person can be at, 404 for everything else.

import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";

/** What the app needs, and no more. `frame-ancestors` is the merchant's own choice; here it is `'none'`. */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
  "report-uri /policy-report",
].join("; ");

/** The rest of what docs/integrating.md asks for. */
export const HEADERS: Record<string, string> = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "strict-transport-security": "max-age=63072000; includeSubDomains",
};

const MEDIA_TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

export class StaticFiles {
  /** `<meta>` tags as the page's author sets them, by name: in place of the built page's own. */
  readonly meta = new Map<string, string>();

  /** Files that do not come, or not as they were built. */
  private readonly spoilt: { name: RegExp; how: "missing" | "empty" }[] = [];

  constructor(private readonly root: string) {}

  async serve(request: IncomingMessage, url: URL, response: ServerResponse): Promise<void> {
    const isRead = request.method === "GET" || request.method === "HEAD";
    if (!isRead) return void response.writeHead(405).end();
    const path = normalize(decodeURIComponent(url.pathname));
    const name = extname(path) === "" ? "index.html" : path;
    const spoilt = this.spoilt.find((file) => file.name.test(name));
    if (spoilt?.how === "missing") return void response.destroy();
    const body = spoilt ? Buffer.alloc(0) : await readFile(join(this.root, name)).catch(() => undefined);
    if (body === undefined)
      return void response.writeHead(404, { "content-type": "text/plain" }).end("Not found");
    response.writeHead(200, {
      "content-type": MEDIA_TYPES[extname(name)] ?? "application/octet-stream",
      "content-security-policy": POLICY,
      ...HEADERS,
      "cache-control": "no-cache",
    });
    response.end(name === "index.html" ? this.withMeta(body.toString()) : body);
  }

  spoil(name: RegExp, how: "missing" | "empty"): void {
    this.spoilt.push({ name, how });
  }

  mend(): void {
    this.spoilt.length = 0;
  }

  private withMeta(page: string): string {
    let out = page;
    for (const [name, content] of this.meta) {
      const others = out.replace(new RegExp(`<meta[^>]*name="?${name}"?[^>]*>`, "i"), "");
      out = others.replace("<title>", `<meta name="${name}" content="${content}"><title>`);
    }
    return out;
  }
}
