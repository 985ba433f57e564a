// The browser keeps a page that is left and shows it again as it was: it may, and what it shows is up to
// date.

import { CHROME_FLAGS } from "../support/environment.ts";
import { EVENTS, hasStreams } from "../support/streams.ts";
import { expect, forEachGateway, test } from "../support/test.ts";

test.use({
  launchOptions: async ({ launchOptions }, use) =>
    // Playwright turns the cache off.
    use({ ...launchOptions, args: CHROME_FLAGS, ignoreDefaultArgs: ["--disable-back-forward-cache"] }),
});

forEachGateway((kind) => {
  test("a page that the browser has kept is the same page, and up to date", async ({
    customer,
    gateway,
    page,
    people,
    profile,
    site,
  }) => {
    const theirs = people.next();
    await page.addInitScript(() => {
      addEventListener("pageshow", ({ persisted }) => Object.assign(globalThis, { persisted }));
    });
    await profile.open(customer.id);
    if (kind === "full") await hasStreams(site, 1);
    await page.evaluate(() => Object.assign(globalThis, { mark: "as it was left" }));
    await page.goto("/elsewhere");
    await hasStreams(site, 0);
    await gateway.change(customer.id, { name: theirs.name });
    await page.goBack({ waitUntil: "commit" });
    expect(await page.evaluate(() => Reflect.get(globalThis, "persisted"))).toBe(true);
    expect(await page.evaluate(() => Reflect.get(globalThis, "mark"))).toBe("as it was left");
    await expect(profile.summary("name")).toContainText(theirs.name);
    if (kind === "full") {
      await hasStreams(site, 1);
      expect(site.sentOf(EVENTS)).toHaveLength(2);
    }
  });
});
