// What only the real Envoy shows: holding, HTTP/2, trailers, judging once, statistics, a configuration that is refused.

import assert from "node:assert/strict";
import { request as outgoing } from "node:http";
import { connect } from "node:http2";
import { connect as connectSocket } from "node:net";
import { once } from "node:events";
import { after, before, describe, test } from "node:test";

import { startEnvoy } from "../engines/envoy.mjs";
import { need } from "../support/files.mjs";
import { BASE_PATH, startGateway } from "../support/gateway.mjs";
import { startRecorder } from "../support/recorder.mjs";
import { said } from "../support/requests.mjs";

const PATH = `${BASE_PATH}/customers`;
const MISSING = "VALIDATION_FAILED name.required email.required";
let gateway, recorder, upstream, count = 0;

before(async () => {
  need("envoy", "envoyFilter", "gateway");
  gateway = await startGateway();
  recorder = await startRecorder(gateway.port);
  upstream = `http://127.0.0.1:${recorder.port}`;
});

after(async () => {
  await recorder?.stop();
  await gateway?.stop();
});

const good = () => JSON.stringify({ name: "Ana", email: `envoy${++count}@example.com` });
/** Envoy gives a request up on which nothing moves for so long that it is no busy machine. */
const impatient = (yaml) => yaml.replace("stat_prefix: public", "stat_prefix: public\n                stream_idle_timeout: 60s");
const configured = (extra) => (yaml) => yaml.replace(/'\{"basePath".*?\}'/, `'${JSON.stringify({ basePath: BASE_PATH, ...extra })}'`);

async function using(example, settings, use) {
  const envoy = await startEnvoy(example, { upstream, basePath: BASE_PATH, ...settings });
  try {
    return await use(envoy);
  } finally {
    await envoy.stop();
  }
}

function headersOf(name, extra = {}) {
  return { "x-case": name, authorization: `Bearer ${gateway.token}`, "content-type": "application/json", ...extra };
}

const post = (envoy, name, body) => fetch(`http://127.0.0.1:${envoy.port}${PATH}`, { method: "POST", headers: headersOf(name), body });

/** One HTTP/2 request without a content-length: pieces of body, perhaps trailers. */
async function overHttp2(envoy, name, pieces, trailers, extra) {
  const session = connect(`http://127.0.0.1:${envoy.port}`);
  const stream = session.request({ ":method": "POST", ":path": PATH, ...headersOf(name, extra) }, { waitForTrailers: trailers !== undefined, endStream: pieces.length === 0 });
  if (trailers !== undefined) stream.on("wantTrailers", () => stream.sendTrailers(trailers));
  const answered = once(stream, "response").then(([head]) => head);
  const closed = once(stream, "close").then(() => Promise.reject(new Error(`closed with ${stream.rstCode}`)));
  closed.catch(() => {});
  const [head] = await Promise.all([Promise.race([answered, closed]), Promise.race([send(stream, pieces), closed])]);
  const parts = [];
  for await (const part of stream) parts.push(part);
  session.close();
  return { status: head[":status"], body: Buffer.concat(parts) };
}

async function send(stream, pieces) {
  for (const piece of pieces) await new Promise((resolve) => stream.write(piece, resolve));
  stream.end();
}

