// Pictures of the widget to be looked at: results/widget-screens/. `npx playwright test --config playwright.widget.config.ts`
// leaves them out; with CYREXA_SCREENS=1 they are all there is.

import { type Page } from "@playwright/test";
import { Onboarding } from "../support/onboarding.ts";
import { Profile } from "../support/profile.ts";
import { expect, test } from "./support/test.ts";
import { WidgetPage } from "./support/widget_page.ts";

const DEVICES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } };

async function picture(page: Page, name: string): Promise<void> {
  const fullPage = !(await page.getByRole("dialog").isVisible());
  await page.screenshot({ path: `results/widget-screens/${name}.png`, fullPage, animations: "disabled" });
}

for (const [device, viewport] of Object.entries(DEVICES)) {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const locale of ["en", "ar"]) {
      const name = (state: string) => `${state}-${device}-${colorScheme}-${locale}`;
      test.describe(name(""), () => {
        test.use({ viewport, colorScheme });

        test("edit", async ({ customer, page, widget, profile }) => {
          await widget.open({ "customer-id": customer.id, locale });
          await expect(page.getByText("••••").first()).toBeVisible();
          await picture(page, name("edit"));
          if (locale !== "en") return;
          await profile.edit("email");
          await profile.field("email").fill("nobody");
          await profile.save("email");
          await picture(page, name("editing"));
        });

        test("create", async ({ page, widget }) => {
          await widget.open({ locale });
          await picture(page, name("create"));
          if (locale !== "en") return;
          await new Onboarding(page).next();
          await picture(page, name("create-refused"));
        });

        test("loading and failed", async ({ customer, page, shop, watch, widget }) => {
          watch.allow(/404|integrity/);
          shop.files.hold(/^\/view-/);
          await widget.show({ body: widget.tag({ "customer-id": customer.id, locale }) });
          await expect(widget.part("skeleton")).toBeVisible();
          await picture(page, name("loading"));
          shop.files.release();
          shop.files.fail(/^\/view-/, "gone");
          await widget.show({ body: widget.tag({ locale }) });
          await expect(widget.part("banner")).toBeVisible();
          await picture(page, name("failed"));
        });

        test("shop", async ({ customer, page, shop }) => {
          test.skip(locale !== "en", "the shop is English");
          shop.showDemo();
          const widget = new WidgetPage(page, shop);
          await page.goto(`/?customer=${customer.id}`);
          await widget.isReady();
          await expect(page.getByText("••••").first()).toBeVisible();
          await picture(page, name("shop"));
          await new Profile(page).edit("phone");
          await picture(page, name("shop-editing"));
        });
      });
    }
  }
}
