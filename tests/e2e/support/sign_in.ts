// The merchant's page signs a customer in, by the hook the app documents.

import type { Page } from "@playwright/test";

/** Gives this token whenever the app asks, as `window.cyrexaTokenProvider`. */
export async function signInWith(page: Page, token: string): Promise<void> {
  await page.addInitScript((token) => {
    Object.assign(window, { cyrexaTokenProvider: async () => token });
  }, token);
}
