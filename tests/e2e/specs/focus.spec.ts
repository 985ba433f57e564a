// The keyboard's place, and a screen reader's: it goes somewhere sensible when what had it is gone from the page.

import { expect, test } from "../support/test.ts";
import type { Page } from "@playwright/test";

const PHONE = "+44 20 7946 0018";
const PUT = "PUT /customers/*";

const nameHeading = (page: Page) => page.getByRole("heading", { level: 1 });

/** As somebody without a mouse does. */
async function press(page: Page, name: string): Promise<void> {
  const button = page.getByRole("button", { name });
  await button.focus();
  await button.press("Enter");
}

test("after an undo", async ({ customer, page, profile }) => {
  await profile.open(customer.id);
  await profile.change("phone", PHONE);
  await profile.hasSaved("phone");
  await press(page, "Undo");
  await profile.says("Undone: Phone number");
  await expect(nameHeading(page)).toBeFocused();
});

test("after a profile was asked for again", async ({ customer, page, profile, site, watch }) => {
  watch.allowFailures(500);
  const rule = site.chaos.answer("GET /customers/*", 500);
  await page.goto(`/customers/${customer.id}`);
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
  rule.lift();
  await press(page, "Try again");
  await expect(profile.section("name")).toBeVisible();
  await expect(nameHeading(page)).toBeFocused();
});

test("after payment methods were asked for again", async ({ customer, page, profile, site, watch }) => {
  watch.allowFailures(500);
  const rule = site.chaos.answer("GET /users/payment-methods/*", 500);
  await profile.open(customer.id);
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
  rule.lift();
  await press(page, "Try again");
  await expect(page.getByText("Mastercard")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Payment methods" })).toBeFocused();
});

test("after signing in again", async ({ customer, page, profile, site, watch }) => {
  watch.allowFailures(401);
  await profile.open(customer.id);
  const rule = site.chaos.answer(PUT, 401);
  await profile.change("phone", PHONE);
  await expect(page.getByRole("button", { name: "Sign in again" })).toBeVisible();
  rule.lift();
  await press(page, "Sign in again");
  await profile.hasSaved("phone");
  await expect(nameHeading(page)).toBeFocused();
});

test("after a choice that was put off", async ({ customer, gateway, page, profile, watch }) => {
  watch.allowFailures(412);
  await profile.open(customer.id);
  await profile.type("phone", PHONE);
  await gateway.change(customer.id, { phone: "+44 20 7946 0999" });
  await profile.save("phone");
  await expect(profile.dialog).toBeVisible();
  await press(page, "Decide later");
  await expect(profile.dialog).toBeHidden();
  await press(page, "Choose now");
  await expect(profile.dialog).toBeVisible();
  await press(page, "Save my choice");
  await profile.hasSaved("phone");
  await expect(nameHeading(page)).toBeFocused();
});

test("in onboarding, at the e-mail address that somebody has already", async ({
  gateway,
  onboarding,
  page,
  people,
  watch,
}) => {
  watch.allowFailures(409);
  const person = people.next();
  await gateway.create(person);
  await onboarding.open();
  await onboarding.fill(person);
  await press(page, "Create profile");
  await expect(onboarding.field("email")).toBeFocused();
});

test("what is typed meanwhile stays where it is typed", async ({ customer, profile, site }) => {
  await profile.open(customer.id);
  const gate = site.chaos.hold(PUT);
  await profile.change("phone", PHONE);
  await profile.edit("address");
  gate.open();
  await profile.hasSaved("phone");
  await expect(profile.field("address")).toBeFocused();
});
