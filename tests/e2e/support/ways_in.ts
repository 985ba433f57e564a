// Ways into a field that are no typing: a text dropped on it, and one that the browser or an extension fills in.

import type { Locator } from "@playwright/test";

/** Drops a text from another program on the field in the place of what is in it. Chromium's protocol: real drag events. */
export async function drop(field: Locator, text: string): Promise<void> {
  const page = field.page();
  const session = await page.context().newCDPSession(page);
  await field.fill("");
  const box = await field.boundingBox();
  if (!box) throw new Error("nothing to drop on");
  const place = { x: box.x + 20, y: box.y + box.height / 2 };
  const data = { items: [{ mimeType: "text/plain", data: text }], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await session.send("Input.dispatchDragEvent", { type, ...place, data });
  }
  await session.detach();
  await field.focus();
}

/** Sets the value and fires events, as autofill and password managers do. */
export async function fill(field: Locator, text: string): Promise<void> {
  await field.focus();
  await field.evaluate((element: HTMLInputElement | HTMLTextAreaElement, text) => {
    element.value = text;
    for (const event of ["input", "change"]) element.dispatchEvent(new Event(event, { bubbles: true }));
  }, text);
}
