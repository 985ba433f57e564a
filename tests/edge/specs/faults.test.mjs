// When the module itself is broken: the fail mode decides, and a trap costs one instance, not the service.

import assert from "node:assert/strict";
import { test } from "node:test";

import { trapsAlways, trapsTheSecondTime } from "../fixtures/trapping.mjs";
import { files, need } from "../support/files.mjs";
import { GOOD, post, said } from "../support/requests.mjs";

need("npm");
const { Edge, createEdge: createOnNode, fetchGuard } = await import(`${files.npm}/src/node.mjs`);
const { createEdge, guardFetchEvents } = await import(`${files.npm}/src/browser.mjs`);
const options = { basePath: "/ipg/2.0.0" };
const get = { method: "GET", path: "/ipg/2.0.0/customers", headers: {} };

test("a closed edge that traps answers writes with the gateway's 500 and lets reads through", () => {
  const faults = [];
  const edge = new Edge(trapsAlways, { ...options, onFault: (error) => faults.push(error) });
  const verdict = edge.inspect(post(GOOD, { "x-request-id": "0f8fad5b-d9cb-469f-a165-70867728950e" }));
  assert.equal(verdict.status, 500);
  assert.equal(said(verdict.body), "INTERNAL");
  assert.equal(JSON.parse(Buffer.from(verdict.body)).error.details.requestId, "0f8fad5b-d9cb-469f-a165-70867728950e");
  assert.equal(edge.inspect(get).action, "pass");
  assert.equal(edge.inspect({ ...get, headers: { "x-http-method-override": "PUT" } }).status, 500);
  assert.equal(edge.inspect({ ...get, path: "/ipg/2.0.0/customers?_method=POST" }).status, 500);
  assert.equal(edge.inspect({ ...get, path: "/ipg/2.0.0/customers?a=1&%255Fmetho%64=POST" }).status, 500);
  assert.equal(edge.inspect({ ...get, path: "/ipg/2.0.0/customers?q=%C3%A9%" }).action, "pass");
  assert.equal(edge.counters().faults, 6);
  assert.ok(faults.every((error) => error instanceof WebAssembly.RuntimeError));
});

test("an open edge that traps lets everything through and counts it", () => {
  const edge = new Edge(trapsAlways, { ...options, fail: "open" });
  assert.equal(edge.inspect(post("[")).action, "pass");
  assert.equal(edge.counters().faults, 1);
});

test("an observing edge that traps blocks nothing either", () => {
  const edge = new Edge(trapsAlways, { ...options, fail: "closed", mode: "observe" });
  assert.equal(edge.inspect(post("[")).action, "pass");
  assert.equal(edge.counters().faults, 1);
});

test("a service worker whose module cannot be loaded blocks nothing while it observes", async () => {
  const fetched = globalThis.fetch;
  const silenced = console.error;
  console.error = () => {};
  globalThis.fetch = async (request) => (request instanceof Request ? new Response("from the gateway") : fetched(request));
  try {
    for (const [mode, expected] of [["enforce", 500], ["observe", 200]]) {
      const handlers = {};
      guardFetchEvents({ addEventListener: (name, handler) => (handlers[name] = handler) }, { ...options, mode, wasmUrl: "data:application/wasm,nonsense" });
      let response;
      const request = new Request("http://host/ipg/2.0.0/customers", { method: "POST", body: "{" });
      handlers.fetch({ request, respondWith: (answer) => (response = answer) });
      assert.equal((await response).status, expected);
    }
  } finally {
    globalThis.fetch = fetched;
    console.error = silenced;
  }
});

test("a body that is a text is a fault that says so, never a bad body", async () => {
  for (const [fail, expected] of [["closed", 500], ["open", undefined]]) {
    const faults = [];
    const edge = await createOnNode({ ...options, fail, onFault: (error) => faults.push(error.message) });
    assert.equal(edge.inspect({ ...post(GOOD), body: GOOD }).status, expected);
    assert.equal(edge.inspectBody({ ...post(GOOD), body: GOOD }, "create").status, expected);
    assert.deepEqual(faults, Array(2).fill("the body is no Uint8Array"));
    assert.throws(() => edge.check(GOOD, "create"), /no Uint8Array/);
    assert.equal(edge.inspect(post(GOOD)).action, "pass");
  }
});

test("an instance that traps is dropped and made again within the request", () => {
  const edge = new Edge(trapsTheSecondTime, options);
  for (let call = 0; call < 5; call++) assert.equal(edge.inspect(post(GOOD)).action, "pass");
  assert.equal(edge.counters().faults, 0);
});

test("a module that cannot be loaded is a fault of each write, by the fail mode", async () => {
  const unloadable = () => createEdge({ ...options, wasmUrl: "data:application/wasm,nonsense" });
  const passed = async () => new Response("from the gateway");
  const write = () => new Request("http://host/ipg/2.0.0/customers", { method: "POST", body: GOOD });
  const silenced = console.error;
  console.error = () => {};
  try {
    const closed = await fetchGuard(unloadable(), "closed")(write(), passed);
    assert.equal(closed.status, 500);
    assert.equal(said(await closed.arrayBuffer()), "INTERNAL");
    assert.equal((await fetchGuard(unloadable(), "open")(write(), passed)).status, 200);
    assert.equal((await fetchGuard(unloadable(), "closed")(new Request("http://host/ipg/2.0.0/customers"), passed)).status, 200);
  } finally {
    console.error = silenced;
  }
});
