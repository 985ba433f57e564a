// One corpus of bodies, four builds: native, the module in Node, the module in Chromium, and the gateway over HTTP. The verdicts are the same to the
// byte, but for time and request id. What the gateway accepts passes.

import assert from "node:assert/strict";
import { Agent, request as outgoing } from "node:http";
import { after, before, test } from "node:test";

import { chromium } from "playwright-core";

import { corpus } from "../corpus.mjs";
import { QUIET, startSite } from "../engines/chromium.mjs";
import { unstamped } from "../support/case.mjs";
import { files, need } from "../support/files.mjs";
import { BASE_PATH, startGateway } from "../support/gateway.mjs";
import { startNativeJudge } from "../support/native_judge.mjs";

need("gateway", "judgeFrames", "npm", "chrome");
const { createEdge } = await import(`${files.npm}/src/node.mjs`);

const COUNT = Number(process.env.CYREXA_PARITY_BODIES ?? 20_000);
const PASS = "pass";
const bodies = corpus(COUNT);
let inNode;

/** `POST /customers` and `PUT /customers/{id}` in turn. */
function requestOf(body, index, id = 1) {
  const [method, path] = index % 2 === 0 ? ["POST", `${BASE_PATH}/customers`] : ["PUT", `${BASE_PATH}/customers/${id}`];
  return { method, path, headers: [["content-type", "application/json"]], body };
}

const written = (verdict) => (verdict.action === "pass" ? PASS : `${verdict.status} ${unstamped(Buffer.from(verdict.body))}`);

before(async () => {
  const edge = await createEdge({ basePath: BASE_PATH });
  inNode = bodies.map((body, index) => written(edge.inspect(requestOf(body, index))));
});

test("the corpus is large, varied, and has bodies of every verdict", () => {
  assert.ok(bodies.length >= COUNT);
  assert.equal(new Set(bodies.map((body) => body.toString("latin1"))).size, bodies.length, "no body twice");
  const count = (pattern) => inNode.filter((verdict) => pattern.test(verdict)).length;
  for (const pattern of [/^pass/, /MALFORMED_BODY/, /VALIDATION_FAILED/, /"required"/, /"too_long"/, /"format"/, /"characters"/, /"card_number"/, /"type"/]) {
    assert.ok(count(pattern) >= bodies.length / 200, `${pattern}: ${count(pattern)}`);
  }
});

test("native code says the same", async () => {
  const judge = await startNativeJudge({ basePath: BASE_PATH });
  const verdicts = await Promise.all(bodies.map((body, index) => judge.inspect(requestOf(body, index))));
  await judge.stop();
  compare(verdicts.map(written));
});

test("Chromium says the same", async () => {
  const site = await startSite("http://127.0.0.1:9", {});
  const browser = await chromium.launch({ executablePath: files.chrome, args: QUIET });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${site.port}/page.html`);
    const verdicts = [];
    for (let at = 0; at < bodies.length; at += 2000) {
      const piece = bodies.slice(at, at + 2000).map((body, index) => {
        const { method, path, headers } = requestOf(null, at + index);
        return { method, path, headers, body: body.toString("base64") };
      });
      verdicts.push(...(await page.evaluate(judged, { basePath: BASE_PATH, piece })));
    }
    compare(verdicts.map((verdict) => written(verdict.action === "pass" ? verdict : { ...verdict, body: Buffer.from(verdict.body, "base64") })));
  } finally {
    await browser.close();
    await site.stop();
  }
});

test("the gateway says the same over HTTP, and refuses nothing that passes", async () => {
  const gateway = await startGateway();
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const ask = (request) => overHttp(gateway, agent, request);
  try {
    const { body } = await ask(requestOf(Buffer.from('{"name":"Before","email":"before@example.com"}'), 0));
    const { id } = JSON.parse(body);
    const verdicts = new Array(bodies.length);
    let next = 0;
    const worker = async () => {
      for (let index = next++; index < bodies.length; index = next++) {
        const { status, body } = await ask(requestOf(bodies[index], index, id));
        // Accepted; or acceptable, but somebody has that e-mail address already.
        verdicts[index] = status === 200 || status === 409 ? PASS : `${status} ${unstamped(body)}`;
      }
    };
    await Promise.all(Array.from({ length: 8 }, worker));
    compare(verdicts);
  } finally {
    agent.destroy();
    await gateway.stop();
  }
});

after(() => console.log(`parity: ${bodies.length} bodies, ${inNode.filter((verdict) => verdict === PASS).length} of them accepted`));

function compare(verdicts) {
  assert.equal(verdicts.length, inNode.length);
  for (const [index, verdict] of verdicts.entries()) {
    if (verdict !== inNode[index]) assert.equal(verdict, inNode[index], `body ${index}: ${bodies[index].toString("latin1").slice(0, 300)}`);
  }
}

/** Runs in the page. */
async function judged({ basePath, piece }) {
  const { createEdge } = await import("/package/src/browser.mjs");
  globalThis.edge ??= await createEdge({ basePath });
  return piece.map(({ body, ...request }) => {
    const verdict = globalThis.edge.inspect({ ...request, body: Uint8Array.from(atob(body), (c) => c.charCodeAt(0)) });
    return verdict.action === "pass" ? { action: "pass" } : { ...verdict, body: btoa(String.fromCharCode(...verdict.body)) };
  });
}

function overHttp({ port, token }, agent, { method, path, headers, body }) {
  return new Promise((resolve, reject) => {
    const all = { ...Object.fromEntries(headers), authorization: `Bearer ${token}`, "content-length": body.length };
    const request = outgoing({ host: "127.0.0.1", port, method, path, headers: all, agent }, async (response) => {
      const parts = [];
      for await (const part of response) parts.push(part);
      resolve({ status: response.statusCode, body: Buffer.concat(parts) });
    });
    request.on("error", reject);
    request.end(body);
  });
}
