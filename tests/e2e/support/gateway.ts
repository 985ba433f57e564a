// The real gateway: its binary, on a free port, over a SQLite file in a folder of its own. And what others do with it behind
// the page's back, over HTTP.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { BASE_PATH, GATEWAY_BINARY } from "./environment.ts";

/** How a gateway is started. */
export interface GatewayOptions {
  /** Only what upstream documents, and reading a customer. */
  documentedOnly?: boolean;
  /** Pages of this origin may call, besides those of this machine. */
  allowOrigin?: string;
  /** Requests per second and caller; 0 is no limit. */
  rateLimit?: number;
}

/** A customer on the wire. */
export interface Customer {
  id: number;
  name?: string | null;
  email?: string | null;
  address?: string | null;
  phone?: string | null;
  memberId?: string | null;
}

/** What a client writes: absent keeps, `null` clears. */
export type Fields = Partial<Omit<Customer, "id">>;

type Role = "customer" | "merchant" | "support" | "admin";

export class Gateway {
  private process: ChildProcess | undefined;
  private readonly log: string[] = [];
  /** `http://127.0.0.1:PORT`, while it runs. */
  origin: string | undefined;

  private constructor(
    private readonly folder: string,
    private readonly options: GatewayOptions,
  ) {}

  /** Starts one over an empty file. */
  static async start(options: GatewayOptions = {}): Promise<Gateway> {
    const gateway = new Gateway(await mkdtemp(join(tmpdir(), "cyrexa-e2e-")), options);
    await gateway.run(options);
    return gateway;
  }

  /** Ends it without a warning, as a power cut does. The file stays. */
  async kill(): Promise<void> {
    const process = this.process;
    this.process = undefined;
    this.origin = undefined;
    if (process && process.exitCode === null && process.signalCode === null) {
      process.kill("SIGKILL");
      await once(process, "exit");
    }
  }

  /** Starts it again over the same file, on another port. */
  async run(options: GatewayOptions = this.options): Promise<void> {
    const flags = ["--dev", "--listen", "127.0.0.1:0", "--database", join(this.folder, "cyrexa.sqlite")];
    if (options.documentedOnly) flags.push("--documented-only");
    if (options.allowOrigin) flags.push("--allow-origin", options.allowOrigin);
    flags.push("--rate-limit", String(options.rateLimit ?? 0), "--address-rate-limit", "0");
    const process = spawn(GATEWAY_BINARY, flags, { stdio: ["ignore", "pipe", "pipe"] });
    this.process = process;
    process.stderr.on("data", (chunk: Buffer) => this.log.push(chunk.toString()));
    const lines = createInterface({ input: process.stdout });
    for await (const line of lines) {
      this.log.push(line);
      const origin = /listening on (http:\/\/[^/\s]+)\//.exec(line)?.[1];
      if (!origin) continue;
      this.origin = origin;
      process.stdout.resume();
      return;
    }
    throw new Error(`the gateway ended before it listened:\n${this.log.join("")}`);
  }

  /** Ends it and removes its file. */
  async dispose(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Everything it printed. */
  get output(): string {
    return this.log.join("\n");
  }

  async token(role: Role, customer?: number): Promise<string> {
    const query = customer === undefined ? "" : `&customer=${customer}`;
    const response = await fetch(`${this.origin}/dev/token?role=${role}${query}`);
    if (!response.ok) throw new Error(`no token for ${role}: ${response.status} ${await response.text()}`);
    return readToken(await response.text());
  }

  /** Creates a customer as the merchant's own system does, and returns it as stored. */
  async create(fields: Fields): Promise<Customer> {
    const response = await this.call("POST", "/customers", fields);
    const text = await response.text();
    const location = response.headers.get("location");
    const id = Number(text === "" ? location?.split("/").at(-1) : JSON.parse(text).id);
    return this.read(id);
  }

  /** Changes a customer behind the page's back. */
  async change(id: number, fields: Fields): Promise<void> {
    await this.call("PUT", `/customers/${id}`, fields);
  }

  /** Deletes a customer behind the page's back. */
  async delete(id: number): Promise<void> {
    await this.call("DELETE", `/customers/${id}`);
  }

  /** How many customers there are. */
  async count(): Promise<number> {
    const page = (await (await this.call("GET", "/customers?limit=100")).json()) as { items: Customer[] };
    return page.items.length;
  }

  async read(id: number): Promise<Customer> {
    return (await this.call("GET", `/customers/${id}`)).json() as Promise<Customer>;
  }

  /** What is in the SQLite file: another process opens it and reads, while this one goes on. */
  async readFromFile(id: number): Promise<Customer> {
    const reader = new Gateway(this.folder, {});
    await reader.run();
    try {
      return await reader.read(id);
    } finally {
      await reader.kill();
    }
  }

  private async call(method: string, path: string, body?: Fields): Promise<Response> {
    const headers: Record<string, string> = { authorization: `Bearer ${await this.token("admin")}` };
    if (body) headers["content-type"] = "application/json";
    const init = { method, headers, body: body ? JSON.stringify(body) : null };
    const response = await fetch(`${this.origin}${BASE_PATH}${path}`, init);
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  }
}

function readToken(text: string): string {
  return text.startsWith("{") ? (JSON.parse(text) as { token: string }).token : text.trim();
}
