// A page that the browser translates, or that an extension works on: what is shown goes on following the data.

import { LABELS } from "../support/labels.ts";
import { followAndTranslate, MARK, meddleOnce } from "../support/translator.ts";
import { expect, test } from "../support/test.ts";

const PHONE = "+44 20 7946 0018";

test("errors go when they are mended, saves and changes from elsewhere are shown", async ({
  customer,
  gateway,
  page,
  profile,
  site,
}) => {
  await profile.open(customer.id);
  await expect.poll(() => site.sentOf("GET /customers/*/events").length).toBe(1);
  await page.evaluate(followAndTranslate);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(MARK);
  const section = page.locator("#contact");
  await section.getByRole("button").first().click();
  const phone = section.locator("input[name=phone]");
  await phone.fill("12ab");
  await phone.blur();
  await expect(section.getByText(/Enter a phone number/)).toContainText(MARK);
  await phone.fill(PHONE);
  await phone.blur();
  await expect(section.getByText(/Enter a phone number/)).toHaveCount(0);
  await expect(phone).toHaveAccessibleDescription(/Not saved yet/);
  await phone.press("Enter");
  await expect(section).toContainText(PHONE);
  await expect(section).toContainText("Saved");
  await gateway.change(customer.id, { phone: "+44 20 7946 0999" });
  await expect(section).toContainText("+44 20 7946 0999");
  await expect(section).not.toContainText(PHONE);
  // Another language of the app, in a page that is still being translated.
  await page.getByRole("combobox").first().selectOption("ar");
  await expect(page.getByRole("heading", { level: 2 }).first()).toContainText("البيانات الشخصية");
});

for (const how of ["normalize", "wrap", "comments"] as const) {
  test(`onboarding goes on to its end in a page whose nodes are changed: ${how}`, async ({
    gateway,
    page,
    people,
  }) => {
    const person = people.next();
    await page.goto("/");
    const go = async () => {
      await page.evaluate(meddleOnce, how);
      await page.getByRole("button", { name: "Continue" }).click();
    };
    await expect(page.getByRole("textbox", { name: LABELS.name })).toBeVisible();
    await go();
    await expect(page.getByRole("alert")).toContainText("Enter your full name");
    await page.getByRole("textbox", { name: LABELS.name }).fill(person.name);
    await go();
    await page.getByRole("textbox", { name: LABELS.email }).fill(person.email);
    await go();
    await expect(page.getByRole("textbox", { name: LABELS.address })).toBeVisible();
    await go();
    await page.evaluate(meddleOnce, how);
    await page.getByRole("button", { name: /^Create/ }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText(person.name);
    expect(await gateway.count()).toBe(1);
  });
}
