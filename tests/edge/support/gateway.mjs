// The real gateway, in a folder of its own.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { files } from "./files.mjs";
import { lineOf, stop } from "./process.mjs";

export const BASE_PATH = "/ipg/2.0.0";

export async function startGateway() {
  const folder = await mkdtemp(join(tmpdir(), "cyrexa-edge-"));
  const child = spawn(
    files.gateway,
    ["--listen", "127.0.0.1:0", "--database", join(folder, "customers.db"), "--dev", "--rate-limit", "0", "--address-rate-limit", "0", "--duplicate-limit", "0", "--log", "off"],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const [, origin] = await lineOf(child, child.stdout, /listening on (http:\/\/[^/\s]+)/);
  const port = Number(new URL(origin).port);
  const response = await fetch(`${origin}/dev/token?role=merchant`);
  const { token } = await response.json();
  return {
    port,
    token,
    async stop() {
      await stop(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
