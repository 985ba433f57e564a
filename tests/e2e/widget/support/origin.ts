// A web server that a test sets up as it goes: what it answers, what it refuses, what it holds back.

import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { delay } from "../../support/stress.ts";

/** Answers, or says that it has nothing there. */
export type Handler = (
  url: URL,
  response: ServerResponse,
  request: IncomingMessage,
) => boolean | Promise<boolean>;

interface Trouble {
  pattern: RegExp;
  fate: "gone" | "cut" | "held";
  times: number;
}

export class Origin {
  /** Paths with queries, oldest first. */
  readonly asked: string[] = [];
  /** Off the network: every connection ends. */
  isUnplugged = false;
  private readonly troubles: Trouble[] = [];
  private readonly waiting: (() => void)[] = [];
  private readonly server: Server;

  private constructor(handler: Handler) {
    this.server = createServer((request, response) => {
      response.setHeader("connection", "close");
      this.answer(request, response, handler).catch(() => response.destroy());
    });
  }

  static async start(handler: Handler): Promise<Origin> {
    const origin = new Origin(handler);
    origin.server.listen(0, "127.0.0.1");
    await once(origin.server, "listening");
    return origin;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Requests whose path matches find nothing, or lose their connection; so many times. */
  fail(pattern: RegExp, fate: "gone" | "cut", times = Number.POSITIVE_INFINITY): void {
    this.troubles.push({ pattern, fate, times });
  }

  /** Requests whose path matches wait until `release`. */
  hold(pattern: RegExp): void {
    this.troubles.push({ pattern, fate: "held", times: Number.POSITIVE_INFINITY });
  }

  release(): void {
    this.troubles.length = 0;
    for (const go of this.waiting.splice(0)) go();
  }

  askedFor(pattern: RegExp): string[] {
    return this.asked.filter((path) => pattern.test(path));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }

  private async answer(request: IncomingMessage, response: ServerResponse, handler: Handler): Promise<void> {
    if (this.isUnplugged) return void response.destroy();
    const url = new URL(request.url ?? "/", this.origin);
    this.asked.push(url.pathname + url.search);
    const trouble = this.troubles.find(({ pattern, times }) => times > 0 && pattern.test(url.pathname));
    if (trouble) trouble.times -= 1;
    if (trouble?.fate === "held") await new Promise<void>((go) => this.waiting.push(go));
    await delay();
    if (trouble?.fate === "cut") return void response.destroy();
    const isAnswered = trouble?.fate !== "gone" && (await handler(url, response, request));
    if (!isAnswered) response.writeHead(404, { "access-control-allow-origin": "*" }).end("Not found");
  }
}
