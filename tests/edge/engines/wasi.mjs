// The wasi:http component under `jco serve`.

import { spawn } from "node:child_process";
import { join } from "node:path";

import { files, need } from "../support/files.mjs";
import { freePort } from "../support/port.mjs";
import { lineOf, stop } from "../support/process.mjs";

export async function wasi({ upstream, basePath, ...config }) {
  need("component");
  const port = await freePort();
  const jco = join(files.modules, "@bytecodealliance/jco/dist/jco.js");
  const environment = { ...process.env, CYREXA_EDGE: JSON.stringify({ basePath, ...config }), CYREXA_UPSTREAM: upstream };
  const args = [jco, "serve", files.component, "--port", `${port}`, "--host", "127.0.0.1"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"], env: environment });
  let log = "";
  child.stderr.on("data", (text) => (log += text));
  try {
    await Promise.race([lineOf(child, child.stdout, /listening/i), lineOf(child, child.stderr, /listening/i)]);
  } catch (error) {
    throw new Error(`jco serve is not ready: ${error.message}\n${log}`);
  }
  return { port, pid: child.pid, log: () => log, stop: () => stop(child) };
}
