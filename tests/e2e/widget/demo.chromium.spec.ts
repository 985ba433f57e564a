// The demo's pages as people with other needs meet them. Not in Firefox: driven over BiDi, its content process dies of the second
// run of axe on these pages, in axe.

import { expectAccessible } from "../support/accessibility.ts";
import { expect, test } from "./support/test.ts";

for (const [language, direction] of [
  ["English", "ltr"],
  ["Arabic", "rtl"],
] as const) {
  test(`the shop is accessible, with the widget in ${language}`, async ({ customer, page, shop, widget }) => {
    shop.showDemo();
    await page.goto(`/?customer=${customer.id}`);
    await page.getByLabel("Language").selectOption(language);
    await widget.isReady();
    await expect(widget.part("container")).toHaveAttribute("dir", direction);
    await expectAccessible(page, "shop", direction);
  });
}

test("the page in React is accessible", async ({ page, shop, widget }) => {
  shop.showReact();
  await page.goto("/react/");
  await widget.isReady();
  await expectAccessible(page, "React", "ltr");
});
