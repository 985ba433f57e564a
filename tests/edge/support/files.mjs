// Where `cargo xtask build` and `cargo build` leave what is tested here.

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";

export const root = fileURLToPath(new URL("../../../", import.meta.url));
const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
/** `dist/edge` is made with the page; what is tested lies where no other build removes it. */
const edge = process.env.CYREXA_EDGE_DIST ?? join(target, "edge");

export const files = {
  gateway: process.env.CYREXA_GATEWAY_BIN ?? join(target, "debug/cyrexa-gateway"),
  judgeFrames: join(target, "debug/examples/judge_frames"),
  wasm: join(edge, "cyrexa_edge.wasm"),
  npm: join(edge, "npm"),
  envoyFilter: join(edge, "envoy/cyrexa_edge_envoy.wasm"),
  component: join(edge, "wasi/cyrexa_edge.component.wasm"),
  envoy: process.env.CYREXA_ENVOY ?? join(toolCache(), "envoy-1.40.0/envoy/_bin/envoy"),
  chrome: process.env.CHROME_PATH ?? "/usr/bin/chromium",
  modules: fileURLToPath(new URL("../node_modules", import.meta.url)),
};

function toolCache() {
  return process.env.CYREXA_TOOLS ?? join(process.env.XDG_CACHE_HOME ?? join(process.env.HOME ?? "", ".cache"), "cyrexa/tools");
}

/** One clear line for what is missing. */
export function need(...names) {
  for (const name of names) {
    if (!existsSync(files[name])) throw new Error(`${files[name]} is missing: run \`cargo xtask test --only edge\``);
  }
}
