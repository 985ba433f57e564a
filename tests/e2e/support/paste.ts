// A text that comes from elsewhere: copied there and pasted here, with the keyboard.

import { expect, type Locator } from "@playwright/test";

/** Replaces the field's content. */
export async function paste(field: Locator, text: string): Promise<void> {
  const page = field.page();
  await page.evaluate((text) => {
    const elsewhere = document.createElement("textarea");
    elsewhere.id = "elsewhere";
    elsewhere.value = text;
    document.body.append(elsewhere);
    elsewhere.select();
  }, text);
  await expect(page.locator("#elsewhere")).toBeFocused();
  await page.keyboard.press("ControlOrMeta+C");
  await page.evaluate(() => document.querySelector("#elsewhere")?.remove());
  await field.focus();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("ControlOrMeta+V");
}
