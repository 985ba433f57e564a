// Express, Hono and a bare `node:http`: what comes after the middleware reads an ordinary body.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, request as outgoing } from "node:http";
import { connect } from "node:net";
import { describe, test } from "node:test";

import express from "express";
import { Hono } from "hono";

import { files, need } from "../support/files.mjs";
import { GOOD, said } from "../support/requests.mjs";

need("npm");
const { createEdge, fetchGuard, honoMiddleware, nodeMiddleware } = await import(`${files.npm}/src/node.mjs`);
const options = { basePath: "/ipg/2.0.0" };
const PATH = "/ipg/2.0.0/customers";
const init = (body) => ({ method: "POST", headers: { "content-type": "application/json" }, body });

async function serving(handler, use) {
  const server = createServer(handler).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    await use(`http://127.0.0.1:${server.address().port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe("Express", () => {
  async function app(edge) {
    const app = express();
    app.use(nodeMiddleware(edge));
    app.use(express.json());
    app.all(/.*/, (req, res) => res.json({ got: req.body ?? null }));
    return app;
  }

  test("a body parser after the middleware reads what was sent", async () => {
    const edge = await createEdge(options);
    await serving(await app(edge), async (origin) => {
      const long = JSON.stringify({ name: "Ana", email: "ana@example.com", note: "é".repeat(30_000) });
      for (const body of [GOOD, long]) {
        const response = await fetch(origin + PATH, init(body));
        assert.deepEqual((await response.json()).got, JSON.parse(body));
      }
      const refused = await fetch(origin + PATH, init("{}"));
      assert.equal(refused.status, 400);
      assert.equal(said(await refused.arrayBuffer()), "VALIDATION_FAILED name.required email.required");
      assert.deepEqual(await (await fetch(`${origin}/other`, init("[1]"))).json(), { got: [1] });
    });
  });

  test("below a mount point the whole path counts", async () => {
    const app = express();
    app.use("/ipg", nodeMiddleware(await createEdge(options)));
    await serving(app, async (origin) => assert.equal((await fetch(origin + PATH, init("{}"))).status, 400));
  });

  test("a connection that stays open serves one request after the other", async () => {
    await serving(await app(await createEdge(options)), async (origin) => {
      for (let i = 0; i < 20; i++) {
        const isGood = i % 2 === 0;
        const response = await fetch(origin + PATH, init(isGood ? GOOD : "{"));
        assert.equal(response.status, isGood ? 200 : 400);
        await response.arrayBuffer();
      }
    });
  });

  test("what is sent behind a refused body is answered in its turn", async () => {
    await serving(await app(await createEdge(options)), async (origin) => {
      const written = (type, body) => `POST ${PATH} HTTP/1.1\r\nhost: edge\r\ncontent-type: ${type}\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
      for (const [refused, expected] of [[written("text/plain", "x".repeat(500_000)), 415], [written("application/json", " ".repeat(500_000)), 413], [written("application/json", "{"), 400]]) {
        const socket = connect(new URL(origin).port, "127.0.0.1");
        let received = "";
        socket.setEncoding("utf8").on("data", (text) => (received += text));
        const closed = once(socket, "close");
        socket.write(refused + written("application/json", GOOD).replace("host: edge", "host: edge\r\nconnection: close"));
        await closed;
        assert.deepEqual([...received.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status)), [expected, 200]);
      }
    });
  });

  test("a refused body of more than two MiB is not read to its end", async () => {
    await serving(await app(await createEdge(options)), async (origin) => {
      const socket = connect(new URL(origin).port, "127.0.0.1");
      const closed = new Promise((resolve) => socket.on("error", () => {}).on("close", resolve));
      socket.resume().write(`POST ${PATH} HTTP/1.1\r\nhost: edge\r\ncontent-type: application/json\r\ncontent-length: 1000000000\r\n\r\n`);
      const more = () => socket.write(Buffer.alloc(65536, " "), (error) => error || more());
      more();
      await closed;
      assert.ok(socket.bytesWritten < 100_000_000, `${socket.bytesWritten}`);
    });
  });

  test("put after a body parser it says so, by the fail mode", async () => {
    for (const [fail, expected] of [["closed", 500], ["open", 200]]) {
      const faults = [];
      const app = express();
      app.use(express.json());
      app.use(nodeMiddleware(await createEdge({ ...options, fail, onFault: (error) => faults.push(error.message) })));
      app.use((req, res) => res.end());
      await serving(app, async (origin) => assert.equal((await fetch(origin + PATH, init(GOOD))).status, expected));
      assert.match(faults[0], /put it first/);
    }
  });

  test("a client that breaks off is not judged", async () => {
    const edge = await createEdge(options);
    const handler = await app(edge);
    const closed = [];
    const watched = (req, res) => {
      closed.push(new Promise((resolve) => req.on("close", resolve)));
      handler(req, res);
    };
    await serving(watched, async (origin) => {
      const request = outgoing(origin + PATH, { method: "POST", headers: { "content-type": "application/json", "content-length": 1000 } });
      request.on("error", () => {});
      request.write("{");
      while (closed.length === 0) await new Promise(setImmediate);
      request.destroy();
      await closed[0];
      const { refused, faults } = edge.counters();
      assert.deepEqual({ refused, faults }, { refused: 0, faults: 0 });
    });
  });
});

