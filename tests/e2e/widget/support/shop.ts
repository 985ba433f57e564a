// A merchant's site as careful as the README asks for: a page on one origin, the widget's files on another, the gateway on a third.
// The page is what a test says, the policy is the README's own.

import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { extname, join } from "node:path";
import type { Site } from "../../support/site.ts";
import { BASE_PATH } from "../../support/environment.ts";
import { HEADERS } from "../../support/static_files.ts";
import { REACT, SHOP, WIDGET } from "./environment.ts";
import { Origin } from "./origin.ts";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
};

/** What may be appended to a file and change nothing: but for its hash, the file would do. In WebAssembly an empty section, `x`. */
const HARMLESS: Record<string, string | Uint8Array> = { ".js": "\n", ".wasm": Uint8Array.of(0, 2, 1, 120) };

/** What a test's page is made of. */
export interface PageParts {
  /** The content of `<main>`. */
  body: string;
  lang?: string;
  dir?: "ltr" | "rtl";
  css?: string;
  /** Runs before the widget's loader. */
  before?: string;
  /** Runs once its own module graph is there, next to the loader. */
  after?: string;
  /** How often the loader is on the page. */
  loaders?: number;
  /** The page is in a frame of the real one, with this as `sandbox`. */
  sandbox?: string;
}

export class Shop {
  /** Reports of the browser that the policy was violated. */
  readonly violations: string[] = [];
  /** Directives in place of the README's own. */
  readonly directives = new Map<string, string>();
  /** Files of the widget that are not as they were built. */
  tampered: RegExp | undefined;
  /** Folders by the path they are served under. */
  private readonly folders = new Map<string, string>();
  private parts: PageParts = { body: "" };
  private integrity: Record<string, string> = {};

  private constructor(
    readonly pages: Origin,
    readonly files: Origin,
    private readonly site: Site,
  ) {}

  static async start(site: Site): Promise<Shop> {
    let shop: Shop | undefined;
    const pages = await Origin.start(async (url, response, request) => {
      if (url.pathname === "/policy-report") {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        shop?.violations.push(Buffer.concat(chunks).toString());
        response.writeHead(204).end();
        return true;
      }
      return (await shop?.serve(url.pathname, response)) ?? false;
    });
    const files = await Origin.start((url, response) => {
      const more = shop?.tampered?.test(url.pathname) ? HARMLESS[extname(url.pathname)] : "";
      return serveFile(join(WIDGET, url.pathname), response, { "access-control-allow-origin": "*" }, more);
    });
    shop = new Shop(pages, files, site);
    shop.integrity = JSON.parse(await readFile(join(WIDGET, "sri.json"), "utf8"));
    return shop;
  }

  get origin(): string {
    return this.pages.origin;
  }

  /** Origins that the page is meant to call, too. */
  get others(): string[] {
    return [this.files.origin, this.site.origin];
  }

  /** What the element takes. */
  get gateway(): string {
    return this.site.origin + BASE_PATH;
  }

  /** The gateway's development tokens. */
  get tokens(): string {
    return `${this.site.origin}/dev/token`;
  }

  /** The page from its next load on. */
  show(parts: PageParts): void {
    this.parts = parts;
  }

  /** The demo's shop in place of a test's page. */
  showDemo(): void {
    this.folders.set("/", SHOP);
  }

  /** The demo's page in React, below `/react/`. The package is bundled: nothing comes from the widget's origin. */
  showReact(): void {
    this.directives.set("script-src", "'self' 'wasm-unsafe-eval'");
    this.directives.set("connect-src", `'self' ${this.site.origin}`);
    this.folders.set("/react/", REACT);
  }

  /** The loader's file with a hash in its name. */
  get loader(): { src: string; integrity: string } {
    const name = Object.keys(this.integrity).find((name) => /^cyrexa-customer-\d/.test(name)) ?? "";
    return { src: `${this.files.origin}/${name}`, integrity: this.integrity[name] ?? "" };
  }

