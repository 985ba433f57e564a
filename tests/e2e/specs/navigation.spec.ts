// Going from page to page without a load: title, focus, back button, the link past the header.

import { expect, test } from "../support/test.ts";

test("each page has its title, and takes the focus to its content when one goes there", async ({
  page,
  people,
  gateway,
  profile,
}) => {
  const { id } = await gateway.create(people.next());
  await profile.open(id);
  await expect(page).toHaveTitle("Your profile – Cyrexa");
  await page.getByRole("link", { name: "Cyrexa" }).click();
  await expect(page).toHaveTitle(/Create your profile – Cyrexa$/);
  await expect(page.getByRole("main")).toBeFocused();
  await page.goBack();
  await expect(page).toHaveTitle("Your profile – Cyrexa");
  await expect(page.getByRole("main")).toBeFocused();
  await page.goForward();
  await expect(page).toHaveTitle(/Create your profile – Cyrexa$/);
});

test("a first visit leaves the focus at the top, and its first stop goes past the header", async ({
  page,
  onboarding,
}) => {
  await onboarding.open();
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("textbox", { name: "Full name" })).toBeFocused();
});

test("a step of onboarding takes the focus to its heading", async ({ page, people, onboarding }) => {
  await onboarding.open();
  await onboarding.field("name").fill(people.next().name);
  await onboarding.next();
  await expect(onboarding.heading("How can we reach you?")).toBeFocused();
  await onboarding.back();
  await expect(onboarding.heading("What is your name?")).toBeFocused();
  await expect(page.getByText("Step 1 of 4")).toBeVisible();
});