for (const [example, holds] of [["envoy.yaml", false], ["envoy-hold.yaml", true]]) {
  describe(example, () => {
    test("HTTP/2 without a length, in pieces, with and without trailers", () =>
      using(example, {}, async (envoy) => {
        for (const trailers of [undefined, { "x-sum": "1" }]) {
          const body = Buffer.from(good());
          const passed = await overHttp2(envoy, `h2-${count}`, [body.subarray(0, 9), body.subarray(9)], trailers);
          assert.equal(passed.status, 200, passed.body.toString());
          assert.ok(recorder.of(`h2-${count}`)[0].body.equals(body));
          const refused = await overHttp2(envoy, `h2-bad-${count}`, [Buffer.from('{"na'), Buffer.from('me":""}')], trailers);
          assert.deepEqual([refused.status, said(refused.body)], [400, MISSING]);
        }
        const empty = await overHttp2(envoy, "h2-empty", []);
        assert.deepEqual([empty.status, said(empty.body)], [400, "MALFORMED_BODY"]);
      }));

    test("HTTP/2 with a content-length that is not the body's", () =>
      using(example, {}, async (envoy) => {
        const body = good();
        const lies = [[body.length, [body, "{}"]], [body.length, [`${body}{}`]], [body.length + 5, [body]], [body.length, []], [2, [body]]];
        for (const [i, [length, pieces]] of lies.entries()) {
          const name = `lie-${example}-${i}`;
          const answer = await overHttp2(envoy, name, pieces.map(Buffer.from), undefined, { "content-length": `${length}` }).catch(() => null);
          // The first may have gone on, up to its length, before the rest comes.
          const whole = recorder.of(name).filter((record) => record.body !== null);
          assert.ok(whole.every((record) => record.body.toString() === body), `${i}: ${whole[0]?.body}`);
          assert.ok(answer === null || answer.status >= 400 || whole.length === 1, `${i}: ${answer?.status} ${answer?.body}`);
        }
        assert.equal((await post(envoy, `after-lies-${example}`, good())).status, 200);
      }));

    test("a connection that stays open: each request is judged once, and a good one never answered twice", () =>
      using(example, {}, async (envoy) => {
        const socket = connectSocket({ port: envoy.port, host: "127.0.0.1" });
        let received = "";
        socket.setEncoding("utf8").on("data", (text) => (received += text));
        for (let i = 0; i < 20; i++) {
          const body = good();
          const head = Object.entries(headersOf(`kept-${example}-${i}`, { "content-length": body.length, host: "gateway" })).map(([name, value]) => `${name}: ${value}`);
          const answers = received.split("HTTP/1.1 ").length;
          socket.write(`POST ${PATH} HTTP/1.1\r\n${head.join("\r\n")}\r\n\r\n`);
          socket.write(body.slice(0, 5));
          socket.write(body.slice(5));
          while (received.split("HTTP/1.1 ").length === answers || !/\}\s*$/.test(received)) await once(socket, "data");
        }
        socket.destroy();
        assert.equal(received.match(/HTTP\/1\.1 200/g).length, 20);
        assert.doesNotMatch(received, /HTTP\/1\.1 [45]/);
        for (let i = 0; i < 20; i++) assert.equal(recorder.of(`kept-${example}-${i}`).length, 1);
        // Told once a second.
        let passed = 0;
        while (passed < 20) passed = Number(/cyrexa_edge\.passed: (\d+)$/m.exec(await envoy.stats("cyrexa_edge"))?.[1] ?? 0);
        assert.equal(passed, 20);
      }));

    test(`of a bad request the gateway sees ${holds ? "nothing" : "at most a head"}`, () =>
      using(example, {}, async (envoy) => {
        for (let i = 0; i < 10; i++) assert.equal((await post(envoy, `bad-${example}-${i}`, "{}")).status, 400);
        // The good one comes after them on the way to the gateway.
        assert.equal((await post(envoy, `end-${example}`, good())).status, 200);
        await envoy.stop();
        const seen = Array.from({ length: 10 }, (_, i) => recorder.of(`bad-${example}-${i}`)).flat();
        if (holds) assert.equal(seen.length, 0);
        assert.ok(seen.every((record) => record.body === null));
      }));
  });
}

test("hold without the flag hangs a guarded request, as the README says: never the one without the other", () =>
  using("envoy-hold.yaml", {
    configure: (yaml) => yaml.replace(/ +allow_on_headers_stop_iteration.*\n/, "").replace("stat_prefix: public", "stat_prefix: public\n                stream_idle_timeout: 0.5s"),
  }, async (envoy) => {
    const response = await post(envoy, "hang", good());
    assert.equal(response.status, 504, "Envoy gave up waiting");
    assert.equal(recorder.of("hang").length, 0);
  }));

test("observing blocks nothing, not even a body over the limit, and counts by code and field", () =>
  using("envoy.yaml", { configure: configured({ mode: "observe", limit: 1000 }) }, async (envoy) => {
    for (const [i, body] of ["{}", "[", '{"name":"Ana","email":"Zanzibar"}', " ".repeat(5000), "x".repeat(200_000)].entries()) {
      const response = await post(envoy, `observe-${i}`, body);
      const [{ answer, body: arrived }] = recorder.of(`observe-${i}`);
      assert.equal(arrived.toString(), body);
      assert.equal(response.status, answer.status);
    }
    const stats = await envoy.stats("cyrexa_edge");
    for (const line of [
      "observed.VALIDATION_FAILED: 2", "observed.MALFORMED_BODY: 1", "observed.PAYLOAD_TOO_LARGE: 2", "field.email.format: 1", "field.name.required: 1", "field.email.required: 1",
    ]) {
      assert.ok(stats.includes(`cyrexa_edge.${line}\n`), `${line} in\n${stats}`);
    }
    assert.match(envoy.log(), /cyrexa edge: observed VALIDATION_FAILED email\.format/);
    assert.ok(!`${stats}${envoy.log()}`.includes("Zanzibar"), "a value was logged");
  }));

