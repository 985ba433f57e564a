// What a browser says about the network, true or not.

import type { Page } from "@playwright/test";

const believe = (isOnline: boolean) => {
  Object.defineProperty(Navigator.prototype, "onLine", { get: () => isOnline, configurable: true });
  dispatchEvent(new Event(isOnline ? "online" : "offline"));
};

/** From now on, and in every page that is loaded later. */
export async function believeInNetwork(page: Page, isOnline: boolean): Promise<void> {
  await page.addInitScript(believe, isOnline);
  await page.evaluate(believe, isOnline);
}
