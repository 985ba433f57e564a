// As people with other needs meet it: axe in every look, the keyboard alone, what browsers know of the fields.

import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "../support/accessibility.ts";
import { LABELS } from "../support/labels.ts";
import { expect, forEachDom, test } from "./support/test.ts";
import type { WidgetPage } from "./support/widget_page.ts";

const PHONE = "+44 20 7946 0018";
const STOPS = 60;

/** Presses Tab until the element, which may be in a shadow root, has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let stop = 0; stop < STOPS; stop += 1) {
    if (await target.evaluate((element) => element.matches(":focus"))) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the Tab key does not lead to ${target}`);
}

/** One test for each: Firefox, driven over BiDi, does not outlive what follows axe on the same page. */
const STATES: Record<string, (widget: WidgetPage, customer: number, ground: object) => Promise<void>> = {
  profile: (widget, customer, ground) => widget.open({ "customer-id": customer }, ground),
  "profile, refused": async (widget, customer, ground) => {
    await widget.open({ "customer-id": customer }, ground);
    await widget.part("section").getByRole("button").nth(1).click();
    const email = widget.part("input").first();
    await expect(email).toBeFocused();
    await email.fill("");
    await email.fill("nobody");
    await widget.part("primary-button").first().click();
    await expect(widget.part("summary")).toBeVisible();
  },
  create: (widget, _customer, ground) => widget.open({}, ground),
  "create, refused": async (widget, _customer, ground) => {
    await widget.open({}, ground);
    await widget.part("primary-button").click();
    await expect(widget.part("summary")).toBeVisible();
  },
};

forEachDom(() => {
  for (const [lang, dir] of [
    ["en", "ltr"],
    ["ar", "rtl"],
  ] as const) {
    for (const [state, reach] of Object.entries(STATES)) {
      test(`axe finds nothing: ${state}, ${dir}`, async ({ customer, page, widget }) => {
        await reach(widget, customer.id, { lang, dir, css: "body { margin: 16px }" });
        await expectAccessible(page, state, dir);
      });
    }
  }

  test("by keyboard alone: an edit", async ({ customer, gateway, page, profile, widget }) => {
    await widget.open({ "customer-id": customer.id });
    await tabTo(page, profile.section("phone").getByRole("button", { name: "Edit" }));
    await page.keyboard.press("Enter");
    await expect(profile.field("email")).toBeFocused();
    await tabTo(page, profile.field("phone"));
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type(PHONE);
    await tabTo(page, profile.section("phone").getByRole("button", { name: "Save changes" }));
    await page.keyboard.press("Space");
    await profile.hasSaved("phone");
    expect((await gateway.read(customer.id)).phone).toBe(PHONE);
  });

  test("by keyboard alone: a new customer, with Enter", async ({ gateway, page, people, widget }) => {
    const person = people.next({ address: "12 Harbour Road, Southampton" });
    await widget.open();
    const steps = [["name", "memberId"], ["email", "phone"], ["address"]] as const;
    for (const fields of steps) {
      for (const field of fields) {
        await tabTo(page, widget.element.getByRole("textbox", { name: LABELS[field] }));
        await page.keyboard.type(person[field] ?? "");
      }
      await tabTo(page, widget.part("primary-button"));
      await page.keyboard.press("Enter");
    }
    await expect(page.getByRole("heading", { name: "Is everything right?" })).toBeVisible();
    await tabTo(page, page.getByRole("button", { name: "Create profile" }));
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Welcome," })).toBeFocused();
    await expect.poll(() => widget.of("cyrexa-saved")).toHaveLength(1);
    const [{ customerId } = {}] = await widget.of("cyrexa-saved");
    expect((await gateway.read(Number(customerId))).address).toBe(person.address);
  });

  test("browsers and password managers are told what each field is", async ({ page, people, widget }) => {
    const person = people.next();
    await widget.open();
    const tokens: Record<string, string | null> = {};
    const types: Record<string, string | null> = {};
    for (const fields of [["name", "memberId"], ["email", "phone"], ["address"]] as const) {
      for (const field of fields) {
        const input = page.getByRole("textbox", { name: LABELS[field] });
        tokens[field] = await input.getAttribute("autocomplete");
        types[field] = await input.getAttribute("type");
        await input.fill(person[field] ?? "");
      }
      await page.getByRole("button", { name: "Continue" }).click();
    }
    expect(tokens).toEqual({
      name: "name",
      memberId: "off",
      email: "email",
      phone: "tel",
      address: "billing street-address",
    });
    expect(types).toEqual({ name: "text", memberId: "text", email: "text", phone: "tel", address: null });
  });
});

test("the skeleton and the words of a failed load are accessible", async ({ page, shop, watch, widget }) => {
  watch.allowFailures(404, "network");
  watch.allow(/integrity|digest|preload|Loading (failed for the )?module|CORS request did not succeed/i);
  shop.files.hold(/^\/view-/);
  await widget.show({ body: widget.tag(), css: "body { margin: 16px }" });
  await expect(widget.part("skeleton")).toBeVisible();
  await expectAccessible(page, "skeleton", "ltr");
  shop.files.release();
  shop.files.fail(/^\/view-/, "gone");
  await widget.show({ body: widget.tag(), css: "body { margin: 16px }" });
  await expect(page.getByRole("alert")).toBeVisible();
  await expectAccessible(page, "failed", "ltr");
});
