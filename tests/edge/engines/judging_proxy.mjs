// A plain proxy around a verdict on whole requests.

import { createServer, request as outgoing } from "node:http";
import { once } from "node:events";

export async function startProxy(upstream, judge, stopJudge) {
  const { hostname, port } = new URL(upstream);
  const server = createServer(async (req, res) => {
    const chunks = [];
    try {
      for await (const chunk of req) chunks.push(chunk);
    } catch {
      // The client has disconnected: there is no one to answer.
      return;
    }
    const body = Buffer.concat(chunks);
    const headers = [];
    for (let i = 0; i < req.rawHeaders.length; i += 2) headers.push([req.rawHeaders[i], req.rawHeaders[i + 1]]);
    const verdict = await judge({ method: req.method, path: req.url, headers }, body);
    if (verdict.action === "reject") {
      res.writeHead(verdict.status, { ...verdict.headers, "content-length": verdict.body.length });
      return res.end(verdict.body);
    }
    pass(req, res, { hostname, port, body });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: server.address().port,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
      await stopJudge?.();
    },
  };
}

export function pass(req, res, { hostname, port, body }) {
  const headers = req.rawHeaders.filter((_, i, all) => !/^(transfer-encoding|content-length|connection|expect)$/i.test(all[i - (i % 2)]));
  if (body.length > 0) headers.push("content-length", String(body.length));
  const onward = outgoing({ hostname, port, method: req.method, path: req.url, headers });
  onward.on("response", (answer) => {
    res.writeHead(answer.statusCode, answer.rawHeaders);
    answer.pipe(res);
  });
  onward.on("error", () => res.destroy());
  onward.end(body);
}
