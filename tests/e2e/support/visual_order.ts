// In which order characters are seen, which in text of two directions is not the order they are stored in.

import type { Locator } from "@playwright/test";

/** The digits and signs of a phone number from left to right, by their position on the screen. */
export const phoneFromLeftToRight = (place: Locator): Promise<string> =>
  place.evaluate((element) => {
    const seen: [string, number][] = [];
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      [...(node.textContent ?? "")].forEach((character, at) => {
        if (!/[\d+()]/.test(character)) return;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        seen.push([character, range.getBoundingClientRect().left]);
      });
    }
    seen.sort(([, left], [, right]) => left - right);
    return seen.map(([character]) => character).join("");
  });
