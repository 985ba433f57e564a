// The request table on one engine after the other, in front of the real gateway.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { engines } from "../engines/index.mjs";
import { assertPassed, assertRefused, assertStopped, filled, overSocket, unstamped } from "../support/case.mjs";
import { need } from "../support/files.mjs";
import { BASE_PATH, startGateway } from "../support/gateway.mjs";
import { startRecorder } from "../support/recorder.mjs";
import { casesFor, table } from "../table.mjs";

const wanted = process.env.CYREXA_EDGE_ENGINES?.split(",") ?? Object.keys(engines);

test("the table has at least sixty requests", () => assert.ok(table.length >= 60, `${table.length}`));

for (const name of wanted) {
  describe(name, () => {
    let gateway, recorder, engine, known;
    const refused = [];

    before(async () => {
      need("gateway");
      gateway = await startGateway();
      recorder = await startRecorder(gateway.port);
      engine = await engines[name]({ upstream: `http://127.0.0.1:${recorder.port}`, basePath: BASE_PATH });
      const headers = { authorization: `Bearer ${gateway.token}`, "content-type": "application/json" };
      const body = '{"name":"Before","email":"before@example.com"}';
      const created = await fetch(`http://127.0.0.1:${gateway.port}${BASE_PATH}/customers`, { method: "POST", headers, body });
      const { id } = await created.json();
      known = { engine: name, token: gateway.token, id, fingerprint: created.headers.get("x-contract"), port: engine.port };
    });

    after(async () => {
      await engine?.stop();
      await recorder?.stop();
      await gateway?.stop();
    });

    for (const one of casesFor(name)) {
      test(one.name, async () => {
        const request = filled(one, known);
        if (one.stopped) {
          refused.push(request, { ...request, name: `${request.name}-smuggled` });
          return assertStopped(await overSocket(engine.port, request).catch(() => null));
        }
        const answer = engine.fetch ? await engine.fetch(request) : await overSocket(engine.port, request);
        if (one.passes) return assertPassed(answer, request, recorder.of(request.name));
        assertRefused(answer, request, known.fingerprint);
        refused.push(request);
        if (one.gatewayAgrees === false) return;
        const alone = await overSocket(gateway.port, { ...request, target: request.path });
        assert.equal(unstamped(answer.body), unstamped(alone.body), "the gateway words it otherwise");
      });
    }

    test("the gateway received no body of a refused request", async () => {
      await engine.stop();
      engine = null;
      for (const { name, one } of refused) {
        const whole = recorder.of(name).filter((record) => record.body !== null);
        assert.equal(whole.length, 0, one.name);
      }
    });
  });
}
