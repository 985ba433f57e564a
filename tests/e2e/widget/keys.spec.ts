// Keys on a page that has shortcuts and questions of its own: what is typed into the form stays in it, what is not ours goes out.

import type { Page } from "@playwright/test";
import { expect, forEachDom, test } from "./support/test.ts";

/** The keys that the page's own listeners receive; each listener prevents the default. */
const SHORTCUTS = `
globalThis.fired = [];
for (const type of ["keydown", "keypress", "keyup"]) {
  document.addEventListener(type, (event) => {
    if (/^(input|textarea|select)$/i.test(event.target.tagName)) return;
    fired.push(type + " " + event.key);
    if (type === "keydown" && event.key.length === 1) event.preventDefault();
  });
}`;

const fired = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { fired: string[] }).fired.splice(0));

forEachDom((dom) => {
  test("shortcuts of one key do not swallow letters", async ({ customer, page, profile, widget }) => {
    await widget.open({ "customer-id": customer.id }, { after: SHORTCUTS });
    await profile.edit("name");
    await profile.field("name").fill("");
    await page.keyboard.type("Jesse s/o Péters? 7");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Backspace");
    await expect(profile.field("name")).toHaveValue("Jesse s/o Péters?7");
    await profile.edit("address");
    await profile.field("address").fill("");
    await page.keyboard.type("1 Road\nTown");
    await expect(profile.field("address")).toHaveValue("1 Road\nTown");
    expect(await fired(page)).toEqual([]);
  });

  test("a page hears of what is not typed: Escape, Tab, its own shortcuts with Ctrl, keys beside inputs", async ({
    customer,
    page,
    profile,
    widget,
  }) => {
    await widget.open({ "customer-id": customer.id }, { after: SHORTCUTS });
    await profile.edit("name");
    await fired(page);
    // In light DOM the page sees the input itself, and this one's shortcuts spare inputs by themselves.
    const heard = (...keys: string[]) => (dom === "shadow" ? keys : []);
    for (const [press, key] of [
      ["Escape", "Escape"],
      ["F2", "F2"],
      ["Control+k", "k"],
      ["Control+a", ""],
    ] as const) {
      await page.keyboard.press(press);
      const keys = (await fired(page)).filter((one) => one.startsWith("keydown") && !one.endsWith("Control"));
      expect(keys, press).toEqual(key ? heard(`keydown ${key}`) : []);
    }
    await profile.section("email").getByRole("button", { name: "Edit" }).focus();
    await page.keyboard.press("e");
    expect(await fired(page)).toContain("keydown e");
    await page.keyboard.press("Enter");
    await expect(profile.field("email")).toBeFocused();
    expect(await fired(page)).not.toContain("keydown Enter");
  });

  test("key events without a key, as autofill fires them, break nothing", async ({
    customer,
    profile,
    widget,
  }) => {
    await widget.open({ "customer-id": customer.id });
    await profile.edit("phone");
    await profile.field("phone").evaluate((field: HTMLInputElement) => {
      for (const type of ["keydown", "keypress", "keyup"]) {
        field.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
      }
    });
    await profile.change("phone", "+44 20 7946 0018");
    await profile.hasSaved("phone");
  });

  /** Modals of pages: how each hears of Escape. */
  const modals: Record<string, string> = {
    "the browser's own": `
      const modal = document.createElement("dialog");
      modal.addEventListener("close", () => (globalThis.timesClosed += 1));
      modal.addEventListener("cancel", () => (globalThis.timesClosed += 1));`,
    ...Object.fromEntries(
      ["keydown", "keyup"].map((type) => [
        `one that hears of ${type}`,
        `
      const modal = document.createElement("div");
      modal.setAttribute("role", "dialog");
      modal.setAttribute("aria-modal", "true");
      modal.setAttribute("aria-label", "Account");
      document.addEventListener("${type}", (event) => {
        if (event.key === "Escape" && modal.open !== false) globalThis.timesClosed += 1;
      });`,
      ]),
    ),
  };

  for (const [name, modal] of Object.entries(modals)) {
    test(`Escape in a question closes that alone, in a modal of the page: ${name}`, async ({
      customer,
      gateway,
      page,
      profile,
      watch,
      widget,
    }) => {
      watch.allowFailures(412);
      const closed = () =>
        page.evaluate(() => (globalThis as unknown as { timesClosed: number }).timesClosed);
      await widget.show({
        body: widget.tag({ "customer-id": customer.id }),
        // Opened by a script, without anybody's click: browsers close such together.
        after: `globalThis.timesClosed = 0; ${modal}
          const element = document.querySelector("cyrexa-customer");
          element.before(modal);
          modal.append(element);
          modal.showModal?.();`,
      });
      await widget.isReady();
      await profile.type("phone", "+44 20 7946 0018");
      await profile.cancel("phone");
      await expect(profile.dialog.getByText("Discard")).not.toHaveCount(0);
      // Held down for a while.
      await page.keyboard.down("Escape");
      await page.keyboard.down("Escape");
      await page.keyboard.up("Escape");
      await expect(page.getByRole("button", { name: "Keep editing" })).toBeHidden();
      await expect(profile.field("phone")).toHaveValue("+44 20 7946 0018");
      expect(await closed()).toBe(0);
      // No click opens this one either.
      await gateway.change(customer.id, { phone: "+44 20 7946 0999" });
      await widget.call((element) => element.submit());
      const choice = page.getByRole("radio", { name: "Keep mine" });
      await expect(choice).toBeVisible();
      await page.keyboard.press("Escape");
      await expect(choice).toBeHidden();
      expect(await closed()).toBe(0);
      await profile.shows("Choose");
      // The next one is the page's.
      await page.keyboard.press("Escape");
      await expect.poll(closed).toBeGreaterThan(0);
    });
  }
});
