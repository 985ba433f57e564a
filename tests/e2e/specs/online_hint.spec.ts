// `navigator.onLine` and the `offline` event are hints: wrong behind a VPN, a virtual adapter, after sleep.
// Only a request that fails makes a page offline.

import { believeInNetwork } from "../support/network.ts";
import { takeTime, untilTimePasses } from "../support/passing_time.ts";
import { expect, test } from "../support/test.ts";

const READ = "GET /customers/*";
const PUT = "PUT /customers/*";
const PHONE = "+44 20 7946 0018";

test("a browser that says it is offline, and is not: the profile is read, and a save is saved", async ({
  customer,
  gateway,
  page,
  profile,
}) => {
  await believeInNetwork(page, false);
  await profile.open(customer.id);
  await profile.change("phone", PHONE);
  await profile.hasSaved("phone");
  expect((await gateway.read(customer.id)).phone).toBe(PHONE);
  await expect(page.getByText("You are offline")).toHaveCount(0);
});

test("a false `offline` event: nothing is said, and a save is saved", async ({
  customer,
  gateway,
  page,
  profile,
  site,
}) => {
  await profile.open(customer.id);
  const reads = site.sentOf(READ).length;
  await believeInNetwork(page, false);
  // It was tried whether there is a network.
  await expect.poll(() => site.sentOf(READ).length).toBe(reads + 1);
  await profile.change("phone", PHONE);
  await profile.hasSaved("phone");
  expect((await gateway.read(customer.id)).phone).toBe(PHONE);
  await expect(page.getByText("You are offline")).toHaveCount(0);
});

test("a false `offline` event while a new customer is typed in: the create is done", async ({
  gateway,
  onboarding,
  page,
  people,
}) => {
  await onboarding.open();
  await believeInNetwork(page, false);
  await onboarding.fill(people.next());
  await onboarding.create.click();
  await expect(onboarding.heading("Welcome,")).toBeVisible();
  expect(await gateway.count()).toBe(1);
});

test("offline from the start: said so, with a button that reads once there is a network", async ({
  customer,
  page,
  profile,
  site,
  watch,
}) => {
  watch.allowFailures("network");
  await believeInNetwork(page, false).catch(() => {});
  const rule = site.chaos.drop(READ);
  await page.goto(`/customers/${customer.id}`);
  const again = page.getByRole("button", { name: "Try again" });
  await expect(again).toBeVisible();
  await expect(page.getByRole("heading", { name: "We cannot reach the payment gateway" })).toBeVisible();
  rule.lift();
  await again.click();
  await expect(profile.summary("name")).toContainText(customer.name ?? "");
});

test.describe("while there is no network", () => {
  test.beforeEach(({ watch }) => watch.allowFailures("network"));

  test("a save is asked for again by the banner's button, whatever the browser says", async ({
    customer,
    gateway,
    page,
    profile,
    site,
  }) => {
    await profile.open(customer.id);
    const rules = [site.chaos.drop(READ), site.chaos.drop(PUT)];
    await believeInNetwork(page, false);
    await profile.says("You are offline");
    await profile.change("phone", PHONE);
    await expect(profile.summary("phone")).toContainText("Not saved: you are offline");
    for (const rule of rules) rule.lift();
    const banner = page.getByRole("status").filter({ hasText: "Keep going: what you type stays here" });
    await banner.getByRole("button", { name: "Try again" }).click();
    await profile.hasSaved("phone");
    await expect(banner).toHaveCount(0);
    expect((await gateway.read(customer.id)).phone).toBe(PHONE);
  });

  test("a save that is asked for is tried: perhaps there is one again", async ({
    customer,
    gateway,
    page,
    profile,
    site,
  }) => {
    await profile.open(customer.id);
    const rules = [site.chaos.drop(READ), site.chaos.drop(PUT)];
    await believeInNetwork(page, false);
    await profile.says("You are offline");
    for (const rule of rules) rule.lift();
    await profile.change("phone", PHONE);
    await profile.hasSaved("phone");
    expect((await gateway.read(customer.id)).phone).toBe(PHONE);
  });

  test("the `online` event may never come: it is tried now and then", async ({
    customer,
    gateway,
    page,
    profile,
    site,
  }) => {
    await takeTime(page);
    await profile.open(customer.id);
    const rules = [site.chaos.drop(READ), site.chaos.drop(PUT)];
    await believeInNetwork(page, false);
    await profile.says("You are offline");
    await profile.change("phone", PHONE);
    await expect(profile.summary("phone")).toContainText("Not saved: you are offline");
    for (const rule of rules) rule.lift();
    await untilTimePasses(page, site, () =>
      expect(profile.summary("phone")).toContainText("Saved", { timeout: 100 }),
    );
    expect((await gateway.read(customer.id)).phone).toBe(PHONE);
  });
});
