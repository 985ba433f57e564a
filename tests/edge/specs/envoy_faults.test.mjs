// The real Envoy and the real filter, with a host call between them that fails. Envoy 1.40 gives its filters every head and every body
// (the last test tries), so a call that errs has to be put there.

import assert from "node:assert/strict";
import { once } from "node:events";
import { request as outgoing } from "node:http";
import { connect } from "node:http2";
import { after, before, describe, test } from "node:test";

import { startEnvoy } from "../engines/envoy.mjs";
import { files, need } from "../support/files.mjs";
import { BASE_PATH, startGateway } from "../support/gateway.mjs";
import { startRecorder } from "../support/recorder.mjs";
import { said } from "../support/requests.mjs";
import { sabotaged } from "../support/sabotage.mjs";

const PATH = `${BASE_PATH}/customers`;
const BODY = 0;
/** Of proxy-wasm: not found, a bad argument, no memory there, internal failure, and an undefined one. */
const STATUSES = [1, 2, 6, 10, 99];
let gateway, recorder, count = 0;

before(async () => {
  need("envoy", "envoyFilter", "gateway");
  gateway = await startGateway();
  recorder = await startRecorder(gateway.port);
});

after(async () => {
  await recorder?.stop();
  await gateway?.stop();
});

/** Envoy gives a request up on which nothing moves: soon where the request says so, else only what hangs for good. */
const impatient = (yaml) =>
  yaml
    .replace("stat_prefix: public", "stat_prefix: public\n                stream_idle_timeout: 60s")
    .replace(/( +)- match: \{ prefix: \/ \}\n/, (route, indent) => `${indent}- match: { prefix: /, headers: [{ name: x-soon, present_match: true }] }\n${indent}  route: { cluster: gateway, idle_timeout: 1s }\n${route}`);

async function failing(fault, settings, use) {
  const filter = fault && sabotaged(files.envoyFilter, fault);
  const configure = (yaml) => impatient(yaml.replace('"/ipg/2.0.0"', `"/ipg/2.0.0", ${JSON.stringify(settings).slice(1, -1)}`));
  const envoy = await startEnvoy("envoy-hold.yaml", { upstream: `http://127.0.0.1:${recorder.port}`, basePath: BASE_PATH, configure, filter });
  try {
    await use(envoy);
  } finally {
    await envoy.stop();
  }
}

/** Answer and what the gateway saw of it. */
async function send(envoy, method, body, extra = {}) {
  const name = `fault-${++count}`;
  const headers = { "x-case": name, authorization: `Bearer ${gateway.token}`, "content-type": "application/json", ...extra };
  const response = await fetch(`http://127.0.0.1:${envoy.port}${PATH}`, { method, headers, body });
  return { status: response.status, body: Buffer.from(await response.arrayBuffer()), seen: recorder.of(name) };
}

const good = () => JSON.stringify({ name: "Ana", email: `fault${count}@example.com` });
const faults = async (envoy) => Number(/cyrexa_edge\.faults: (\d+)/.exec(await envoy.stats("cyrexa_edge"))?.[1] ?? 0);

describe("what cannot be judged", () => {
  for (const [what, fault] of [["no body", { call: "proxy_get_buffer_bytes", first: BODY }], ["no head", { call: "proxy_get_header_map_pairs" }]]) {
    for (const status of STATUSES) {
      test(`${what}, status ${status}: closed it is a 500 that the gateway never sees, each time`, () =>
        failing({ ...fault, status }, { fail: "closed" }, async (envoy) => {
          for (const body of [good(), "{}", good()]) {
            const { status, body: answer, seen } = await send(envoy, "POST", body);
            assert.deepEqual([status, said(answer), seen.length], [500, "INTERNAL", 0], answer.toString());
          }
          assert.equal(await faults(envoy), 3);
          if (what === "no body") assert.equal((await send(envoy, "GET")).status, 200, "reads pass");
        }));

    }

    for (const settings of [{ fail: "open" }, { fail: "closed", mode: "observe" }]) {
      test(`${what}, ${settings.mode ?? settings.fail}: it is the gateway's to judge`, () =>
        failing({ ...fault, status: 10 }, settings, async (envoy) => {
          for (const [body, expected] of [[good(), 200], ["{}", 400]]) {
            const { status, seen } = await send(envoy, "POST", body);
            assert.deepEqual([status, seen[0].body.toString()], [expected, body]);
          }
          assert.equal(await faults(envoy), 2);
        }));
    }
  }
});

describe("what a verdict does not need", () => {
  for (const call of ["proxy_log", "proxy_define_metric", "proxy_increment_metric", "proxy_get_current_time_nanoseconds", "proxy_get_property", "proxy_set_tick_period_milliseconds"]) {
    test(`${call} fails and changes no verdict`, () =>
      failing({ call, status: 10 }, { fail: "closed" }, async (envoy) => {
        for (let i = 0; i < 2; i++) {
          assert.equal((await send(envoy, "POST", good())).status, 200);
          const refused = await send(envoy, "POST", "{}");
          assert.deepEqual([refused.status, said(refused.body), refused.seen.length], [400, "VALIDATION_FAILED name.required email.required", 0]);
        }
      }));
  }

  test("an answer that the host does not take: the gateway never sees the request, the next one is judged", () =>
    failing({ call: "proxy_send_local_response", status: 10 }, { fail: "closed" }, async (envoy) => {
      const refused = await send(envoy, "POST", "{}", { "x-soon": "1" });
      assert.deepEqual([refused.status, refused.seen.length], [504, 0], "Envoy gave up waiting");
      assert.equal((await send(envoy, "POST", good())).status, 200);
    }));
});

for (const mode of ["enforce", "observe"]) {
  test(`${mode}: clients that break off in the middle are neither judged nor a fault, and the next one is judged`, () =>
    failing(null, { mode }, async (envoy) => {
      const head = { "x-case": "broken-off", authorization: `Bearer ${gateway.token}`, "content-type": "application/json" };
      for (const framing of [{ "content-length": 1000 }, { "transfer-encoding": "chunked" }]) {
        const request = outgoing({ port: envoy.port, host: "127.0.0.1", method: "POST", path: PATH, headers: { ...head, ...framing } });
        const ended = once(request, "error");
        await new Promise((resolve) => request.write('{"name"', resolve));
        request.destroy(new Error("broken off"));
        await ended;
      }
      const session = connect(`http://127.0.0.1:${envoy.port}`);
      const stream = session.request({ ":method": "POST", ":path": PATH, ...head });
      stream.on("error", () => {});
      await new Promise((resolve) => stream.write('{"name"', resolve));
      // Closing the stream would say that the body has ended, before saying that it is cancelled.
      session.destroy();
      assert.equal((await send(envoy, "POST", good())).status, 200);
      assert.equal((await send(envoy, "POST", "{}")).status, 400);
      const stats = await envoy.stats("cyrexa_edge");
      assert.equal(await faults(envoy), 0);
      assert.match(stats, new RegExp(`cyrexa_edge\\.${mode === "observe" ? "observed" : "refused"}\\.VALIDATION_FAILED: 1\\n`), stats);
      assert.doesNotMatch(stats, /MALFORMED/);
    }));
}
