// Every method of the README: what it does, what it answers, and that it waits its turn before the form is there.

import { Onboarding } from "../support/onboarding.ts";
import { expect, forEachDom, test } from "./support/test.ts";
import type { Customer } from "./support/widget_page.ts";

const PHONE = "+44 20 7946 0018";

test("before the form is there they do nothing, and answer so", async ({ customer, shop, widget }) => {
  shop.files.hold(/^\/view-/);
  await widget.show({ body: widget.tag({ "customer-id": customer.id }) });
  await expect(widget.part("skeleton")).toBeVisible();
  const answers = await widget.call((element) => {
    element.reset();
    element.logout();
    element.focus();
    return [element.ready, element.submit(), element.getValue(), element.showValidation()];
  });
  expect(answers).toEqual([false, false, null, false]);
  shop.files.release();
  await widget.isReady();
});

forEachDom(() => {
  test("getValue is what is shown: typed over stored", async ({ customer, profile, widget }) => {
    await widget.open({ "customer-id": customer.id });
    const { name, email, address, phone, memberId } = customer;
    expect(await widget.call((element) => element.getValue())).toEqual({
      name,
      email,
      address,
      phone,
      memberId,
    });
    await profile.type("phone", PHONE);
    expect(await widget.call((element) => element.getValue()?.["phone"])).toBe(PHONE);
  });

  test("submit saves what is typed, and says whether there was something", async ({
    customer,
    gateway,
    profile,
    widget,
  }) => {
    await widget.open({ "customer-id": customer.id });
    expect(await widget.call((element) => element.submit())).toBe(false);
    await profile.type("phone", PHONE);
    expect(await widget.call((element) => element.submit())).toBe(true);
    await profile.hasSaved("phone");
    expect((await gateway.read(customer.id)).phone).toBe(PHONE);
    await profile.type("email", "nobody");
    expect(await widget.call((element) => element.submit())).toBe(false);
  });

  test("reset drops what is typed", async ({ customer, profile, widget }) => {
    await widget.open({ "customer-id": customer.id });
    await profile.type("phone", PHONE);
    await widget.call((element) => element.reset());
    await expect.poll(() => widget.call((element) => element.getValue()?.["phone"])).toBe(customer.phone);
    await expect(profile.section("phone")).not.toContainText("Not saved yet");
  });

  test("showValidation shows what is wrong, in both modes", async ({ customer, page, profile, widget }) => {
    await widget.open();
    expect(await widget.call((element) => element.showValidation())).toBe(false);
    await expect(widget.part("summary")).toBeVisible();
    await expect(page.getByText("Enter your full name").first()).toBeVisible();
    await widget.open({ "customer-id": customer.id });
    expect(await widget.call((element) => element.showValidation())).toBe(true);
    await profile.type("email", "nobody");
    expect(await widget.call((element) => element.showValidation())).toBe(false);
    await expect(profile.field("email")).toBeFocused();
  });

  test("focus goes to the first input, or to the first button", async ({
    customer,
    page,
    profile,
    widget,
  }) => {
    await widget.open({ "customer-id": customer.id });
    await widget.call((element) => element.focus());
    await expect(profile.section("name").getByRole("button", { name: "Edit" })).toBeFocused();
    await profile.edit("email");
    await profile.field("phone").focus();
    await widget.call((element) => element.focus());
    await expect(profile.field("email")).toBeFocused();
    await widget.open();
    await widget.call((element) => element.focus());
    await expect(new Onboarding(page).field("name")).toBeFocused();
  });

  test("logout forgets token and data, until somebody signs in", async ({
    customer,
    page,
    profile,
    site,
    widget,
  }) => {
    await widget.open({ "customer-id": customer.id });
    await widget.call((element) => element.logout());
    await expect(page.getByRole("button", { name: "Sign in again" })).toBeVisible();
    await expect(widget.element).not.toContainText(customer.name ?? "");
    expect(await widget.call((element) => element.getValue())).toBe(null);
    expect(await widget.call((element) => element.ready)).toBe(false);
    const before = site.sentOf("GET /dev/token").length;
    await page.getByRole("button", { name: "Sign in again" }).click();
    await expect(profile.summary("name")).toContainText(customer.name ?? "");
    expect(site.sentOf("GET /dev/token").length).toBe(before + 1);
  });
});

test("retry signs in again after a logout, and does nothing where somebody is signed in", async ({
  customer,
  page,
  profile,
  site,
  widget,
}) => {
  await widget.open({ "customer-id": customer.id });
  const before = site.sentOf("GET /dev/token").length;
  await widget.call((element) => element.retry());
  await widget.call((element) => element.logout());
  await expect(page.getByRole("button", { name: "Sign in again" })).toBeVisible();
  expect(site.sentOf("GET /dev/token")).toHaveLength(before);
  await widget.call((element) => element.retry());
  await expect(profile.summary("name")).toContainText(customer.name ?? "");
  expect(site.sentOf("GET /dev/token")).toHaveLength(before + 1);
});

test("retry loads ahead of the viewport", async ({ customer, page, widget }) => {
  await widget.show({
    body: `<div class="far"></div>${widget.tag({ "customer-id": customer.id })}`,
    css: ".far { block-size: 5000px }",
  });
  await expect(widget.part("skeleton")).toBeAttached();
  await widget.call((element) => element.retry());
  await widget.isReady();
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

/** What a page's script does in one task with an element that it makes, far below what is in sight. */
for (const order of [
  "attributes provider insert retry",
  "insert attributes provider retry",
  "insert retry attributes provider",
  "retry insert attributes provider",
  "attributes retry insert provider",
  "insert attributes retry provider focus",
  "insert focus retry attributes provider",
]) {
  test(`in the task in which an element is made it counts: ${order}`, async ({
    customer,
    page,
    shop,
    widget,
  }) => {
    await widget.show({
      body: `<div class="far"></div><div id="far"></div>`,
      css: ".far { block-size: 5000px }",
    });
    await page.evaluate(
      ([order = "", gateway = "", customerId = ""]) => {
        const element = document.createElement("cyrexa-customer") as Customer;
        const signIn = (globalThis as unknown as { signIn: (one: Element) => void }).signIn;
        const steps: Record<string, () => unknown> = {
          attributes: () => Object.assign(element, { gateway, customerId }),
          insert: () => document.querySelector("#far")?.append(element),
          provider: () => signIn(element),
          retry: () => element.retry(),
          focus: () => element.focus(),
        };
        for (const step of order.split(" ")) void steps[step]?.();
      },
      [order, shop.gateway, String(customer.id)],
    );
    await widget.isReady();
    if (order.includes("focus")) {
      await expect(page.getByRole("button", { name: "Edit" }).first()).toBeFocused();
    } else {
      expect(await page.evaluate(() => scrollY)).toBe(0);
    }
  });
}
