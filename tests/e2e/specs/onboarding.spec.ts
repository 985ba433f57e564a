// Becoming a customer.

import { tabTo } from "../support/tab_to.ts";
import { expect, forEachGateway, test } from "../support/test.ts";
import { KEYS } from "../support/labels.ts";

forEachGateway((kind) => {
  test("a person becomes a customer and sees the profile", async ({
    page,
    people,
    site,
    gateway,
    onboarding,
    profile,
  }) => {
    const person = people.next();
    await onboarding.open();
    await onboarding.fill(person);
    for (const key of KEYS)
      await expect(page.getByRole("main")).toContainText(person[key].replace("\n", " "));
    await onboarding.create.click();
    await expect(onboarding.heading("Welcome,")).toContainText(person.name);
    expect(site.sentOf("POST /customers")).toHaveLength(1);
    await onboarding.toProfile.click();
    await expect(page).toHaveURL(/\/customers\/\d+$/);
    for (const key of KEYS) await expect(profile.section(key)).toContainText(person[key].replace("\n", " "));
    const id = Number(new URL(page.url()).pathname.split("/").at(-1));
    expect(await gateway.readFromFile(id)).toMatchObject(person);
  });

  test("the fields that may stay empty may stay empty", async ({ people, site, onboarding }) => {
    const { name, email } = people.next();
    await onboarding.open();
    await onboarding.fill({ name, email });
    await onboarding.create.click();
    await expect(onboarding.heading("Welcome,")).toBeVisible();
    expect(JSON.parse(site.sentOf("POST /customers")[0]?.body ?? "")).toEqual({ name, email });
  });

  test("an e-mail address that the merchant knows is refused in words, and another one works", async ({
    page,
    people,
    gateway,
    watch,
    onboarding,
  }) => {
    const known = people.next();
    await gateway.create(known);
    // Upstream documents no 409.
    watch.allowFailures(kind === "full" ? 409 : 400);
    const person = people.next();
    await onboarding.open();
    await onboarding.fill({ ...person, email: known.email.toUpperCase() });
    await onboarding.create.click();
    await expect(page.getByText("There is already a profile with this email address").first()).toBeVisible();
    await expect(onboarding.field("email")).toHaveValue(known.email.toUpperCase());
    await onboarding.field("email").fill(person.email);
    await onboarding.next();
    await onboarding.next();
    await onboarding.create.click();
    await expect(onboarding.heading("Welcome,")).toBeVisible();
  });

  test("a doubled click makes one customer", async ({ page, people, site, onboarding }) => {
    await onboarding.open();
    await onboarding.fill(people.next());
    const gate = site.chaos.hold("POST /customers");
    await onboarding.create.dblclick();
    await expect.poll(() => gate.held).toBe(1);
    await expect(page.getByText("Creating your profile…").first()).toBeVisible();
    gate.open();
    await expect(onboarding.heading("Welcome,")).toBeVisible();
    expect(site.sentOf("POST /customers")).toHaveLength(1);
  });
});

test("what was typed is still there after going back", async ({ people, onboarding }) => {
  const person = people.next();
  await onboarding.open();
  await onboarding.fill(person);
  for (const key of ["address", "phone", "name"] as const) {
    await onboarding.back();
    await expect(onboarding.field(key)).toHaveValue(person[key]);
  }
});

test("onboarding needs no mouse", async ({ page, people, profile }) => {
  const person = people.next();
  const { keyboard } = page;
  const typed = async (label: string, text: string) => {
    await tabTo(page.getByRole("textbox", { name: label }));
    await keyboard.type(text);
  };
  await page.goto("/");
  await typed("Full name", person.name);
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "How can we reach you?" })).toBeFocused();
  await typed("Email address", person.email);
  await typed("Phone number", person.phone);
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "What is your billing address?" })).toBeFocused();
  await typed("Billing address", person.address);
  await tabTo(page.getByRole("button", { name: "Continue" }));
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Is everything right?" })).toBeFocused();
  await tabTo(page.getByRole("button", { name: "Create profile" }));
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Welcome," })).toBeFocused();
  await tabTo(page.getByRole("link", { name: "Go to your profile" }));
  await keyboard.press("Enter");
  await expect(profile.section("phone")).toContainText(person.phone);
});

test("a detail in the review leads back to its step", async ({ page, people, onboarding }) => {
  await onboarding.open();
  await onboarding.fill(people.next());
  await page.getByRole("button", { name: "Change – Phone number" }).click();
  await expect(onboarding.heading("How can we reach you?")).toBeFocused();
});
