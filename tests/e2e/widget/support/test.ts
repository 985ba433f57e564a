// `test` for the widget's specs: as ../../support/test.ts, with a merchant's shop around the element.

import type { Browser } from "@playwright/test";
import type { Key } from "../../support/labels.ts";
import { Profile } from "../../support/profile.ts";
import { expect, test as base } from "../../support/test.ts";
import { Network } from "../../support/switches.ts";
import { Watch } from "../../support/watch.ts";
import { withoutMediaEmulation } from "./firefox.ts";
import { Shop } from "./shop.ts";
import { WidgetPage } from "./widget_page.ts";

export { expect };

/** Over WebDriver BiDi, what is filled into Firefox's e-mail inputs is appended to the content, on any page: empty it first. */
class EmptyingProfile extends Profile {
  override async type(key: Key, text: string): Promise<void> {
    await this.edit(key);
    await this.field(key).fill("");
    await super.type(key, text);
  }
}

interface Fixtures {
  shop: Shop;
  widget: WidgetPage;
}

export const test = base.extend<Fixtures & { dom: "shadow" | "light" }, { browser: Browser }>({
  dom: ["shadow", { option: true }],

  browser: [
    async ({ browser }, use) => {
      await use(browser.browserType().name() === "firefox" ? withoutMediaEmulation(browser) : browser);
    },
    { scope: "worker" },
  ],

  shop: async ({ site }, use) => {
    const shop = await Shop.start(site);
    await use(shop);
    await shop.stop();
  },

  profile: async ({ page }, use) => use(new EmptyingProfile(page)),

  network: async ({ context, shop, site }, use) => use(new Network(context, [site, shop.pages, shop.files])),

  baseURL: async ({ shop }, use) => use(shop.origin),

  watch: async ({ context, shop, people }, use, info) => {
    const watch = new Watch(context, shop, people);
    await watch.begin();
    await use(watch);
    if (info.status !== "passed") return;
    await watch.end();
    expect(await context.cookies(), "cookies").toEqual([]);
  },

  widget: async ({ page, shop, dom, people }, use) => {
    const widget = new WidgetPage(page, shop);
    if (dom === "light") widget.common = { shadow: "false" };
    await widget.listen();
    await use(widget);
    const told = JSON.stringify(await widget.hearAll());
    const personal = [...people.values].filter((value) => told.includes(JSON.stringify(value).slice(1, -1)));
    expect(personal, "personal data in events").toEqual([]);
    expect(told, "tokens in events").not.toMatch(/\beyJ[\w-]{8,}\./);
  },
});

/** The same spec with a shadow root and without. */
export function forEachDom(spec: (dom: "shadow" | "light") => void): void {
  for (const dom of ["shadow", "light"] as const) {
    test.describe(`${dom} DOM`, () => {
      test.use({ dom });
      spec(dom);
    });
  }
}
