// What the tests run against: the built app, the gateway's binary, the system's browser. `cargo xtask test` sets these.

import { resolve } from "node:path";

const here = import.meta.dirname;

const path = (variable: string, otherwise: string): string =>
  resolve(here, "..", process.env[variable] || otherwise);

/** The output of `cargo xtask build`. */
export const DIST = path("CYREXA_DIST", "../../dist");

/** demo/leptos as Trunk builds it. */
export const LEPTOS_DEMO = path("CYREXA_LEPTOS_DEMO", "../../target/demo-leptos");

/** The reference gateway. */
export const GATEWAY_BINARY = path("CYREXA_GATEWAY_BIN", "../../target/debug/cyrexa-gateway");

/** Chrome or Chromium. */
export const CHROME = path("CHROME_PATH", "/usr/bin/chromium");

/** Where the gateway is mounted, on its own origin and behind a merchant's proxy alike. */
export const BASE_PATH = "/ipg/2.0.0";

/** A headless browser that asks the network for nothing of its own. */
export const CHROME_FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
