// The package's middleware in a bare `node:http` server that forwards.

import { createServer } from "node:http";
import { once } from "node:events";

import { files } from "../support/files.mjs";
import { pass } from "./judging_proxy.mjs";

export async function node({ upstream, basePath, ...options }) {
  const { createEdge, nodeMiddleware } = await import(`${files.npm}/src/node.mjs`);
  const { hostname, port } = new URL(upstream);
  const edge = await createEdge({ basePath, ...options });
  const middleware = nodeMiddleware(edge);
  const server = createServer((req, res) => {
    middleware(req, res, async () => {
      const chunks = [];
      try {
        for await (const chunk of req) chunks.push(chunk);
      } catch {
        // The client has disconnected: there is no one to answer.
        return;
      }
      pass(req, res, { hostname, port, body: Buffer.concat(chunks) });
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    edge,
    port: server.address().port,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
