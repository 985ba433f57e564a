// The package as somebody has it who installed it: the examples run as they are, and the types are those of what is exported.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";

import { Miniflare } from "miniflare";

import { bunBinary, denoBinary } from "../engines/runtimes.mjs";
import { packageModules } from "../engines/workerd.mjs";
import { files, need } from "../support/files.mjs";
import { startGateway } from "../support/gateway.mjs";
import { lineOf, stop } from "../support/process.mjs";
import { GOOD, said } from "../support/requests.mjs";

need("npm", "gateway");
const examples = join(files.npm, "examples");
const MISSING = "VALIDATION_FAILED name.required email.required";
let folder;

before(() => {
  folder = mkdtempSync(join(tmpdir(), "cyrexa-edge-user-"));
  mkdirSync(join(folder, "node_modules/@cyrexa"), { recursive: true });
  cpSync(files.npm, join(folder, "node_modules/@cyrexa/edge"), { recursive: true });
  for (const name of ["express", "hono"]) symlinkSync(join(files.modules, name), join(folder, "node_modules", name), "dir");
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module", dependencies: { "@cyrexa/edge": "*", express: "*", hono: "*" } }));
});
after(() => rmSync(folder, { recursive: true, force: true }));

const send = (origin, body) => fetch(new URL("/ipg/2.0.0/customers", origin), { method: "POST", headers: { "content-type": "application/json" }, body });

/** Copies an example and runs it at a port of the system's choice. */
async function running(program, args, example, more, use) {
  cpSync(join(examples, example), join(folder, example));
  const child = spawn(program, [...args, example, ...more], { cwd: folder, stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" } });
  try {
    const [, origin] = await lineOf(child, child.stdout, /listening on (\S+)/);
    await use(origin);
  } finally {
    await stop(child);
  }
}

async function refusesTheEmpty(origin) {
  const refused = await send(origin, "{}");
  assert.deepEqual([refused.status, said(await refused.arrayBuffer())], [400, MISSING]);
}

describe("the examples", () => {
  const application = async (origin) => {
    await refusesTheEmpty(origin);
    assert.deepEqual(await (await send(origin, GOOD)).json(), { got: ["name", "email"] });
  };
  test("express.mjs", () => running(process.execPath, [], "express.mjs", ["0"], application));
  test("hono.mjs", () => running(bunBinary(), ["run"], "hono.mjs", ["0"], application));

  test("deno.mjs, in front of a gateway", async () => {
    const gateway = await startGateway();
    try {
      await running(denoBinary(), ["run", "--no-prompt", "--allow-read", "--allow-net"], "deno.mjs", ["0", `http://127.0.0.1:${gateway.port}`], async (origin) => {
        await refusesTheEmpty(origin);
        assert.equal((await send(origin, GOOD)).status, 401, "the gateway's, since it has no token");
      });
    } finally {
      await gateway.stop();
    }
  });

  test("worker.mjs and wrangler.toml", async () => {
    const toml = readFileSync(join(examples, "wrangler.toml"), "utf8");
    const setting = (name) => new RegExp(`^${name} = "([^"]*)"`, "m").exec(toml)?.[1];
    assert.equal(setting("main"), "worker.mjs");
    const worker = { type: "ESModule", path: "worker.mjs", contents: readFileSync(join(examples, setting("main")), "utf8") };
    const start = async (mode) => {
      const miniflare = new Miniflare({
        host: "127.0.0.1", port: 0, compatibilityDate: setting("compatibility_date"), modules: [worker, ...packageModules("@cyrexa", "edge")],
        bindings: { CYREXA_BASE_PATH: setting("CYREXA_BASE_PATH"), CYREXA_MODE: mode },
        serviceBindings: { GATEWAY: async (request) => Response.json({ got: Object.keys(await request.json()) }) },
        handleRuntimeStdio: (stdout, stderr) => (stdout.resume(), stderr.resume()),
      });
      return { miniflare, origin: await miniflare.ready };
    };
    const observing = await start(setting("CYREXA_MODE"));
    assert.deepEqual(await (await send(observing.origin, "{}")).json(), { got: [] }, "the example begins by observing");
    await observing.miniflare.dispose();
    const enforcing = await start("enforce");
    await application(enforcing.origin);
    await enforcing.miniflare.dispose();
  });
});

test("what `npm pack` takes is all there is, with the licences that package.json names", () => {
  const [{ files: packed }] = JSON.parse(execFileSync("npm", ["pack", "--dry-run", "--json"], { cwd: files.npm, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  const names = packed.map(({ path }) => path).sort();
  const there = readdirSync(files.npm, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  assert.deepEqual(names, there.map((entry) => relative(files.npm, join(entry.parentPath ?? entry.path, entry.name))).sort());
  for (const licence of ["LICENSE", "LICENSE-APACHE", "LICENSE-MIT"]) assert.ok(names.includes(licence), licence);
});

describe("the types", () => {
  const fixture = fileURLToPath(new URL("../fixtures/types.mts", import.meta.url));

  const compiler = join(files.modules, "typescript/bin/tsc");
  const complaints = (lib, ...sources) => {
    const args = ["--noEmit", "--strict", "--target", "es2022", "--module", "nodenext", "--lib", lib, "--types", "", ...sources];
    try {
      return execFileSync(process.execPath, [compiler, ...args], { cwd: folder, encoding: "utf8" });
    } catch (error) {
      return error.stdout;
    }
  };

  test("every exported thing is used, strictly", () => {
    cpSync(fixture, join(folder, basename(fixture)));
    assert.equal(complaints("es2023,dom,dom.iterable", basename(fixture)), "");
  });

  test("a server's project, without the types of a browser", () => {
    // What Node's types have of them.
    writeFileSync(join(folder, "node.d.ts"), "declare class Request {} declare class Response {} declare class Headers {} declare class URL {}");
    writeFileSync(join(folder, "server.mts"), `import { createEdge, nodeMiddleware } from "@cyrexa/edge"; export const guard = nodeMiddleware(await createEdge({ basePath: "/" }));`);
    assert.equal(complaints("es2023", "node.d.ts", "server.mts"), "");
  });

  test("the fixture leaves nothing out", () => {
    const used = readFileSync(fixture, "utf8");
    for (const file of ["index.d.mts", "core.d.mts"]) {
      const declared = readFileSync(join(dirname(examples), "src", file), "utf8");
      const names = [...declared.matchAll(/export (?:declare )?(?:function|class|interface|type|const) (\w+)/g)].map(([, name]) => name);
      const members = [...declared.matchAll(/^  (?:readonly )?(\w+)\??[(:]/gm)].map(([, name]) => name).filter((name) => name !== "constructor");
      for (const name of [...names, ...members]) assert.match(used, new RegExp(`\\b${name}\\b`), `${name} of ${file}`);
    }
  });
});
