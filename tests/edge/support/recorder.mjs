// Stands before the gateway and remembers what came: method, target, headers, body, the answer, by the case's name. A request that
// breaks off is remembered without a body, and the gateway does not see it.

import { createServer, request as outgoing } from "node:http";
import { EventEmitter, once } from "node:events";

export async function startRecorder(gatewayPort) {
  const seen = new Map();
  const arrivals = new EventEmitter();
  const agent = new (await import("node:http")).Agent({ keepAlive: true });
  const server = createServer({ keepAliveTimeout: 60_000 }, async (req, res) => {
    const record = { method: req.method, target: req.url, headers: req.headers, rawHeaders: req.rawHeaders, received: 0, body: null, answer: null };
    const name = req.headers["x-case"] ?? "";
    if (name) seen.set(name, [...(seen.get(name) ?? []), record]);
    const chunks = [];
    try {
      for await (const chunk of req) {
        chunks.push(chunk);
        record.received += chunk.length;
        arrivals.emit("bytes");
      }
    } catch {
      return;
    }
    record.body = Buffer.concat(chunks);
    const headers = withLength(req.rawHeaders, record.body.length);
    const onward = outgoing({ port: gatewayPort, host: "127.0.0.1", method: req.method, path: req.url, headers, agent });
    onward.on("response", async (answer) => {
      const parts = [];
      for await (const part of answer) parts.push(part);
      const body = Buffer.concat(parts);
      record.answer = { status: answer.statusCode, headers: answer.headers, body };
      res.writeHead(answer.statusCode, answer.rawHeaders);
      res.end(body);
    });
    onward.on("error", () => res.destroy());
    onward.end(record.body);
  });
  server.on("checkContinue", (req, res) => {
    res.writeContinue();
    server.emit("request", req, res);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: server.address().port,
    /** Everything that came with this name. */
    of: (name) => seen.get(name) ?? [],
    /** Waits until so many bytes of a body have come. */
    async received(name, bytes) {
      while (!((seen.get(name)?.[0].received ?? 0) >= bytes)) await once(arrivals, "bytes");
    },
    async stop() {
      server.closeAllConnections();
      agent.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** What arrived in chunks goes on with a length. */
function withLength(rawHeaders, length) {
  const kept = [];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    if (!/^(transfer-encoding|content-length|connection|expect)$/i.test(rawHeaders[i])) kept.push(rawHeaders[i], rawHeaders[i + 1]);
  }
  if (length > 0 || rawHeaders.some((name) => /^(content-length|transfer-encoding)$/i.test(name))) {
    kept.push("content-length", String(length));
  }
  return kept;
}
