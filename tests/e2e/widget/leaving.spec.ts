// Unsaved text and the merchant's own links: those that leave the page where it is do not ask.

import type { Page } from "@playwright/test";
import { expect, test } from "./support/test.ts";

/** What the browser hands to another program: nothing is sent. */
const OTHER_PROGRAM = /^(mailto|tel|sms|shop-app):/;

/** Puts a link on the page, follows it as a person does, and comes back once the browser has dealt with it. */
async function follow(page: Page, attributes: Record<string, string>): Promise<void> {
  await page.evaluate((attributes) => {
    const link = document.createElement("a");
    for (const [name, value] of Object.entries(attributes)) link.setAttribute(name, value);
    if (attributes["href"] === "blob:") link.href = URL.createObjectURL(new Blob(["bill"]));
    link.textContent = "Follow";
    document.querySelector("h1")?.after(link);
  }, attributes);
  await page.getByRole("link", { name: "Follow" }).click();
}

const STAYING: Record<string, Record<string, string>> = {
  "mailto:": { href: "mailto:?subject=Help" },
  "tel:": { href: "tel:+4755550142" },
  "sms:": { href: "sms:+4755550142" },
  "a program of the device": { href: "shop-app:account" },
  "a download": { href: "/mark.svg", download: "mark.svg" },
  "a download of what was made here": { href: "blob:", download: "bill.txt" },
  "a place on the page": { href: "#account" },
  "a script": { href: "javascript:void 0" },
};

/** Firefox asks which program is to open these, and answers its driver nothing more until a person has chosen. */
const FIREFOX_ASKS = ["tel:", "sms:", "a program of the device"];

for (const [what, attributes] of Object.entries(STAYING)) {
  test(`a link to ${what} does not ask`, async ({ browserName, customer, page, profile, watch, widget }) => {
    test.skip(
      browserName === "firefox" && FIREFOX_ASKS.includes(what),
      "Firefox's own question stops the test",
    );
    watch.allowAddress(OTHER_PROGRAM);
    watch.allow(/Failed to launch|scheme|javascript:|script-src|trusted-types|Content.Security.Policy/i);
    const asked: string[] = [];
    page.on("dialog", async (dialog) => {
      asked.push(dialog.type());
      await dialog.dismiss();
    });
    await widget.open({ "customer-id": customer.id });
    await profile.edit("phone");
    await profile.field("phone").fill("+47 11 22 33 44");
    await follow(page, attributes);
    // Whatever the browser asks, it asks before the page's next frames.
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    await expect(profile.field("phone")).toHaveValue("+47 11 22 33 44");
    expect(asked).toEqual([]);
  });
}

test("a script that opens the mail program does not ask, where the browser says where it leads", async ({
  browserName,
  customer,
  page,
  profile,
  watch,
  widget,
}) => {
  test.skip(browserName !== "chromium", "without the Navigation API only links are known");
  watch.allowAddress(OTHER_PROGRAM);
  // The second of them comes without a gesture of its own.
  watch.allow(/(Failed|Not allowed) to launch|scheme/i);
  const asked: string[] = [];
  page.on("dialog", async (dialog) => {
    asked.push(dialog.type());
    await dialog.dismiss();
  });
  await widget.open({ "customer-id": customer.id });
  await profile.edit("phone");
  await profile.field("phone").fill("+47 11 22 33 44");
  for (const open of [
    () => void (location.href = "mailto:?subject=Help"),
    () => Object.assign(document.createElement("a"), { href: "tel:+4755550142" }).click(),
  ]) {
    await page.evaluate(open);
  }
  await expect(profile.field("phone")).toHaveValue("+47 11 22 33 44");
  expect(asked).toEqual([]);
});

test("a link that leaves the page asks, also after one that does not", async ({
  browserName,
  customer,
  page,
  profile,
  watch,
  widget,
}) => {
  watch.allowAddress(OTHER_PROGRAM);
  watch.allow(/Failed to launch|scheme/i);
  await widget.open({ "customer-id": customer.id });
  await profile.edit("phone");
  await profile.field("phone").fill("+47 11 22 33 44");
  // Firefox takes its time over another program, and what it asks meanwhile is asked in place of the next link's question.
  const staying = STAYING[browserName === "firefox" ? "a download" : "mailto:"];
  await follow(page, staying ?? {});
  await page.evaluate(() => document.querySelector("h1 + a")?.remove());
  const asked = page.waitForEvent("dialog");
  const followed = follow(page, { href: "/elsewhere" });
  expect((await asked).type()).toBe("beforeunload");
  await (await asked).dismiss();
  await followed;
  await expect(profile.field("phone")).toHaveValue("+47 11 22 33 44");
});
