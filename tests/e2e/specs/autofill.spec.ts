// What browsers and password managers put in: with every event, with `change` alone, with none. All of it is kept and saved.

import type { Locator } from "@playwright/test";
import { LABELS } from "../support/labels.ts";
import { expect, test } from "../support/test.ts";

const PHONE = "+44 20 7946 0018";

/** Puts a value in as autofill does: not by keys, and with these events. */
async function putIn(field: Locator, value: string, events: string[]): Promise<void> {
  await field.evaluate(
    (element, { value, events }) => {
      const { prototype } = element instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
      Object.getOwnPropertyDescriptor(prototype, "value")?.set?.call(element, value);
      for (const event of events) element.dispatchEvent(new Event(event, { bubbles: true }));
    },
    { value, events },
  );
}

/** Chrome on iOS; some password managers; some that fire no event; most. */
const WAYS = [["change"], ["blur"], [], ["keydown", "input", "keyup", "change"]];

for (const events of WAYS) {
  const how = events.join(", ") || "nothing";
  test(`a profile takes what is told by: ${how}`, async ({ customer, gateway, page, profile }) => {
    await profile.open(customer.id);
    await profile.edit("phone");
    await profile.field("phone").focus();
    await putIn(profile.field("phone"), PHONE, events);
    // Another field is typed in meanwhile: what is drawn anew wipes nothing.
    await profile.field("email").pressSequentially("x");
    await page.keyboard.press("Backspace");
    await expect(profile.field("phone")).toHaveValue(PHONE);
    await profile.field("email").press("Enter");
    await profile.hasSaved("phone");
    expect((await gateway.read(customer.id)).phone).toBe(PHONE);
  });

  test(`a new customer is made of what is told by: ${how}`, async ({ gateway, onboarding, page, people }) => {
    const person = people.next();
    await onboarding.open();
    const go = () => page.getByRole("button", { name: "Continue" }).click();
    await putIn(onboarding.field("name"), person.name, events);
    await go();
    await expect(page.getByRole("textbox", { name: LABELS.email })).toBeVisible();
    await putIn(onboarding.field("email"), person.email, events);
    await putIn(onboarding.field("phone"), PHONE, events);
    // At once, as who has just chosen a suggestion.
    await onboarding.field("phone").press("Enter");
    await expect(page.getByRole("textbox", { name: LABELS.address })).toBeVisible();
    await putIn(onboarding.field("address"), "1 Road\nTown", events);
    await go();
    await page.getByRole("button", { name: /^Create/ }).click();
    await expect(page.getByRole("heading", { name: person.name })).toBeVisible();
    expect(await gateway.count()).toBe(1);
  });
}

test("the browser's own question is asked of what was put in and nobody told of", async ({
  customer,
  profile,
}) => {
  await profile.open(customer.id);
  await profile.edit("phone");
  await putIn(profile.field("phone"), PHONE, []);
  await profile.cancel("phone");
  await expect(profile.dialog).toBeVisible();
  await profile.dialog.getByRole("button", { name: "Keep editing" }).click();
  await expect(profile.field("phone")).toHaveValue(PHONE);
});
