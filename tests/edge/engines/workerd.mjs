// workerd, with the package's ready-made Worker, by miniflare.

import { readFileSync, readdirSync } from "node:fs";

import { Miniflare } from "miniflare";

import { files, need } from "../support/files.mjs";

export async function workerd({ upstream, basePath, variables = {} }) {
  const miniflare = new Miniflare({
    host: "127.0.0.1",
    port: 0,
    modules: workerModules(),
    compatibilityDate: "2026-01-01",
    bindings: { CYREXA_BASE_PATH: basePath, CYREXA_UPSTREAM: upstream, ...variables },
    handleRuntimeStdio: (stdout, stderr) => (stdout.resume(), stderr.resume()),
  });
  const url = await miniflare.ready;
  return { miniflare, port: Number(url.port), stop: () => miniflare.dispose() };
}

/** The entry of the `workerd` condition as the Worker. */
export const workerModules = () => packageModules("src", "workerd.mjs");

/** As a bundler would hand them over, the entry of the `workerd` condition first, by a name. */
export function packageModules(folder, entry) {
  need("npm");
  const names = readdirSync(`${files.npm}/src`).filter((name) => /^(workerd|core|fetch|frame|answer|shared_buffer|headers|options|counters|broken|may_write|hono)\.mjs$/.test(name));
  names.sort((a, b) => Number(b === "workerd.mjs") - Number(a === "workerd.mjs"));
  const pathOf = (name) => `${folder}/${name === "workerd.mjs" ? entry : name}`;
  const modules = names.map((name) => ({ type: "ESModule", path: pathOf(name), contents: readFileSync(`${files.npm}/src/${name}`, "utf8") }));
  const wasm = { type: "CompiledWasm", path: "cyrexa_edge.wasm", contents: readFileSync(`${files.npm}/cyrexa_edge.wasm`) };
  return [...modules, wasm];
}
