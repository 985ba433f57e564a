// What the specs of the one event stream need: how many are open, and what every tab shows.

import { expect, type Page } from "@playwright/test";
import { passTime } from "./passing_time.ts";
import type { Site } from "./site.ts";

export const EVENTS = "GET /customers/*/events";

/** So many streams are open, of all tabs and elements together. */
export async function hasStreams(site: Site, count: number): Promise<void> {
  await expect.poll(() => site.openOf(EVENTS).length, { message: "open streams" }).toBe(count);
}

/** Lets the page's time run, a second at a time, and lets every request that it leads to be answered. */
export async function letPass(page: Page, site: Site, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    await passTime(page, 1_000);
    await expect.poll(() => site.underWay).toBe(0);
    // What the answer leads to in the page.
    await page.evaluate(() => new Promise((go) => queueMicrotask(() => go(undefined))));
  }
}

/** The page goes out of view, or comes back into it: a headless browser shows every page. */
export async function setShown(page: Page, isShown: boolean): Promise<void> {
  await page.evaluate((isShown) => {
    Object.defineProperty(document, "hidden", { get: () => !isShown, configurable: true });
    const state = isShown ? "visible" : "hidden";
    Object.defineProperty(document, "visibilityState", { get: () => state, configurable: true });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, isShown);
}

/** The person turns to another window, and back. */
export async function setFocused(page: Page, isFocused: boolean): Promise<void> {
  await page.evaluate((isFocused) => {
    Object.defineProperty(document, "hasFocus", { value: () => isFocused, configurable: true });
    dispatchEvent(new Event(isFocused ? "focus" : "blur"));
  }, isFocused);
}