describe("Hono", () => {
  test("a handler after the middleware reads what was sent", async () => {
    const app = new Hono();
    app.use(honoMiddleware(await createEdge(options)));
    app.all("*", async (context) => context.text(`got ${await context.req.text()}`));
    const ask = (path, body) => app.request(path, body === undefined ? {} : init(body));
    assert.equal(await (await ask(PATH, GOOD)).text(), `got ${GOOD}`);
    assert.equal(await (await ask(PATH)).text(), "got ");
    assert.equal(await (await ask("/other", "[1]")).text(), "got [1]");
    const refused = await ask(PATH, "{}");
    assert.equal(refused.status, 400);
    assert.equal(said(await refused.arrayBuffer()), "VALIDATION_FAILED name.required email.required");
  });
});

test("put after what reads the body, Hono's says so, by the fail mode; observing blocks nothing", async () => {
  for (const [settings, expected] of [[{ fail: "closed" }, 500], [{ fail: "open" }, 200], [{ mode: "observe" }, 200]]) {
    const faults = [];
    const app = new Hono();
    app.use(async (context, next) => {
      await context.req.text();
      await next();
    });
    app.use(honoMiddleware(await createEdge({ ...options, ...settings, onFault: (error) => faults.push(error.message) })));
    app.all("*", async (context) => context.text(await context.req.text()));
    const response = await app.request(PATH, init(GOOD));
    assert.equal(response.status, expected);
    if (expected === 200) assert.equal(await response.text(), GOOD);
    else assert.equal(said(await response.arrayBuffer()), "INTERNAL");
    assert.match(faults[0], /put it first/);
  }
});

describe("a guard over web requests", () => {
  const chunked = (chunks) => ({ ...init(null), duplex: "half", body: new ReadableStream({ pull: (controller) => (chunks.length ? controller.enqueue(chunks.shift()) : controller.close()) }) });
  const echo = async (request) => new Response(await request.arrayBuffer());

  test("a body is read once and the same bytes are forwarded", async () => {
    const guard = fetchGuard(await createEdge(options));
    const whole = Buffer.from(GOOD);
    const request = new Request(`http://host${PATH}`, chunked([whole.subarray(0, 7), whole.subarray(7)]));
    request.clone = () => assert.fail("cloned");
    assert.equal(await (await guard(request, echo)).text(), GOOD);
  });

  test("a client that breaks off is not judged, and nothing is thrown", async () => {
    const edge = await createEdge(options);
    const broken = new ReadableStream({ pull: (controller) => controller.error(new Error("gone")) });
    const response = await fetchGuard(edge)(new Request(`http://host${PATH}`, { ...init(broken), duplex: "half" }), () => assert.fail("forwarded"));
    assert.equal(response.status, 400);
    assert.deepEqual(edge.counters(), { passed: 0, refused: 0, observed: 0, faults: 0, codes: {}, fields: {} });
  });

  test("a stream is not read further than the limit needs", async () => {
    const guard = fetchGuard(await createEdge({ ...options, limit: 1000 }));
    let pulled = 0;
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(500).fill(32, 0, ++pulled ? 500 : 0)) });
    const response = await guard(new Request(`http://host${PATH}`, { ...init(endless), duplex: "half" }), echo);
    assert.equal(response.status, 413);
    // The limit, then two MiB that are taken in so that the answer arrives.
    assert.ok(pulled * 500 < 3_000_000, `${pulled * 500} bytes`);
  });

  test("observing, a body over the limit goes on whole", async () => {
    const edge = await createEdge({ ...options, limit: 1000, mode: "observe" });
    const pieces = () => Array.from({ length: 9 }, (_, i) => new Uint8Array(300).fill(65 + i));
    const response = await fetchGuard(edge)(new Request(`http://host${PATH}`, chunked(pieces())), echo);
    assert.equal(await response.text(), Buffer.concat(pieces()).toString());
    assert.deepEqual(edge.counters().codes, { PAYLOAD_TOO_LARGE: 1 });
  });
});