for (const example of ["envoy.yaml", "envoy-hold.yaml"]) {
  test(`observing with ${example}, nothing waits: the gateway has each piece of a body before the next one is sent`, () =>
    using(example, { configure: (yaml) => impatient(yaml.replace('"/ipg/2.0.0"', '"/ipg/2.0.0", "mode": "observe"')) }, async (envoy) => {
      for (const framing of ["content-length", "transfer-encoding"]) {
        const name = `piece-by-piece-${example}-${framing}`;
        const pieces = [...good().matchAll(/.{1,10}/g)].map(([piece]) => piece);
        const length = framing === "content-length" ? pieces.join("").length : "chunked";
        const request = outgoing({ port: envoy.port, host: "127.0.0.1", method: "POST", path: PATH, headers: headersOf(name, { [framing]: length }) });
        const answered = once(request, "response").then(([response]) => response);
        let sent = 0;
        for (const piece of pieces.slice(0, -1)) {
          request.write(piece);
          sent += piece.length;
          await Promise.race([recorder.received(name, sent), answered.then(({ statusCode }) => assert.fail(`${statusCode} while the gateway had not got ${sent} bytes`))]);
        }
        request.end(pieces.at(-1));
        assert.equal((await answered).resume().statusCode, 200);
        assert.equal(recorder.of(name)[0].body.toString(), pieces.join(""));
      }
    }));
}

test("the limit is ours below the host's buffer, and the host's own 413 above it", () =>
  using("envoy.yaml", { configure: (yaml) => configured({ limit: 100_000 })(yaml).replace("per_connection_buffer_limit_bytes: 1048576", "per_connection_buffer_limit_bytes: 32768") }, async (envoy) => {
    const ours = await fetch(`http://127.0.0.1:${envoy.port}${PATH}`, { method: "POST", headers: headersOf("ours"), body: " ".repeat(100_001) });
    assert.equal(said(await ours.arrayBuffer()), "PAYLOAD_TOO_LARGE");
    const hosts = await fetch(`http://127.0.0.1:${envoy.port}${PATH}`, { method: "POST", headers: headersOf("hosts"), body: " ".repeat(90_000) });
    assert.equal(hosts.status, 413);
    assert.equal(await hosts.text(), "Payload Too Large");
  }));

test("two filters with configurations of their own share a virtual machine", () => {
  const second = (yaml) => yaml.replace(/ +- name: cyrexa\.edge[\s\S]*?(?= +- name: envoy\.filters\.http\.router)/, (filter) => filter + filter.replace("- name: cyrexa.edge", "- name: cyrexa.other").replace(BASE_PATH, "/other").replace('"/other"', '"/other", "limit": 10'));
  return using("envoy.yaml", { configure: second }, async (envoy) => {
    const asked = async (path, body) => {
      const response = await fetch(`http://127.0.0.1:${envoy.port}${path}`, { method: "POST", headers: headersOf("shared"), body });
      return [response.status, response.status === 200 ? "" : said(await response.arrayBuffer())];
    };
    for (let i = 0; i < 3; i++) {
      assert.deepEqual(await asked(PATH, "{}"), [400, MISSING]);
      assert.deepEqual(await asked("/other/customers", "{}"), [400, MISSING]);
      assert.deepEqual(await asked("/other/customers", good()), [413, "PAYLOAD_TOO_LARGE"]);
      assert.deepEqual(await asked(PATH, good()), [200, ""]);
    }
  });
});

test("a configuration that cannot be used keeps Envoy from starting, with the reason in its log", async () => {
  for (const [extra, expected] of [[{ mode: "log" }, /cyrexa edge: .*unknown variant `log`/], [{ modus: "observe" }, /cyrexa edge: .*unknown field `modus`/]]) {
    await assert.rejects(startEnvoy("envoy.yaml", { upstream, basePath: BASE_PATH, configure: configured(extra) }), expected);
  }
});
