// The package's core call: shapes, options, counters, and that it never keeps or changes what it is given.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { files, need } from "../support/files.mjs";
import { GOOD, bytes, post, said } from "../support/requests.mjs";

need("npm");
const { createEdge } = await import(`${files.npm}/src/node.mjs`);
const at = (options) => createEdge({ basePath: "/ipg/2.0.0", ...options });

test("the module imports nothing", () => {
  const module = new WebAssembly.Module(readFileSync(files.wasm));
  assert.deepEqual(WebAssembly.Module.imports(module), []);
  const functions = WebAssembly.Module.exports(module).filter(({ kind }) => kind === "function").map(({ name }) => name);
  assert.deepEqual(functions.sort(), ["alloc", "check", "free", "inspect", "vocabulary"]);
});

test("headers of every shape mean the same", async () => {
  const edge = await at();
  const pairs = [["Content-Type", "application/json"], ["X-Request-Id", "0f8fad5b-d9cb-469f-a165-70867728950e"]];
  for (const headers of [new Headers(pairs), pairs, Object.fromEntries(pairs), { "content-type": ["application/json"], "x-request-id": "0f8fad5b-d9cb-469f-a165-70867728950e" }]) {
    const verdict = edge.inspect({ ...post(), headers });
    assert.equal(said(verdict.body), "VALIDATION_FAILED name.required email.required");
    assert.equal(verdict.headers["x-request-id"], "0f8fad5b-d9cb-469f-a165-70867728950e");
  }
  for (const headers of [undefined, null, {}, [], new Headers(), { "content-type": ["application/json", "text/plain"] }]) {
    assert.equal(edge.inspect({ ...post(), headers }).status, 415);
  }
});

test("head and body asked apart say what the whole request is told, and count once", async () => {
  const [whole, apart] = [await at({ limit: 300 }), await at({ limit: 300 })];
  const requests = [GOOD, "{}", "[", '{"name":5,"email":"x","phone":"y"}', `${GOOD}${" ".repeat(300)}`, ""].flatMap((body) => [post(body), { ...post(body), method: "PUT", path: "/ipg/2.0.0/customers/7" }]);
  for (const request of requests) {
    const head = apart.inspectHead(request);
    assert.deepEqual(head, { action: "read", operation: request.method === "POST" ? "create" : "update" });
    const [one, other] = [whole.inspect(request), apart.inspectBody(request, head.operation)];
    assert.deepEqual([other.action, other.status, other.finding], [one.action, one.status, one.finding]);
    if (request.body.length <= 300) assert.deepEqual(apart.check(request.body, head.operation), one.finding ?? null);
  }
  assert.deepEqual(apart.counters(), whole.counters());
});

test("an answer keeps no memory of the module, and a request stays as it was", async () => {
  const edge = await at();
  const request = post("{}");
  const first = edge.inspect(request);
  const before = Buffer.from(first.body).toString();
  edge.inspect(post('{"name":""}'));
  assert.equal(Buffer.from(first.body).toString(), before);
  assert.equal(Buffer.from(request.body).toString(), "{}");
});

test("every refusal has an id of its own", async () => {
  const edge = await at();
  const ids = Array.from({ length: 20 }, () => edge.inspect(post()).headers["x-request-id"]);
  assert.equal(new Set(ids).size, 20);
});

test("bodies of every length up to the limit and beyond", async () => {
  const edge = await at({ limit: 300_000 });
  for (const [length, expected] of [[20_000, 400], [299_999, 400], [300_000, 400], [300_001, 413], [5_000_000, 413], [10, 400]]) {
    assert.equal(edge.inspect({ ...post(), body: new Uint8Array(length).fill(32) }).status, expected, `${length}`);
  }
});

test("observing passes everything and finds the same", async () => {
  const found = [];
  const edge = await at({ mode: "observe", onFinding: (finding) => found.push(finding) });
  const verdict = edge.inspect(post('{"name":"Ana","email":"Zanzibar"}'));
  assert.equal(verdict.action, "pass");
  assert.deepEqual(verdict.observed, { code: "VALIDATION_FAILED", fields: [{ field: "email", code: "format" }] });
  assert.deepEqual(found, [{ action: "observe", code: "VALIDATION_FAILED", fields: [{ field: "email", code: "format" }] }]);
  assert.deepEqual(edge.counters(), {
    passed: 0, refused: 0, observed: 1, faults: 0, codes: { VALIDATION_FAILED: 1 }, fields: { "email.format": 1 },
  });
});

test("counters and callbacks hold codes and fields, never a value", async () => {
  const found = [];
  const edge = await at({ onFinding: (finding) => found.push(finding) });
  const secret = "Zanzibar";
  for (const body of [`{"name":"${secret}\\u0000","email":"${secret}"}`, `{"${secret}":1,"${secret}":2}`, GOOD, `{"phone":"${secret}"}`]) edge.inspect(post(body));
  const { passed, refused, codes, fields } = edge.counters();
  assert.deepEqual([passed, refused, codes], [1, 3, { VALIDATION_FAILED: 2, MALFORMED_BODY: 1 }]);
  assert.deepEqual(fields, { "name.characters": 1, "email.format": 1, "name.required": 1, "email.required": 1, "phone.format": 1 });
  assert.ok(!JSON.stringify([found, edge.counters()]).includes(secret));
});

test("options that would not do what they say are refused", async () => {
  for (const [options, expected] of [
    [undefined, /options with a basePath/],
    [{}, /basePath must begin with a slash/],
    [{ basePath: "ipg" }, /basePath must begin/],
    [{ basePath: "/a/../b" }, /basePath must begin/],
    [{ basePath: "/", limit: 0 }, /limit must be between/],
    [{ basePath: "/", limit: "64k" }, /limit must be between/],
    [{ basePath: "/", limit: 16 * 1024 * 1024 + 1 }, /limit must be between/],
    [{ basePath: "/", mode: "log" }, /mode must be/],
    [{ basePath: "/", fail: "maybe" }, /fail must be/],
    [{ basePath: "/", allowOrigins: "*" }, /allowOrigins must be/],
    [{ basePath: "/", onFinding: 5 }, /onFinding must be/],
    [{ basePath: "/", modus: "observe" }, /no option modus/],
  ]) {
    await assert.rejects(createEdge(options), { name: "TypeError", message: expected });
  }
});

test("strange requests get a verdict", async () => {
  const edge = await at();
  const long = "/x".repeat(200_000);
  for (const path of ["", "*", long, `${long}/../customers`, "/ipg/2.0.0/customers\u0000", "/ipg/2.0.0/cus\ud800tomers", "%"]) {
    assert.ok(["pass", "reject"].includes(edge.inspect({ ...post(), path }).action));
  }
  const injected = { "x-request-id": "a\ncontent-type: application/json", "content-type": "text/plain\ncontent-type: application/json" };
  assert.equal(edge.inspect({ ...post(GOOD), headers: injected }).status, 415);
  assert.equal(edge.inspect({ ...post(), body: undefined }).status, 400);
  assert.equal(edge.inspect({ ...post(), body: bytes(GOOD) }).action, "pass");
});
