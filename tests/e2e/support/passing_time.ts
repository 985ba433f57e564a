// Time as a test wants it: back-offs are run forward, never waited for.

import { expect, type Page } from "@playwright/test";
import type { Site } from "./site.ts";

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
export async function stopTime(page: Page, site: Site): Promise<void> {
  await expect(async () => {
    expect(site.underWay).toBe(0);
    // A moment ahead: there is no pausing in the past. Sooner than any request is given up.
    await page.clock.pauseAt(await page.evaluate(() => Date.now() + 5_000));
  }).toPass();
}

/** So much of the page's time is over: what was due by then has been done. */
export async function passTime(page: Page, time: string | number): Promise<void> {
  await page.clock.runFor(time);
}

/** Lets the page's time run until the claim holds; but not away from under a request that is still being answered. */
export async function untilTimePasses(page: Page, site: Site, claim: () => Promise<unknown>): Promise<void> {
  await expect(async () => {
    expect(site.underWay).toBe(0);
    await page.clock.runFor("00:05");
    await claim();
  }).toPass();
}
