// Time as a test wants it: back-offs are run forward, never waited for.

import { expect, type Page } from "@playwright/test";

/** Puts the page's time into the test's hands. Before the page loads. */
export async function takeTime(page: Page): Promise<void> {
  await page.clock.install();
  // Playwright numbers its timers from 10^12 on; wasm-bindgen, as the web's own IDL, holds a timer's number in 32 bits.
  await page.addInitScript(() => {
    const offset = 1e12;
    const { setTimeout, setInterval, clearTimeout, clearInterval } = globalThis;
    const small =
      (set: (...all: never[]) => unknown) =>
      (...all: never[]) =>
        Number(set(...all)) - offset;
    const large = (clear: (id: number) => void) => (id?: number) => clear((id ?? 0) + offset);
    Object.assign(globalThis, {
      setTimeout: small(setTimeout),
      setInterval: small(setInterval),
      clearTimeout: large(clearTimeout),
      clearInterval: large(clearInterval),
    });
  });
}

/** From now on no timer of the page runs out. */
export async function stopTime(page: Page): Promise<void> {
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 60_000));
}

/** Lets the page's time run until the claim holds. */
export async function untilTimePasses(page: Page, claim: () => Promise<unknown>): Promise<void> {
  await expect(async () => {
    await page.clock.runFor("00:05");
    await claim();
  }).toPass();
}
