// When the app cannot start, or breaks: said in plain words, with a way to load the page again, and nothing typed is gone.

import { resize } from "../support/switches.ts";
import { expect, test } from "../support/test.ts";
import { prepareTrap, trapNext } from "../support/trap.ts";
import type { Site } from "../support/site.ts";
import type { Page } from "@playwright/test";

const stopped = (page: Page) => page.getByRole("alert").filter({ hasText: "This page is not working" });
const reload = (page: Page) => stopped(page).getByRole("link", { name: "Reload" });

for (const [what, break_] of [
  ["the app's code does not come", (_page: Page, site: Site) => site.spoil(/\.wasm$/, "missing")],
  ["the glue does not come", (_page: Page, site: Site) => site.spoil(/cyrexa-profile-.*\.js$/, "missing")],
  ["the code is not what was built", (_page: Page, site: Site) => site.spoil(/\.wasm$/, "empty")],
  [
    "the browser knows no WebAssembly",
    (page: Page) => page.addInitScript(() => Reflect.deleteProperty(globalThis, "WebAssembly")),
  ],
] as const) {
  test(`where ${what} the page says so, and can be loaded again`, async ({ page, site, watch }) => {
    watch.allow(/.*/);
    await break_(page, site);
    await page.goto("/");
    await expect(stopped(page)).toBeVisible();
    await expect(stopped(page)).toContainText("إعادة تحميل");
    await expect(stopped(page)).not.toContainText("What you typed", { useInnerText: true });
    site.mend();
    const again = page.waitForEvent("load");
    await reload(page).click();
    await again;
    await expect(page).toHaveURL(/\/$/);
  });
}

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the page says what it needs, and does not seem to load", async ({ page }) => {
    await page.goto("/");
    // As text: no locator looks into a <noscript>.
    const words = await page.getByRole("main").innerText();
    expect(words).toContain("This page needs JavaScript");
    expect(words).not.toContain("This is taking longer than usual");
  });
});

test.describe("broken by its own code", () => {
  test.beforeEach(async ({ page, watch }) => {
    page.on("dialog", (question) => question.accept());
    await prepareTrap(page, watch);
  });

  test("the page says so where one is, keeps what was typed, and can be loaded again", async ({
    customer,
    page,
    profile,
  }) => {
    await resize(page, 390, 600);
    await profile.open(customer.id);
    await profile.edit("address");
    await trapNext(page);
    await profile.field("address").pressSequentially("New house, ");
    await expect(stopped(page)).toBeInViewport();
    await expect(stopped(page)).toContainText("What you typed is still here", { useInnerText: true });
    await expect(stopped(page)).not.toContainText("إعادة تحميل", { useInnerText: true });
    await expect(profile.field("address")).toHaveValue(/New house, $/);
    await reload(page).click();
    await expect(profile.section("address")).not.toContainText("New house");
    await expect(stopped(page)).toBeHidden();
  });

  test("it is said as well where an answer of the gateway meets it", async ({
    customer,
    page,
    profile,
    site,
  }) => {
    const gate = site.chaos.hold("GET /users/payment-methods/*");
    await profile.open(customer.id);
    await expect.poll(() => gate.held).toBe(1);
    await trapNext(page);
    gate.open();
    await expect(stopped(page)).toBeInViewport();
  });

  test("it is said as well where a lock is granted", async ({ customer, page }) => {
    await page.addInitScript(() => {
      const { locks } = navigator;
      const request = locks.request.bind(locks) as (...all: unknown[]) => unknown;
      const trapping = (callback: (lock: unknown) => unknown) => (lock: unknown) => {
        Reflect.set(globalThis, "trap", true);
        return callback(lock);
      };
      Reflect.set(locks, "request", (name: string, options: object, callback: (lock: unknown) => unknown) =>
        request(name, options, trapping(callback)),
      );
    });
    await page.goto(`/customers/${customer.id}`);
    await expect(stopped(page)).toBeInViewport();
  });

  test("it is said once, and in the page's language", async ({ customer, page, profile }) => {
    await profile.open(customer.id);
    await page.getByRole("combobox", { name: "Language" }).selectOption("ar");
    await page
      .getByRole("button", { name: /^تعديل/ })
      .first()
      .click();
    await trapNext(page);
    await page.getByRole("textbox").first().pressSequentially("ab");
    await trapNext(page);
    await page.getByRole("textbox").first().pressSequentially("ab");
    const told = page.getByRole("alert").filter({ hasText: "This page is not working" });
    await expect(told).toHaveCount(1);
    await expect(told).toContainText("ما كتبته", { useInnerText: true });
    await expect(told).not.toContainText("This page", { useInnerText: true });
  });

  test("a form is not sent by the browser instead: what was typed stays, and gets into no address", async ({
    customer,
    page,
    profile,
  }) => {
    await profile.open(customer.id);
    const { pathname } = new URL(page.url());
    await profile.edit("phone");
    await profile.field("phone").fill("+44 20 7946 0018");
    await page.evaluate(() =>
      addEventListener("submit", () => Reflect.set(globalThis, "trap", true), { capture: true, once: true }),
    );
    await profile.field("phone").press("Enter");
    await expect(stopped(page)).toBeInViewport();
    await expect(profile.field("phone")).toHaveValue("+44 20 7946 0018");
    await expect(page).toHaveURL((url) => url.pathname === pathname && url.search === "");
  });

  test("over a question that is open it can be read, and the page loaded again", async ({
    customer,
    page,
    profile,
  }) => {
    await profile.open(customer.id);
    await profile.type("phone", "+44 20 7946 0018");
    await page.getByRole("link", { name: "Cyrexa" }).click();
    await expect(profile.dialog).toBeVisible();
    await trapNext(page);
    await profile.dialog.getByRole("button", { name: "Stay here" }).click();
    await expect(stopped(page)).toBeInViewport();
    await reload(page).click();
    await expect(profile.summary("phone")).toBeVisible();
  });
});
