// What can go wrong between a page and the gateway, as rules a test sets and lifts. Owns no socket: `site.ts` carries it out.

import { isTarget, type Target } from "./target.ts";

/** What happens to one request. */
export type Fate =
  | { kind: "pass" }
  /** Answered in the gateway's stead; it never hears of the request. */
  | { kind: "answer"; status: number; headers: Record<string, string>; body: string }
  /** The connection ends before the gateway hears of the request. */
  | { kind: "drop" }
  /** The gateway does what was asked; its answer is lost. */
  | { kind: "lose" }
  /** Half of the answer's body arrives, then the connection ends. */
  | { kind: "truncate" }
  /** The gateway's answer arrives with another `ETag`, as behind a proxy that compresses. */
  | { kind: "retag"; retag: (etag: string) => string }
  /** The gateway gets the request twice, the page the second answer, as behind a proxy that retries. */
  | { kind: "duplicate" };

/** A fate for every request of a kind, until it is lifted or used up. */
export class Rule {
  /** How many requests met it. */
  met = 0;
  private isLifted = false;

  constructor(
    readonly target: Target,
    readonly fate: Fate,
    private readonly times: number,
  ) {}

  get isActive(): boolean {
    return !this.isLifted && this.met < this.times;
  }

  lift(): void {
    this.isLifted = true;
  }
}

/** Requests of a kind wait here, at no time's mercy: until the test lets them go. */
export class Gate {
  /** How many came. */
  arrived = 0;
  private isOpen = false;
  private readonly waiting: (() => void)[] = [];

  constructor(
    readonly target: Target,
    /** On the way to the gateway, or its answer on the way back. */
    readonly side: "request" | "answer",
  ) {}

  get isShut(): boolean {
    return !this.isOpen;
  }

  get held(): number {
    return this.waiting.length;
  }

  wait(): Promise<void> {
    this.arrived += 1;
    return new Promise((go) => this.waiting.push(go));
  }

  /** Lets the one go that has waited longest. */
  releaseOne(): void {
    this.waiting.shift()?.();
  }

  /** Lets all go, and all that come later. */
  open(): void {
    this.isOpen = true;
    while (this.waiting.length > 0) this.releaseOne();
  }
}

const CODES: Record<number, string> = {
  400: "VALIDATION_FAILED",
  401: "UNAUTHORIZED",
  403: "FORBIDDEN",
  404: "CUSTOMER_NOT_FOUND",
  409: "DUPLICATE_CUSTOMER",
  412: "VERSION_CONFLICT",
  429: "RATE_LIMITED",
  500: "INTERNAL",
};

/** What an answer in the gateway's stead says. */
export interface Instead {
  /** Seconds, as `Retry-After`. */
  retryAfter?: number;
  /** Seconds from the answer's own `Date`, as a date. */
  retryAt?: number;
  /** The exact body; without it, the envelope that the gateway would send, or a proxy's bare page where it has no such code. */
  body?: string;
  contentType?: string;
  /** More headers, in lower case. */
  headers?: Record<string, string>;
  /** Default: every time, until lifted. */
  times?: number;
}

/** The rules and gates of one test. The oldest active one of a kind acts first. */
export class Chaos {
  private readonly rules: Rule[] = [];
  private readonly gates: Gate[] = [];

  /** Answers in the gateway's stead. */
  answer(target: Target, status: number, instead: Instead = {}): Rule {
    const headers: Record<string, string> = { ...instead.headers };
    const code = CODES[status];
    const envelope = {
      error: {
        code,
        message: "by the test",
        details: { timestamp: "2026-01-01T00:00:00Z", requestId: "chaos" },
      },
    };
    const body = instead.body ?? (code ? JSON.stringify(envelope) : "<html><body>Bad gateway</body></html>");
    headers["content-type"] =
      instead.contentType ?? (body.startsWith("<") ? "text/html" : "application/json");
    if (instead.retryAfter !== undefined) headers["retry-after"] = String(instead.retryAfter);
    if (instead.retryAt !== undefined) {
      const now = Date.now();
      headers["date"] = new Date(now).toUTCString();
      headers["retry-after"] = new Date(now + instead.retryAt * 1_000).toUTCString();
    }
    return this.rule(target, { kind: "answer", status, headers, body }, instead.times);
  }

  /** Sends the page elsewhere, as a login proxy does. */
  redirect(target: Target, location: string, times?: number): Rule {
    const headers = { location };
    return this.rule(target, { kind: "answer", status: 303, headers, body: "" }, times);
  }

  /** Changes the `ETag` of every answer. */
  retag(target: Target, retag: (etag: string) => string, times?: number): Rule {
    return this.rule(target, { kind: "retag", retag }, times);
  }

  /** Ends the connection before the gateway hears of the request. */
  drop(target: Target, times?: number): Rule {
    return this.rule(target, { kind: "drop" }, times);
  }

  /** Lets the gateway act and loses its answer. */
  lose(target: Target, times?: number): Rule {
    return this.rule(target, { kind: "lose" }, times);
  }

  /** Cuts the answer's body in half. */
  truncate(target: Target, times?: number): Rule {
    return this.rule(target, { kind: "truncate" }, times);
  }

  /** Sends the request to the gateway twice. */
  duplicate(target: Target, times?: number): Rule {
    return this.rule(target, { kind: "duplicate" }, times);
  }

  /** Holds requests, or their answers, until the test lets them go. */
  hold(target: Target, side: "request" | "answer" = "request"): Gate {
    const gate = new Gate(target, side);
    this.gates.push(gate);
    return gate;
  }

  fateOf(method: string, path: string): Fate {
    const rule = this.rules.find((rule) => rule.isActive && isTarget(rule.target, method, path));
    if (!rule) return { kind: "pass" };
    rule.met += 1;
    return rule.fate;
  }

  async passGate(side: "request" | "answer", method: string, path: string): Promise<void> {
    await this.gates
      .find((gate) => gate.side === side && gate.isShut && isTarget(gate.target, method, path))
      ?.wait();
  }

  private rule(target: Target, fate: Fate, times = Number.POSITIVE_INFINITY): Rule {
    const rule = new Rule(target, fate, times);
    this.rules.push(rule);
    return rule;
  }
}
