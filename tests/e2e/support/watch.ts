// What no test may cause, whatever it is about: an error or a warning in the console, a violated policy, an uncaught error, a
// request to somebody else, personal data or a token where others can read it. Asked at the end of every test.

import { type BrowserContext, type ConsoleMessage, expect, type Page } from "@playwright/test";
import type { People } from "./people.ts";

/** The page's own server. */
export interface Watched {
  origin: string;
  /** Reports of the browser that the policy was violated. */
  violations: string[];
  /** Origins that the page is meant to call, too. */
  others?: string[];
}

/** A JSON web token, an e-mail address: nowhere in an address, a log or a storage, whosever it is. */
const TOKEN = /\beyJ[\w-]{8,}\.[\w-]+/;
const EMAIL = /[\w.+-]+@[\w-]+\.[a-z]{2,}/i;

export class Watch {
  private readonly found: string[] = [];
  private readonly spoken: string[] = [];
  private readonly addresses = new Set<string>();
  private readonly allowed: RegExp[] = [];
  private readonly allowedAddresses: RegExp[] = [];
  private mayStore = false;

  constructor(
    private readonly context: BrowserContext,
    private readonly site: Watched,
    private readonly people: People,
  ) {}

  async begin(): Promise<void> {
    this.context.on("console", (message) => this.hear(message));
    this.context.on("weberror", (error) => this.found.push(`uncaught: ${error.error().message}`));
    this.context.on("request", (request) => this.see(request.url()));
    this.context.on("page", (page) => page.on("framenavigated", (frame) => this.addresses.add(frame.url())));
    await this.context.exposeBinding("reportViolation", (_source, text: string) => {
      this.found.push(`policy: ${text}`);
    });
    await this.context.addInitScript(() => {
      addEventListener("securitypolicyviolation", (event) => {
        const report = (globalThis as unknown as { reportViolation: (text: string) => void }).reportViolation;
        report(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
      });
    });
  }

  /** The browser itself logs a failed request; a test that makes one fail says which statuses, or `network`. */
  allowFailures(...failures: (number | "network")[]): void {
    for (const failure of failures) {
      const words = failure === "network" ? "net::ERR_" : `the server responded with a status of ${failure} `;
      this.allowed.push(new RegExp(`^Failed to load resource: ${words}`));
      // Firefox is silent about a status, and of a lost connection it says this.
      if (failure === "network") this.allowed.push(/Same Origin Policy .* CORS request did not succeed/);
    }
  }

  /** Addresses that a test leads to on purpose, such as those of a mail program: no request of the product's. */
  allowAddress(pattern: RegExp): void {
    this.allowedAddresses.push(pattern);
  }

  /** Failures that a test causes on purpose, as they will be reported. */
  allow(pattern: RegExp): void {
    this.allowed.push(pattern);
  }

  /** `persist="session"`: the integrator wants unsaved work in this tab's storage. */
  allowSessionStorage(): void {
    this.mayStore = true;
  }

  async end(): Promise<void> {
    expect(await this.trouble(), "what no test may cause").toEqual([]);
  }

  /** Everything found so far. */
  async trouble(): Promise<string[]> {
    const told = [...this.found, ...this.site.violations.map((report) => `policy report: ${report}`)];
    const found = told.filter((text) => !this.allowed.some((pattern) => pattern.test(text)));
    for (const text of this.spoken) found.push(...this.leaks("console", text));
    for (const address of this.addresses) found.push(...this.leaks("address", decodeURIComponent(address)));
    for (const page of this.context.pages()) found.push(...(await this.leaksOfStorage(page)));
    return found;
  }

  private hear(message: ConsoleMessage): void {
    this.spoken.push(message.text());
    const isTrouble = message.type() === "error" || message.type() === "warning";
    if (isTrouble && !this.allowed.some((pattern) => pattern.test(message.text()))) {
      this.found.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
    }
  }

  private see(address: string): void {
    if (this.allowedAddresses.some((pattern) => pattern.test(address))) return;
    const url = new URL(address);
    const isLocal = url.protocol === "data:" || url.protocol === "blob:";
    if (!isLocal) this.addresses.add(address);
    const isExpected = url.origin === this.site.origin || this.site.others?.includes(url.origin);
    if (!isLocal && !isExpected) this.found.push(`request to a third party: ${address}`);
  }

  private async leaksOfStorage(page: Page): Promise<string[]> {
    if (page.isClosed() || !page.url().startsWith(this.site.origin)) return [];
    const [local, session, entry] = await page.evaluate(() =>
      [{ ...localStorage }, { ...sessionStorage }, [history.state, window.name]].map((kept) =>
        JSON.stringify(kept),
      ),
    );
    // Requests that are not needed are not made at all.
    const kept = await page.evaluate(async () => [
      ...(await indexedDB.databases()).map(({ name }) => `the database ${name}`),
      ...(await caches.keys()).map((name) => `the cache ${name}`),
    ]);
    return [
      ...kept,
      ...this.leaks("history.state or window.name", entry ?? ""),
      ...this.leaks("localStorage", local ?? ""),
      ...this.leaks("sessionStorage", session ?? "", this.mayStore),
    ];
  }

  private leaks(place: string, text: string, mayBePersonal = false): string[] {
    const isPersonal = EMAIL.test(text) || [...this.people.values].some((value) => text.includes(value));
    return [
      ...(isPersonal && !mayBePersonal ? [`personal data in ${place}: ${text}`] : []),
      ...(TOKEN.test(text) ? [`a token in ${place}`] : []),
    ];
  }
}
