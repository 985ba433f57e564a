// The system's Firefox, driven over WebDriver BiDi by Playwright.

import type { Browser } from "@playwright/test";

/** A command that Playwright sends with every context and this Firefox does not know. */
const UNKNOWN = "emulation.setMediaFeaturesOverride";

interface Session {
  send(method: string, parameters: unknown): Promise<unknown>;
}

/** Playwright's own side of the connection: it has no public way to leave a command out. */
interface Internals {
  _connection: { toImpl(browser: Browser): { _browserSession: Session } };
}

const taught = new WeakSet<object>();

/** Colour schemes and reduced motion cannot be emulated then: they are as the machine has them. */
export function withoutMediaEmulation(browser: Browser): Browser {
  const { _browserSession } = (browser as unknown as Internals)._connection.toImpl(browser);
  const sessions = Object.getPrototypeOf(_browserSession) as Session;
  if (!taught.has(sessions)) {
    taught.add(sessions);
    const send = sessions.send;
    sessions.send = function (method, parameters) {
      return method === UNKNOWN ? Promise.resolve({}) : send.call(this, method, parameters);
    };
  }
  return browser;
}
