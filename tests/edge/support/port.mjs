// A port that was free a moment ago, for servers that cannot choose one themselves.

import { createServer } from "node:net";
import { once } from "node:events";

// Below those that a system hands out by itself (Linux: from 32768 on): none of the hundreds of connections of the tests beside this one
// takes it in the meantime.
const [FIRST, COUNT] = [20_000, 12_000];

export async function freePort() {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    const server = createServer().listen(port, "127.0.0.1");
    const isFree = await Promise.race([
      once(server, "listening").then(() => true),
      once(server, "error").then(() => false),
    ]);
    if (!isFree) continue;
    server.close();
    await once(server, "close");
    return port;
  }
}
