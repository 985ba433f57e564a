// What the edge module costs, as ratios of CPU time within one run: the check against Ajv and hand-written JavaScript, workerd and Envoy
// against themselves without it. Rounds alternate, so that what else the machine does meets both sides; the median round counts.

import { spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { Agent, request as outgoing } from "node:http";
import { fileURLToPath } from "node:url";

import Ajv from "ajv";
import addFormats from "ajv-formats";
import { Miniflare } from "miniflare";

import { startEnvoy } from "../engines/envoy.mjs";
import { workerd } from "../engines/workerd.mjs";
import { files, need } from "../support/files.mjs";
import { lineOf, stop } from "../support/process.mjs";
import { check } from "./by_hand.mjs";

const BASE_PATH = "/ipg/2.0.0";
const ROUNDS = Number(process.env.CYREXA_BENCH_ROUNDS ?? 7);
const BODY = JSON.stringify({
  name: "Åsa Öberg-Łukasiewicz", email: "asa.oberg@mail.example.com", address: "Storgatan 12\n111 22 Stockholm\nSweden", phone: "+46 (8) 123 456 78", memberId: "GOLD-000123", note: "x",
});
need("npm", "wasm");

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const row = (name, value, unit, ratio, note = "") => console.log(`${name.padEnd(46)} ${value.toFixed(2).padStart(9)} ${unit} ${ratio === null ? "" : `x ${ratio.toFixed(2)}`} ${note}`);

/** Microseconds of CPU of each contender in each round, in turn. */
async function compare(contenders) {
  const costs = contenders.map(() => []);
  for (let round = 0; round < ROUNDS + 1; round++) {
    for (const [index, { name, run }] of contenders.entries()) {
      if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${round === 0 ? "warming up" : `round ${round} of ${ROUNDS}`}: ${name}`);
      const cost = await run();
      if (round > 0) costs[index].push(cost);
    }
  }
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
  // Each against the first of the same round.
  return contenders.map(({ name }, index) => ({ name, cost: median(costs[index]), ratio: median(costs[index].map((cost, round) => cost / costs[0][round])) }));
}

async function checks() {
  const { createEdge } = await import(`${files.npm}/src/node.mjs`);
  const edge = await createEdge({ basePath: BASE_PATH });
  const ajv = addFormats(new Ajv({ allErrors: true, allowUnionTypes: true }));
  const validate = ajv.compile(JSON.parse(readFileSync(new URL("rules.schema.json", import.meta.url), "utf8")));
  const decoder = new TextDecoder();
  const timed = (count, call) => async () => {
    const before = process.cpuUsage();
    for (let i = 0; i < count; i++) call();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / count;
  };
  for (const [what, text] of [["good", BODY], ["bad", BODY.replace("mail.example.com", "mail").replace("@", "@-").replace("+46 (8)", "call")]]) {
    const body = new TextEncoder().encode(text);
    const request = { method: "POST", path: `${BASE_PATH}/customers`, headers: { "content-type": "application/json" }, body };
    console.log(`\na ${what} body of ${body.length} bytes: CPU of one, and against Ajv`);
    const results = await compare([
      { name: "Ajv (allErrors) + JSON.parse", run: timed(60_000, () => validate(JSON.parse(decoder.decode(body)))) },
      { name: "by hand + JSON.parse", run: timed(60_000, () => check(JSON.parse(decoder.decode(body)))) },
      { name: "edge.check, the body: bytes in, verdict out", run: timed(60_000, () => edge.check(body, "create")) },
      { name: "edge.inspect, head and body, with the answer", run: timed(60_000, () => edge.inspect(request)) },
    ]);
    for (const { name, cost, ratio } of results) row(name, cost, "us", ratio, `(${(1 / ratio).toFixed(2)} times Ajv's speed)`);
  }
}

/** Requests over connections that stay open; microseconds of CPU of the server's processes for each. */
function load(port, pids, count) {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(BODY) };
  const ask = () => new Promise((resolve, reject) => {
    const request = outgoing({ host: "127.0.0.1", port, method: "POST", path: `${BASE_PATH}/customers`, headers, agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`status ${response.statusCode}`));
      response.resume().on("end", resolve);
    });
    request.on("error", reject);
    request.end(BODY);
  });
  return async () => {
    const before = spent(pids);
    let left = count;
    const worker = async () => {
      while (left-- > 0) await ask();
    };
    await Promise.all(Array.from({ length: 8 }, worker));
    return (spent(pids) - before) / count / 1000;
  };
}

