// Moves by the Tab key alone, as somebody without a mouse does.

import type { Locator } from "@playwright/test";

/** More stops than any of our pages has. */
const STOPS = 40;

/** Presses Tab until the element has the focus. */
export async function tabTo(target: Locator): Promise<void> {
  for (let stop = 0; stop < STOPS; stop += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await target.page().keyboard.press("Tab");
  }
  throw new Error(`the Tab key does not lead to ${target}`);
}
