// The page does not shift while the widget loads, in every form: the skeleton is as high as what follows it.

import { resize } from "../../support/switches.ts";
import { expect, test } from "./test.ts";
import type { WidgetPage } from "./widget_page.ts";

const BELOW = `<p id="below">Below</p>`;

const top = (widget: WidgetPage) =>
  widget.page.locator("#below").evaluate((below) => below.getBoundingClientRect().top);

/** What the browser counts as shifted, where it counts. */
async function shifts(widget: WidgetPage): Promise<string[]> {
  return widget.page.evaluate(() => (globalThis as unknown as { shifted: string[] }).shifted);
}

/** From the next frame but one: what the page did before has been drawn, and reported, by then. */
const COUNT_SHIFTS = `
globalThis.shifted = [];
new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))).then(() => {
  if (!PerformanceObserver.supportedEntryTypes.includes("layout-shift")) return;
  const describe = ({ node, previousRect, currentRect }) =>
    [node?.nodeName, node?.className, JSON.stringify(previousRect), JSON.stringify(currentRect)].join(" ");
  new PerformanceObserver((list) => {
    for (const { sources } of list.getEntries()) shifted.push(...sources.map(describe));
  }).observe({ type: "layout-shift" });
})`;

const forms = [
  { name: "create", attributes: {} },
  { name: "edit", attributes: { "customer-id": "CUSTOMER" } },
  {
    name: "edit, three sections",
    attributes: { "customer-id": "CUSTOMER", sections: "personal contact address" },
  },
];

/** A test for every form, in an element so wide. */
export function noLayoutShift(device: string, width: number): void {
  for (const form of forms) {
    test(`no layout shift: ${form.name}, ${device}`, async ({ customer, page, shop, widget }) => {
      await resize(page, width, 1000);
      const attributes = Object.fromEntries(
        Object.entries(form.attributes).map(([name, value]) => [
          name,
          value === "CUSTOMER" ? customer.id : value,
        ]),
      );
      shop.files.hold(/^\/view-/);
      await widget.show({ body: widget.tag(attributes) + BELOW });
      await expect(widget.part("skeleton")).toBeVisible();
      // Before there is a loader, only the page itself could reserve the room.
      await page.evaluate(COUNT_SHIFTS);
      const before = await top(widget);
      shop.files.release();
      await widget.isReady();
      await expect(page.getByText(/••••|Billing address|What is your name/).last()).toBeAttached();
      const after = await top(widget);
      // What is out of sight may differ by what depends on the data.
      if (Math.min(before, after) < 1000) expect(Math.abs(after - before), "pixels moved").toBeLessThan(3);
      expect(await shifts(widget)).toEqual([]);
    });
  }
}