/** Nanoseconds that all threads of the processes have run. */
function spent(pids) {
  const threads = pids.flatMap((pid) => readdirSync(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}/schedstat`));
  return threads.reduce((sum, file) => sum + Number(readFileSync(file, "utf8").split(" ")[0]), 0);
}

/** Processes of that name that this one has started. */
function descendants(name, of = process.pid) {
  const parents = new Map();
  for (const pid of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    try {
      const [head, rest] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ");
      parents.set(Number(pid), { comm: head.split("(")[1], parent: Number(rest.split(" ")[1]) });
    } catch {
      // It has ended since.
    }
  }
  const isOurs = (pid) => pid === of || (parents.has(pid) && isOurs(parents.get(pid).parent));
  return [...parents].filter(([pid, { comm }]) => comm.startsWith(name) && isOurs(pid)).map(([pid]) => pid);
}

async function upstreamServer() {
  const child = spawn(process.execPath, [fileURLToPath(new URL("upstream.mjs", import.meta.url))], { stdio: ["ignore", "pipe", "inherit"] });
  const [, port] = await lineOf(child, child.stdout, /serving on (\d+)/);
  return { url: `http://127.0.0.1:${port}`, stop: () => stop(child) };
}

async function onWorkerd(upstream) {
  const script = "export default { fetch: (request, env) => { const { pathname, search } = new URL(request.url); return fetch(new Request(env.UPSTREAM + pathname + search, request), { redirect: 'manual' }); } };";
  const plain = new Miniflare({ host: "127.0.0.1", port: 0, modules: true, script, compatibilityDate: "2026-01-01", bindings: { UPSTREAM: upstream } });
  const { port } = await plain.ready;
  const plainPids = descendants("workerd");
  const checked = await workerd({ upstream, basePath: BASE_PATH });
  const checkedPids = descendants("workerd").filter((pid) => !plainPids.includes(pid));
  console.log("\nworkerd, CPU of a good request");
  const results = await compare([
    { name: "a Worker that passes everything on", run: load(Number(port), plainPids, 2000) },
    { name: "the same with the edge module", run: load(checked.port, checkedPids, 2000) },
  ]);
  for (const { name, cost, ratio } of results) row(name, cost, "us", ratio);
  await checked.stop();
  await plain.dispose();
}

async function onEnvoy(upstream) {
  const without = (yaml) => yaml.replace(/ +- name: cyrexa\.edge[\s\S]*?(?= +- name: envoy\.filters\.http\.router)/, "");
  const settings = { upstream, basePath: BASE_PATH };
  const engines = [await startEnvoy("envoy.yaml", { ...settings, configure: without }), await startEnvoy("envoy.yaml", settings), await startEnvoy("envoy-hold.yaml", settings)];
  console.log("\nEnvoy, CPU of a good request");
  const names = ["without the filter", "with the filter", 'with the filter, "hold"'];
  const results = await compare(engines.map((engine, index) => ({ name: names[index], run: load(engine.port, [engine.pid], 4000) })));
  for (const { name, cost, ratio } of results) row(name, cost, "us", ratio);
  for (const engine of engines) await engine.stop();
}

const parts = process.argv.slice(2);
const unknown = parts.find((part) => !["check", "workerd", "envoy"].includes(part));
if (unknown !== undefined) throw new Error(`there is no part ${unknown}: check, workerd, envoy`);
const wanted = (part) => parts.length === 0 || parts.includes(part);
if (wanted("check")) await checks();
const upstream = await upstreamServer();
if (wanted("workerd")) await onWorkerd(upstream.url);
if (wanted("envoy")) await onEnvoy(upstream.url);
await upstream.stop();