  get policy(): string {
    const directives: Record<string, string> = {
      "default-src": "'none'",
      "script-src": `'self' ${this.files.origin} 'wasm-unsafe-eval'`,
      "style-src": "'self'",
      "connect-src": `${this.site.origin} ${this.files.origin}`,
      "img-src": "'self'",
      "form-action": "'none'",
      "base-uri": "'none'",
      "frame-ancestors": "'none'",
      "require-trusted-types-for": "'script'",
      "trusted-types": "'none'",
      "report-uri": "/policy-report",
      ...Object.fromEntries(this.directives),
    };
    return Object.entries(directives)
      .map((directive) => directive.join(" "))
      .join("; ");
  }

  async stop(): Promise<void> {
    await Promise.all([this.pages.stop(), this.files.stop()]);
  }

  private async serve(path: string, response: ServerResponse): Promise<boolean> {
    // A frame without an origin reads its own server's scripts as a stranger.
    const headers = {
      "content-security-policy": this.policy,
      ...HEADERS,
      ...(this.parts.sandbox === undefined ? {} : { "access-control-allow-origin": "*" }),
    };
    for (const [prefix, folder] of this.folders) {
      if (path.startsWith(prefix)) {
        const name = path.slice(prefix.length) || "index.html";
        return serveFile(join(folder, name), response, headers, "", (page) => this.withAddresses(page));
      }
    }
    const text = this.texts()[path];
    if (text === undefined) return false;
    response.writeHead(200, { ...headers, "content-type": TYPES[extname(path) || ".html"] }).end(text);
    return true;
  }

  private texts(): Record<string, string> {
    const { body, css = "", before = "", after = "", lang = "en", dir = "ltr", loaders = 1 } = this.parts;
    const { src, integrity } = this.loader;
    // The second and later ones are other files, as a page has that was put together by several people.
    const sources = [
      `src="${src}" integrity="${integrity}"`,
      ...Array<string>(9).fill(`src="${this.files.origin}/cyrexa-customer.js"`),
    ];
    const scripts = sources
      .slice(0, loaders)
      .map((from) => `<script type="module" crossorigin ${from}></script>`);
    const page = `<!doctype html><html lang="${lang}" dir="${dir}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>Your account – Nordwind</title><link rel="icon" href="/mark.svg"><link rel="stylesheet" href="/page.css">
<script src="/before.js"></script>${scripts.join("")}<script type="module" src="/after.js"></script></head>
<body><main><h1>Your account</h1>${this.withAddresses(body)}</main></body></html>`;
    const frame = `<!doctype html><html lang="en"><head><title>Nordwind</title><link rel="icon" href="/mark.svg">
<link rel="stylesheet" href="/frame.css"></head><body><iframe title="Account" sandbox="${this.parts.sandbox}" src="/framed"></iframe></body></html>`;
    return {
      "/": this.parts.sandbox === undefined ? page : frame,
      "/framed": page,
      "/frame.css": "iframe { inline-size: 100%; block-size: 700px; border: 0 }",
      "/page.css": css,
      "/before.js": before,
      "/after.js": this.withAddresses(after),
      "/mark.svg": `<svg xmlns="http://www.w3.org/2000/svg"/>`,
    };
  }

  private withAddresses(text: string): string {
    return text
      .replaceAll("__WIDGET_SCRIPT__", this.loader.src)
      .replaceAll("__WIDGET_INTEGRITY__", this.loader.integrity)
      .replaceAll("__WIDGET__", this.files.origin)
      .replaceAll("__GATEWAY__", this.gateway)
      .replaceAll("__TOKEN__", this.tokens);
  }
}

async function serveFile(
  path: string,
  response: ServerResponse,
  headers: Record<string, string>,
  more: string | Uint8Array = "",
  fill?: (page: string) => string,
): Promise<boolean> {
  const bytes = await readFile(path).catch(() => undefined);
  if (bytes === undefined) return false;
  const type = extname(path);
  response.writeHead(200, {
    ...headers,
    "content-type": TYPES[type] ?? "application/octet-stream",
    "cache-control": "no-cache",
  });
  response.write(fill && type === ".html" ? fill(bytes.toString()) : bytes);
  response.end(more);
  return true;
}
