// A port that was free a moment ago, for servers that cannot choose one themselves.

import { createServer } from "node:net";
import { once } from "node:events";

export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
