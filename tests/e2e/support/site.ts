// A merchant's web server: the built app under a strict policy, and a proxy to the gateway through `chaos.ts`.
// Every request is recorded. Connections are not kept alive, so that a dropped request is not sent again by the browser itself.

import { once } from "node:events";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { BASE_PATH } from "./environment.ts";
import { Chaos, type Fate } from "./chaos.ts";
import { delay } from "./stress.ts";
import { StaticFiles } from "./static_files.ts";
import { isTarget, type Target } from "./target.ts";

/** One request to the gateway as the page sent it. */
export interface Sent {
  method: string;
  /** Below the gateway's base, without the query. */
  path: string;
  query: string;
  headers: IncomingMessage["headers"];
  body: string;
  /** What the page was answered, when it was. */
  status?: number;
  /** The headers that the gateway answered with. */
  answered?: IncomingMessage["headers"];
}

/** A request and what it is answered with. */
interface Stream {
  sent: Sent;
  response: ServerResponse;
}

/** Between two neighbours only (RFC 9110 section 7.6.1). */
const HOP_BY_HOP = ["connection", "keep-alive", "transfer-encoding", "upgrade"];

export class Site {
  readonly chaos = new Chaos();
  readonly sent: Sent[] = [];
  /** Off the network: every connection ends, and nothing is recorded. */
  isUnplugged = false;
  /** Reports of the browser that the policy was violated. */
  readonly violations: string[] = [];
  private readonly server: Server;
  private readonly streams = new Set<Stream>();
  private readonly pending = new Set<Sent>();

  private constructor(
    private readonly files: StaticFiles,
    private readonly gatewayOrigin: () => string | undefined,
  ) {
    this.server = createServer((request, response) => {
      response.setHeader("connection", "close");
      this.serve(request, response).catch(() => response.destroy());
    });
  }

  /** Starts on a free port. The gateway's origin is asked for at every request: it may stop and start again. */
  static async start(root: string, gatewayOrigin: () => string | undefined): Promise<Site> {
    const site = new Site(new StaticFiles(root), gatewayOrigin);
    site.server.listen(0, "127.0.0.1");
    await once(site.server, "listening");
    return site;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Sets a `<meta>` tag of the page, from its next load on. */
  setMeta(name: string, content: string): void {
    this.files.meta.set(name, content);
  }

  /** From now on files of such a name do not come, or come empty; until they are mended. */
  spoil(name: RegExp, how: "missing" | "empty"): void {
    this.files.spoil(name, how);
  }

  mend(): void {
    this.files.mend();
  }

  /** What the page sent of that kind so far, oldest first. */
  sentOf(target: Target): Sent[] {
    return this.sent.filter((sent) => isTarget(target, sent.method, sent.path));
  }

  /** The answers of that kind that are still running: streams, and what is on its way. */
  openOf(target: Target): Sent[] {
    const open = [...this.streams].map(({ sent }) => sent);
    return open.filter((sent) => isTarget(target, sent.method, sent.path));
  }

  /** How many requests are being answered: not those that the test holds, and no streams. */
  get underWay(): number {
    return this.pending.size;
  }

  /** Ends the running answers of that kind, as a proxy does with streams that last too long for it. */
  cut(target: Target): void {
    for (const { sent, response } of this.streams) {
      if (isTarget(target, sent.method, sent.path)) response.destroy();
    }
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.isUnplugged) return void response.destroy();
    const url = new URL(request.url ?? "/", this.origin);
    const body = await read(request);
    if (url.pathname === "/policy-report") {
      this.violations.push(body.toString());
      response.writeHead(204).end();
    } else if (url.pathname.startsWith(`${BASE_PATH}/`) || url.pathname === "/dev/token") {
      await this.proxy(request, url, body, response);
    } else {
      await delay();
      await this.files.serve(request, url, response);
    }
  }

  private async proxy(
    request: IncomingMessage,
    url: URL,
    body: Buffer,
    response: ServerResponse,
  ): Promise<void> {
    const method = request.method ?? "GET";
    const path = url.pathname.startsWith(BASE_PATH) ? url.pathname.slice(BASE_PATH.length) : url.pathname;
    const sent: Sent = { method, path, query: url.search, headers: request.headers, body: body.toString() };
    this.sent.push(sent);
    const stream = { sent, response };
    this.streams.add(stream);
    this.pending.add(sent);
    response.on("close", () => {
      this.streams.delete(stream);
      this.pending.delete(sent);
    });
    response.on("finish", () => {
      sent.status = response.statusCode;
    });
    const fate = this.chaos.fateOf(method, path);
    await this.passGate("request", stream);
    await delay();
    if (fate.kind === "drop") return void response.destroy();
    if (fate.kind === "answer") return void response.writeHead(fate.status, fate.headers).end(fate.body);
    await this.forward(fate, request, body, stream);
  }

  private async passGate(side: "request" | "answer", { sent, response }: Stream): Promise<void> {
    this.pending.delete(sent);
    await this.chaos.passGate(side, sent.method, sent.path);
    if (!response.closed) this.pending.add(sent);
  }

  private async forward(fate: Fate, request: IncomingMessage, body: Buffer, stream: Stream): Promise<void> {
    const { sent, response } = stream;
    const origin = this.gatewayOrigin();
    const reach = () => (origin ? ask(origin, request, body) : undefined);
    try {
      if (fate.kind === "duplicate") await drain(await reach());
      const answer = await reach();
      if (!answer) return void response.writeHead(502, { "content-type": "text/plain" }).end("Bad gateway");
      if (fate.kind === "lose") await drain(answer);
      await this.passGate("answer", stream);
      await delay();
      if (fate.kind === "lose") return void response.destroy();
      const headers = endToEnd(answer.headers);
      if (fate.kind === "retag" && headers.etag) headers.etag = fate.retag(headers.etag);
      sent.answered = headers;
      response.writeHead(answer.statusCode ?? 502, headers);
      if (fate.kind === "truncate") return await cutInHalf(answer, response);
      response.flushHeaders();
      if (answer.headers["content-type"]?.startsWith("text/event-stream")) this.pending.delete(sent);
      response.on("close", () => answer.destroy());
      answer.on("error", () => response.destroy());
      answer.pipe(response);
    } catch {
      if (response.headersSent) response.destroy();
      else response.writeHead(502, { "content-type": "text/plain" }).end("Bad gateway");
    }
  }
}

async function read(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function drain(answer: IncomingMessage | undefined): Promise<void> {
  if (answer) await read(answer);
}

function endToEnd(headers: IncomingMessage["headers"]): IncomingMessage["headers"] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name)));
}

/** The headers of the whole and half of the body. */
async function cutInHalf(answer: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await read(answer);
  response.write(body.subarray(0, body.length / 2), () => response.destroy());
}

function ask(origin: string, page: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const options = { method: page.method, headers: endToEnd(page.headers), agent: false as const };
    const outgoing = request(new URL(page.url ?? "/", origin), options, resolve);
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
