// Leaving with unsaved work asks first; leaving without goes at once.

import { expect, test } from "../support/test.ts";

const home = { name: "Cyrexa" };

test.describe("with unsaved work", () => {
  test.beforeEach(async ({ people, gateway, profile }) => {
    const { id } = await gateway.create(people.next());
    await profile.open(id);
    await profile.edit("phone");
    await profile.field("phone").press("End");
    await profile.field("phone").pressSequentially("9");
  });

  test("a link asks, and staying keeps what was typed", async ({ page, profile }) => {
    const typed = await profile.field("phone").inputValue();
    await page.getByRole("link", home).click();
    await expect(profile.dialog).toHaveAccessibleName("Leave without saving?");
    await profile.dialog.getByRole("button", { name: "Stay here" }).click();
    await expect(profile.dialog).toBeHidden();
    await expect(page).toHaveURL(/customers/);
    await expect(profile.field("phone")).toHaveValue(typed);
  });

  test("a link asks, and leaving leaves", async ({ page, site, profile }) => {
    await page.getByRole("link", home).click();
    await profile.dialog.getByRole("button", { name: "Leave without saving" }).click();
    await expect(page.getByRole("heading", { name: "What is your name?" })).toBeVisible();
    expect(site.sentOf("PUT /customers/*")).toHaveLength(0);
  });

  test("Escape stays, and the focus goes back to where it was", async ({ page, profile }) => {
    const link = page.getByRole("link", home);
    await link.focus();
    await link.press("Enter");
    await expect(profile.dialog).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(profile.dialog).toBeHidden();
    await expect(link).toBeFocused();
  });

  test("a reload asks", async ({ page }) => {
    const question = page.waitForEvent("dialog");
    const reload = page.reload();
    expect((await question).type()).toBe("beforeunload");
    await (await question).accept();
    await reload;
  });

  test("closing the tab asks", async ({ page }) => {
    const question = page.waitForEvent("dialog");
    await page.close({ runBeforeUnload: true });
    expect((await question).type()).toBe("beforeunload");
    await (await question).dismiss();
  });
});

test("the back button asks; staying stays, at the same address; leaving leaves", async ({
  page,
  profile,
}) => {
  const name = page.getByRole("textbox", { name: "Full name" });
  await page.goto("/elsewhere");
  await page.getByRole("link", { name: "Go to the start page" }).click();
  await name.pressSequentially("Ada");
  await page.goBack();
  await expect(profile.dialog).toBeVisible();
  await profile.dialog.getByRole("button", { name: "Stay here" }).click();
  await expect(page).toHaveURL(/\/$/);
  await expect(name).toHaveValue("Ada");
  await page.goBack();
  await profile.dialog.getByRole("button", { name: "Leave without saving" }).click();
  await expect(page.getByRole("heading", { name: "We cannot find that page" })).toBeVisible();
});

test("nothing is asked when nothing is unsaved", async ({ page, people, gateway, profile }) => {
  const { id } = await gateway.create(people.next());
  page.on("dialog", (dialog) => dialog.accept());
  await profile.open(id);
  await profile.change("phone", "+44 20 7946 0018");
  await profile.hasSaved("phone");
  await page.getByRole("link", home).click();
  await expect(page.getByRole("heading", { name: "What is your name?" })).toBeVisible();
  await expect(profile.dialog).toBeHidden();
});

test("typing the old value again is nothing to lose", async ({ page, people, gateway, profile }) => {
  const { id, phone } = await gateway.create(people.next());
  await profile.open(id);
  await profile.type("phone", "1");
  await profile.type("phone", phone ?? "");
  await page.getByRole("link", home).click();
  await expect(page.getByRole("heading", { name: "What is your name?" })).toBeVisible();
});
