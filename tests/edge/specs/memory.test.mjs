// A million requests through one instance: its memory does not grow.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { files, need } from "../support/files.mjs";
import { GOOD, post } from "../support/requests.mjs";

need("npm", "wasm");
const { FrameWriter } = await import(`${files.npm}/src/frame.mjs`);
const { readOptions } = await import(`${files.npm}/src/options.mjs`);

test("a million requests through one instance leave its memory as it was", () => {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(files.wasm)));
  const writer = new FrameWriter(exports, readOptions({ basePath: "/ipg/2.0.0" }));
  const requests = [
    post(GOOD), post("{}"), post("["), post(`{"name":"Ana","email":"ana@example.com","x":"${"y".repeat(5000)}"}`), post('{"name":5,"phone":"x"}'),
    { method: "GET", path: "/ipg/2.0.0/customers", headers: {}, body: null }, { ...post(), headers: {} }, post(" ".repeat(60_000)),
    post(`{"x":${"[".repeat(120)}${"]".repeat(120)}}`), post('{"name":"\\ud800","email":"a@b"}'),
  ];
  const pages = () => exports.memory.buffer.byteLength / 65536;
  const run = (count) => {
    for (let i = 0; i < count; i++) {
      const request = requests[i % 100 < 93 ? i % 3 : i % requests.length];
      const length = writer.write(request, request.body, false, "an-id");
      assert.notEqual(exports.inspect(writer.address, length), 0);
      exports.check(writer.address, length, 2 + (i % 2));
      writer.shrink();
    }
  };
  run(10_000);
  const before = pages();
  run(990_000);
  assert.equal(pages(), before, `it began with ${before} pages`);
  assert.ok(before <= 64, `${before} pages`);
});
