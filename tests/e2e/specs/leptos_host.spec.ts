// Somebody else's Leptos app (demo/leptos) with `<CustomerProfile/>` in it.

import { LEPTOS_DEMO } from "../support/environment.ts";
import { expect, test } from "../support/test.ts";

const PHONE = "+44 20 7946 0018";

test.use({ dist: LEPTOS_DEMO });

test.beforeEach(async ({ customer, page }) => {
  await page.goto(`/?customer=${customer.id}`);
  await expect(page.getByRole("heading", { name: "A shop in Leptos", level: 1 })).toBeVisible();
});

test("the profile is edited in it, and the host is called back", async ({
  customer,
  gateway,
  page,
  people,
  profile,
}) => {
  people.know({ phone: PHONE });
  await expect(page.getByRole("heading", { name: String(customer.name), level: 2 })).toBeVisible();
  await profile.change("phone", PHONE);
  await profile.hasSaved("phone");
  await expect(page.getByText("1 saved")).toBeVisible();
  expect((await gateway.read(customer.id)).phone).toBe(PHONE);
});

test("another customer is another profile", async ({ gateway, page, people }) => {
  const other = await gateway.create(people.next());
  await page.getByLabel("Customer", { exact: true }).fill(String(other.id));
  await page.getByLabel("Customer", { exact: true }).blur();
  await expect(page.getByRole("heading", { name: String(other.name), level: 2 })).toBeVisible();
});

test("it goes, and comes back", async ({ customer, page }) => {
  const heading = page.getByRole("heading", { name: String(customer.name), level: 2 });
  await expect(heading).toBeVisible();
  await page.getByRole("button", { name: "Show or hide" }).click();
  await expect(heading).toHaveCount(0);
  await page.getByRole("button", { name: "Show or hide" }).click();
  await expect(heading).toBeVisible();
});

test("its language is its own", async ({ page, profile }) => {
  await expect(profile.section("phone")).toBeVisible();
  await page.getByRole("button", { name: "Arabic or English" }).click();
  await expect(page.locator(".cyrexa-profile")).toHaveAttribute("dir", "rtl");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByRole("heading", { name: "A shop in Leptos" })).toBeVisible();
});
