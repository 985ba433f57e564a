// The element on a merchant's page, and what the page hears of it.

import { expect, type Locator, type Page } from "@playwright/test";
import { delay } from "../../support/stress.ts";
import type { PageParts, Shop } from "./shop.ts";

export interface Heard {
  type: string;
  detail: Record<string, unknown>;
}

/** The attributes as a merchant writes them; false leaves one out. */
export type Attributes = Record<string, string | number | false>;

/** The parts of the element's class that specs use. */
export interface Customer extends HTMLElement {
  customerId: string | null;
  tokenProvider: unknown;
  readonly ready: boolean;
  submit(): boolean;
  reset(): void;
  getValue(): Record<string, string> | null;
  showValidation(): boolean;
  logout(): void;
  retry(): Promise<void>;
}

export const EVENTS = [
  "cyrexa-ready",
  "cyrexa-load-error",
  "cyrexa-change",
  "cyrexa-before-save",
  "cyrexa-saved",
  "cyrexa-rolled-back",
  "cyrexa-conflict",
  "cyrexa-validation-error",
  "cyrexa-auth-required",
  "cyrexa-error",
];

/** What a merchant's own script does: it returns a token for the element's customer. */
const SIGN_IN = `
globalThis.signIn = (element) => {
  element.tokenProvider = async () => {
    const customer = element.getAttribute("customer-id");
    const query = customer && element.getAttribute("mode") !== "create" ? "&customer=" + customer : "";
    const answer = await fetch("__TOKEN__?role=customer" + query);
    return (await answer.json()).token;
  };
};
document.querySelectorAll("cyrexa-customer").forEach(signIn);
`;

export class WidgetPage {
  readonly heard: Heard[] = [];
  /** Put on every element that `open` and `tag` write. */
  common: Attributes = {};

  constructor(
    readonly page: Page,
    readonly shop: Shop,
  ) {}

  /** Listens from the first script of the page on. */
  async listen(): Promise<void> {
    let told = Promise.resolve();
    await this.page.exposeBinding("reportEvent", (_source, heard: string | null) => {
      if (heard === null) return told;
      // In the order in which they come.
      told = Promise.all([told, delay()]).then(() => void this.heard.push(JSON.parse(heard) as Heard));
      return told;
    });
    await this.page.addInitScript((names) => {
      const report = (globalThis as unknown as { reportEvent: (heard: string) => void }).reportEvent;
      for (const name of names) {
        // In the bubbling phase at the outermost: what does not bubble or is not composed is not heard.
        addEventListener(name, (event) => {
          const { detail } = event as CustomEvent;
          report(JSON.stringify({ type: name, detail }));
        });
      }
    }, EVENTS);
  }

  get element(): Locator {
    return this.page.locator("cyrexa-customer");
  }

  part(name: string): Locator {
    return this.element.locator(`[part~="${name}"]`);
  }

  tag(attributes: Attributes = {}): string {
    const all: Attributes = { gateway: "__GATEWAY__", ...this.common, ...attributes };
    const written = Object.entries(all).map(([name, value]) =>
      value === false ? "" : ` ${name}="${value}"`,
    );
    return `<cyrexa-customer${written.join("")}></cyrexa-customer>`;
  }

  /** A page with whatever elements it has, each signed in. */
  async show(parts: PageParts): Promise<void> {
    this.shop.show({ ...parts, after: SIGN_IN + (parts.after ?? "") });
    await this.page.goto("/");
  }

  /** A page with one element, ready. */
  async open(attributes: Attributes = {}, parts: Partial<PageParts> = {}): Promise<void> {
    await this.show({ ...parts, body: this.tag(attributes) + (parts.body ?? "") });
    await this.isReady();
  }

  async isReady(count = 1): Promise<void> {
    await expect
      .poll(() => this.element.evaluateAll((all) => all.filter((one) => (one as Customer).ready).length), {
        message: "elements that are ready",
      })
      .toBe(count);
  }

  /** Everything that the page has heard until now: what comes from there is a moment on its way. */
  async hearAll(): Promise<Heard[]> {
    await this.page.evaluate(() =>
      (globalThis as unknown as { reportEvent: (heard: null) => Promise<void> }).reportEvent(null),
    );
    return this.heard;
  }

  /** The details of one type of event, until now. */
  async of(type: string): Promise<Record<string, unknown>[]> {
    return (await this.hearAll()).filter((heard) => heard.type === type).map(({ detail }) => detail);
  }

  /** The event has been, with these details one after the other and no more; without any, it has not been yet. */
  async hears(type: string, ...details: unknown[]): Promise<void> {
    await expect.poll(() => this.of(type), { message: type }).toEqual(details);
  }

  /** Gives the element a token provider as the page's script does. */
  async signIn(): Promise<void> {
    await this.element.evaluate((element) =>
      (globalThis as unknown as { signIn: (element: Element) => void }).signIn(element),
    );
  }

  /** Calls the element as the page's script does. */
  call<Result>(use: (element: Customer) => Result): Promise<Result> {
    return this.element.first().evaluate(use as unknown as (element: Element) => Result) as Promise<Result>;
  }
}
