// Every word that a page says: to those who see it, and to those who hear it.

import type { Page } from "@playwright/test";

/** Visible and hidden text, names, alternative texts and the title; not what a person typed. */
export async function wordsOn(page: Page): Promise<string> {
  return page.evaluate(() => {
    const attributes = [
      "aria-label",
      "aria-description",
      "aria-valuetext",
      "aria-roledescription",
      "alt",
      "title",
    ];
    const spoken = [...document.querySelectorAll("body, body *")].flatMap((element) =>
      [...attributes, "placeholder"].map((name) => element.getAttribute(name) ?? ""),
    );
    return [document.title, document.body.textContent ?? "", ...spoken].join("\n");
  });
}
