// Envoy with the example configurations of the filter, at other ports.

import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { files, need, root } from "../support/files.mjs";
import { lineOf, stop } from "../support/process.mjs";

export const envoy = (settings) => startEnvoy("envoy.yaml", settings);
export const envoyHold = (settings) => startEnvoy("envoy-hold.yaml", settings);

/** `configure` changes the text of the configuration; `filter` is the module where it is not the one that was built. */
export async function startEnvoy(example, { upstream, basePath, configure = (yaml) => yaml, filter = null, concurrency = 1 }) {
  need("envoy", "envoyFilter");
  const folder = await mkdtemp(join(tmpdir(), "cyrexa-envoy-"));
  const module = filter === null ? files.envoyFilter : join(folder, "filter.wasm");
  if (filter !== null) await writeFile(module, filter);
  const yaml = await readFile(join(root, "crates/edge-envoy/examples", example), "utf8");
  const admin = `admin: { address: { socket_address: { address: 127.0.0.1, port_value: 0 } } }\n`;
  const local = yaml
    .replace("port_value: 10000", "port_value: 0")
    .replace("port_value: 8080", `port_value: ${new URL(upstream).port}`)
    .replace('"/ipg/2.0.0"', JSON.stringify(basePath))
    .replace("filename: cyrexa_edge_envoy.wasm", `filename: ${module}`);
  await writeFile(join(folder, "envoy.yaml"), configure(admin + local));
  const addresses = join(folder, "admin");
  const args = ["-c", join(folder, "envoy.yaml"), "--admin-address-path", addresses, "--use-dynamic-base-id", "--concurrency", `${concurrency}`, "-l", "info"];
  const child = spawn(files.envoy, args, { stdio: ["ignore", "ignore", "pipe"] });
  let log = "";
  child.stderr.on("data", (text) => (log += text));
  try {
    await lineOf(child, child.stderr, /starting main dispatch loop/);
    const adminOrigin = `http://${await readFile(addresses, "utf8")}`;
    await serving(adminOrigin);
    const { listener_statuses: listeners } = await (await fetch(`${adminOrigin}/listeners?format=json`)).json();
    return {
      port: listeners[0].local_address.socket_address.port_value,
      pid: child.pid,
      log: () => log,
      stats: async (filter) => (await fetch(`${adminOrigin}/stats?filter=${filter}`)).text(),
      async stop() {
        await stop(child);
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await stop(child);
    await rm(folder, { recursive: true, force: true });
    throw new Error(`Envoy is not ready: ${error.message}\n${log.split("\n").filter((line) => /error|critical|cyrexa/.test(line)).join("\n")}`);
  }
}

/** The listener opens once the module is compiled. */
async function serving(admin) {
  for (;;) {
    const response = await fetch(`${admin}/ready`);
    const { listener_statuses: listeners = [] } = await (await fetch(`${admin}/listeners?format=json`)).json();
    if (response.status === 200 && listeners.length > 0) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
