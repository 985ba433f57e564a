// A save on a bad network: said in words, tried again, done once, and nothing typed is lost.

import type { Chaos } from "../support/chaos.ts";
import { passTime, stopTime, takeTime, untilTimePasses } from "../support/passing_time.ts";
import { expect, forEachGateway, test } from "../support/test.ts";

const PUT = "PUT /customers/*";
const PHONE = "+44 20 7946 0018";

const passing: { name: string; trouble: (chaos: Chaos) => unknown; fails: (number | "network")[] }[] = [
  { name: "never arrives", trouble: (chaos) => chaos.drop(PUT, 1), fails: ["network"] },
  { name: "is done, its answer lost", trouble: (chaos) => chaos.lose(PUT, 1), fails: ["network", 412] },
  { name: "is answered by half a body", trouble: (chaos) => chaos.truncate(PUT, 1), fails: ["network", 412] },
  { name: "is sent twice by a proxy", trouble: (chaos) => chaos.duplicate(PUT, 1), fails: [412] },
  { name: "meets a fault", trouble: (chaos) => chaos.answer(PUT, 500, { times: 1 }), fails: [500] },
  {
    name: "meets an overloaded proxy",
    trouble: (chaos) => chaos.answer(PUT, 503, { times: 1 }),
    fails: [503],
  },
  {
    name: "meets a busy gateway",
    trouble: (chaos) => chaos.answer(PUT, 429, { times: 1, retryAfter: 7 }),
    fails: [429],
  },
  {
    name: "is refused for an old token",
    trouble: (chaos) => chaos.answer(PUT, 401, { times: 1 }),
    fails: [401],
  },
];

forEachGateway(() => {
  for (const { name, trouble, fails } of passing) {
    test(`a save that ${name} is done in the end`, async ({
      customer,
      gateway,
      page,
      profile,
      site,
      watch,
    }) => {
      watch.allowFailures(...fails);
      await takeTime(page);
      await profile.open(customer.id);
      trouble(site.chaos);
      await profile.change("phone", PHONE);
      await expect(profile.summary("phone")).toContainText(PHONE);
      await untilTimePasses(page, site, () =>
        expect(profile.summary("phone")).toContainText("Saved", { timeout: 100 }),
      );
      expect((await gateway.read(customer.id)).phone).toBe(PHONE);
      await expect(profile.dialog).toBeHidden();
    });
  }
});

test("Retry-After is kept to the second, and said", async ({ customer, page, profile, site, watch }) => {
  watch.allowFailures(429);
  await takeTime(page);
  await profile.open(customer.id);
  site.chaos.answer(PUT, 429, { retryAfter: 40, times: 1 });
  await profile.type("phone", PHONE);
  await stopTime(page, site);
  await profile.save("phone");
  await profile.shows("Saving takes longer than usual. We are still trying.");
  // Pressing it would do nothing: the gateway has said how long.
  await expect(page.getByRole("button", { name: "Try again" })).toHaveCount(0);
  await passTime(page, "00:35");
  expect(site.sentOf(PUT)).toHaveLength(1);
  await expect(profile.summary("phone")).toContainText("Saving…");
  await untilTimePasses(page, site, () =>
    expect(profile.summary("phone")).toContainText("Saved", { timeout: 100 }),
  );
  expect(site.sentOf(PUT)).toHaveLength(2);
});

test("a save without an answer is given up after its time, and tried again", async ({
  customer,
  page,
  profile,
  site,
  watch,
}) => {
  // The first one is done too, in the end.
  watch.allowFailures(412);
  await takeTime(page);
  await profile.open(customer.id);
  const gate = site.chaos.hold(PUT);
  await profile.change("phone", PHONE);
  await expect.poll(() => gate.held).toBe(1);
  await untilTimePasses(page, site, () =>
    expect.poll(() => gate.arrived, { timeout: 100 }).toBeGreaterThan(1),
  );
  gate.open();
  await profile.hasSaved("phone");
});

test("a person can try again at once", async ({ customer, page, profile, site, watch }) => {
  watch.allowFailures(503);
  await takeTime(page);
  await profile.open(customer.id);
  await profile.type("phone", PHONE);
  await stopTime(page, site);
  const rule = site.chaos.answer(PUT, 503);
  await profile.save("phone");
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
  expect(rule.met).toBe(1);
  rule.lift();
  await page.getByRole("button", { name: "Try again" }).click();
  await profile.hasSaved("phone");
});

test("a session that cannot be renewed keeps everything, and goes on after signing in", async ({
  customer,
  page,
  profile,
  site,
  watch,
}) => {
  watch.allowFailures(401);
  await profile.open(customer.id);
  const rule = site.chaos.answer(PUT, 401);
  await profile.change("phone", PHONE);
  await expect(page.getByRole("alert").filter({ hasText: "You have been signed out" })).toBeVisible();
  await expect(profile.summary("phone")).toContainText(PHONE);
  await expect(profile.summary("phone")).toContainText("Not saved: you have been signed out");
  expect(site.sentOf(PUT)).toHaveLength(2);
  rule.lift();
  await page.getByRole("button", { name: "Sign in again" }).click();
  await profile.hasSaved("phone");
});

const final = [
  { status: 403, words: "Not saved: you are not allowed to change this" },
  { status: 404, words: "Not saved: this profile no longer exists" },
];

for (const { status, words } of final) {
  test(`a save that is answered with ${status} is not tried again, and is said not to be saved`, async ({
    customer,
    page,
    profile,
    site,
    watch,
  }) => {
    watch.allowFailures(status);
    await takeTime(page);
    await profile.open(customer.id);
    site.chaos.answer(PUT, status);
    await profile.change("phone", PHONE);
    await profile.shows(words);
    await passTime(page, "10:00");
    expect(site.sentOf(PUT)).toHaveLength(1);
    await expect(page.getByText("Your changes are saved")).toHaveCount(0);
  });
}

test("many calls refused at once ask for one new token", async ({ customer, profile, site, watch }) => {
  watch.allowFailures(401);
  site.chaos.answer("GET /customers/*", 401, { times: 1 });
  site.chaos.answer("GET /users/payment-methods/*", 401, { times: 1 });
  await profile.open(customer.id);
  await expect(profile.page.getByRole("region", { name: "Payment methods" })).toContainText("ending in");
  expect(site.sentOf("GET /dev/token").length).toBeLessThanOrEqual(3);
});

test("a create whose answer is lost is asked for again with the same key, and makes one customer", async ({
  gateway,
  onboarding,
  page,
  people,
  site,
  watch,
}) => {
  watch.allowFailures("network");
  await takeTime(page);
  await onboarding.open();
  await onboarding.fill(people.next());
  site.chaos.lose("POST /customers", 1);
  await onboarding.create.click();
  await untilTimePasses(page, site, () =>
    expect(onboarding.heading("Welcome,")).toBeVisible({ timeout: 100 }),
  );
  const keys = site.sentOf("POST /customers").map(({ headers }) => headers["idempotency-key"]);
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
  expect(await gateway.count()).toBe(1);
});
