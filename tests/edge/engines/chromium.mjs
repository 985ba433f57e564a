// Chromium with the package in a service worker; the client is a page of the same origin.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { once } from "node:events";

import { chromium as browserType } from "playwright-core";

import { files, need } from "../support/files.mjs";
import { pass } from "./judging_proxy.mjs";

export const QUIET = [
  "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];
const TYPES = { mjs: "text/javascript", wasm: "application/wasm", html: "text/html" };
const worker = (basePath) => `
  import { guardFetchEvents } from "/package/src/browser.mjs";
  guardFetchEvents(self, { basePath: ${JSON.stringify(basePath)} });
  self.addEventListener("install", () => self.skipWaiting());
  self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));`;

export async function chromium({ upstream, basePath }) {
  need("npm", "chrome");
  const site = await startSite(upstream, { "/worker.mjs": worker(basePath) });
  const browser = await browserType.launch({ executablePath: files.chrome, args: QUIET });
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${site.port}/page.html`);
  await page.evaluate(async () => {
    const controlled = new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }));
    await navigator.serviceWorker.register("/worker.mjs", { type: "module", scope: "/" });
    await controlled;
  });
  return {
    port: site.port,
    page,
    fetch: (request) => ask(page, request),
    async stop() {
      await browser.close();
      await site.stop();
    },
  };
}

async function ask(page, { method, target, headers, body }) {
  const hasBody = body !== null && method !== "GET" && method !== "HEAD";
  const sent = { method, target, headers, body: hasBody ? body.toString("base64") : null };
  const answer = await page.evaluate(async ({ method, target, headers, body }) => {
    const bytes = body === null ? undefined : Uint8Array.from(atob(body), (c) => c.charCodeAt(0));
    const response = await fetch(location.origin + target, { method, headers, body: bytes, cache: "no-store" });
    const received = new Uint8Array(await response.arrayBuffer());
    let text = "";
    for (const byte of received) text += String.fromCharCode(byte);
    return { status: response.status, headers: Object.fromEntries(response.headers), body: btoa(text) };
  }, sent);
  return { ...answer, body: Buffer.from(answer.body, "base64") };
}

/** Pages and the package from here, everything else from the gateway. */
export async function startSite(upstream, pages) {
  const { hostname, port } = new URL(upstream);
  const server = createServer(async (req, res) => {
    const path = req.url;
    const type = TYPES[path.split(".").pop()];
    if (path === "/page.html") return res.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>page</title>");
    if (pages[path] !== undefined) return res.writeHead(200, { "content-type": type }).end(pages[path]);
    if (path.startsWith("/package/")) {
      const file = await readFile(`${files.npm}/${path.slice("/package/".length)}`).catch(() => null);
      return file === null ? res.writeHead(404).end() : res.writeHead(200, { "content-type": type }).end(file);
    }
    const chunks = [];
    for await (const chunk of req) chunks.push(chunk);
    pass(req, res, { hostname, port, body: Buffer.concat(chunks) });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: server.address().port,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
