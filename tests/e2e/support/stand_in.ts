// A page of a few lines and a gateway of a few more, to prove the harness itself without the product.

import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BASE_PATH } from "./environment.ts";

const PAGE = `<!doctype html>
<html lang="en"><head><title>Stand-in</title><link rel="icon" href="data:,"><script type="module" src="/page.js"></script></head>
<body><main><h1>Stand-in</h1><button>Save</button><p role="status"></p></main></body></html>`;

const SCRIPT = `
const say = (text) => { document.querySelector("[role=status]").textContent = text; };
document.querySelector("button").addEventListener("click", async () => {
  say("saving");
  try {
    const answer = await fetch("${BASE_PATH}/customers/1", { method: "PUT", body: "hello" });
    say(answer.status + " " + (await answer.text()));
  } catch { say("no answer"); }
});`;

/** The folder of the stand-in page. */
export async function standInPage(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "cyrexa-e2e-page-"));
  await writeFile(join(folder, "index.html"), PAGE);
  await writeFile(join(folder, "page.js"), SCRIPT);
  return { folder, remove: () => rm(folder, { recursive: true }) };
}

/** A gateway that counts what it gets and answers with the count. */
export class StandInGateway {
  got = 0;
  private readonly server: Server = createServer((request, response) => {
    request.resume();
    if (request.url?.endsWith("/events")) {
      response.writeHead(200, { "content-type": "text/event-stream" }).write("data: first\n\n");
      return;
    }
    this.got += 1;
    response.writeHead(200, { "content-type": "application/json" }).end(`{"number of requests":${this.got}}`);
  });

  async start(): Promise<void> {
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
