// What is not the gateway's own answer: nothing is shown as saved, deleted, forbidden or signed out because of it.

import type { Locator, Page } from "@playwright/test";
import type { Chaos } from "../support/chaos.ts";
import { LABELS } from "../support/labels.ts";
import { stopTime, takeTime, untilTimePasses } from "../support/passing_time.ts";
import { expect, forEachGateway, test } from "../support/test.ts";

const GET = "GET /customers/*";
const PUT = "PUT /customers/*";
const POST = "POST /customers";
const PHONE = "+44 20 7946 0018";
const LOGIN = "<!doctype html><title>Sign in</title><form method=post></form>";

/** Words that can be read: dialogs that are shut have theirs in the page. */
const shown = (page: Page, words: RegExp): Locator => page.getByText(words).filter({ visible: true });

/** Answers of proxies, CDNs and login pages instead of the gateway's; `status` is what the browser's console reports. */
const foreign: {
  name: string;
  status: number;
  answer: (chaos: Chaos, target: typeof PUT | typeof POST) => unknown;
}[] = [
  {
    name: "a login page",
    status: 200,
    answer: (chaos, target) => chaos.answer(target, 200, { body: LOGIN, times: 1 }),
  },
  {
    name: "a redirect to a login page",
    status: 303,
    answer: (chaos, target) => chaos.redirect(target, "/sign-in", 1),
  },
  {
    name: "an error with 200",
    status: 200,
    answer: (chaos, target) => chaos.answer(target, 200, { body: '{"error":{"code":"INTERNAL"}}', times: 1 }),
  },
  {
    name: "no success with 200",
    status: 200,
    answer: (chaos, target) => chaos.answer(target, 200, { body: '{"success":false}', times: 1 }),
  },
  {
    name: "a queue's 202",
    status: 202,
    answer: (chaos, target) => chaos.answer(target, 202, { body: '{"status":"queued"}', times: 1 }),
  },
  ...[400, 403, 404, 405, 421, 425].map((status) => ({
    name: `a CDN's ${status}`,
    status,
    answer: (chaos: Chaos, target: typeof PUT | typeof POST) =>
      chaos.answer(target, status, { body: "<h1>Request blocked</h1>", times: 1 }),
  })),
];

forEachGateway(() => {
  for (const { name, status, answer } of foreign) {
    test(`a save that ${name} answers is neither saved nor lost, and is done in the end`, async ({
      customer,
      gateway,
      page,
      profile,
      site,
      watch,
    }) => {
      watch.allowFailures(status);
      await takeTime(page);
      await profile.open(customer.id);
      answer(site.chaos, PUT);
      await profile.change("phone", PHONE);
      await expect(profile.summary("phone")).toContainText(PHONE);
      await untilTimePasses(page, site, () =>
        expect(profile.summary("phone")).toContainText("Saved", { timeout: 100 }),
      );
      expect((await gateway.read(customer.id)).phone).toBe(PHONE);
      await expect(shown(page, /elsewhere|deleted|no longer exists|not allowed|signed out/)).toHaveCount(0);
    });

    test(`a create that ${name} answers is asked for again with the same key, and makes one customer`, async ({
      onboarding,
      page,
      people,
      site,
      watch,
    }) => {
      watch.allowFailures(status);
      await takeTime(page);
      await onboarding.open();
      await onboarding.fill(people.next());
      answer(site.chaos, POST);
      await onboarding.create.click();
      await untilTimePasses(page, site, () =>
        expect(onboarding.heading("Welcome,")).toBeVisible({ timeout: 100 }),
      );
      const keys = site.sentOf(POST).map(({ headers }) => headers["idempotency-key"]);
      expect(keys).toHaveLength(2);
      expect(new Set(keys).size).toBe(1);
      // Not every gateway lists its customers: what reached it counts.
      expect(site.sentOf(POST).filter(({ answered }) => answered)).toHaveLength(1);
    });
  }
});

test("a create that only a login page answers is not shown as done", async ({
  gateway,
  onboarding,
  page,
  people,
  site,
}) => {
  await takeTime(page);
  await onboarding.open();
  await onboarding.fill(people.next());
  const rule = site.chaos.answer(POST, 200, { body: LOGIN });
  await onboarding.create.click();
  await untilTimePasses(page, site, async () => expect(rule.met).toBeGreaterThan(1));
  await expect(page.getByText("Something other than the payment gateway answered")).toBeVisible();
  await expect(onboarding.heading("Welcome,")).toHaveCount(0);
  expect(await gateway.count()).toBe(0);
  // Or the page tries again by itself, and the button goes as it is pressed.
  await stopTime(page, site);
  rule.lift();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(onboarding.heading("Welcome,")).toBeVisible();
  expect(await gateway.count()).toBe(1);
});

test("a login proxy asks the token provider once, and is told as a doubt with both ways on", async ({
  customer,
  page,
  profile,
  site,
  watch,
}) => {
  watch.allowFailures(303);
  await profile.open(customer.id);
  const asked = site.sentOf("GET /dev/token").length;
  const rule = site.chaos.redirect(PUT, "/sign-in");
  await profile.change("phone", PHONE);
  await expect(page.getByRole("status").filter({ hasText: "You may have been signed out" })).toBeVisible();
  await expect(page.getByText("You have been signed out")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Sign in again" })).toBeVisible();
  await expect(profile.summary("phone")).toContainText(PHONE);
  expect(site.sentOf("GET /dev/token").length).toBe(asked + 1);
  rule.lift();
  await page.getByRole("button", { name: "Try again" }).click();
  await profile.hasSaved("phone");
  await expect(page.getByText("You may have been signed out")).toHaveCount(0);
});

for (const [name, status] of [
  ["404", 404],
  ["403", 403],
  ["421", 421],
] as const) {
  test(`a read that a CDN answers with ${name} is a failed call with a button`, async ({
    customer,
    page,
    profile,
    site,
    watch,
  }) => {
    watch.allowFailures(status);
    const rule = site.chaos.answer(GET, status, { body: "<h1>Blocked</h1>" });
    await page.goto(`/customers/${customer.id}`);
    await expect(page.getByRole("heading", { name: "Something went wrong" })).toBeVisible();
    rule.lift();
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(profile.section("name")).toContainText(customer.name ?? "");
  });
}

test("the record of another customer is not shown, and that is said", async ({
  customer,
  gateway,
  page,
  people,
  profile,
  site,
}) => {
  const other = await gateway.create(people.next());
  const rule = site.chaos.answer(GET, 200, { body: JSON.stringify(other) });
  await page.goto(`/customers/${customer.id}`);
  await expect(
    page.getByRole("heading", { name: "We were sent the details of another customer" }),
  ).toBeVisible();
  await expect(page.getByText(other.name ?? "")).toHaveCount(0);
  rule.lift();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(profile.section("name")).toContainText(customer.name ?? "");
  // Later, too: what is shown stays.
  site.chaos.answer(GET, 200, { body: JSON.stringify(other), times: 1 });
  await gateway.change(customer.id, { phone: PHONE });
  await expect(page.getByText("We were sent the details of another customer")).toBeVisible();
  await expect(profile.section("name")).toContainText(customer.name ?? "");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(profile.summary("phone")).toContainText(PHONE);
});

test("ids, numbers and digits of another JSON type are understood", async ({
  customer,
  page,
  profile,
  site,
}) => {
  const body = JSON.stringify({
    ...customer,
    id: String(customer.id),
    phone: 4755550142,
    totalDeposits: "1234.50",
  });
  site.chaos.answer(GET, 200, { body });
  await profile.open(customer.id);
  await expect(profile.summary("phone")).toContainText("4755550142");
  await expect(profile.summary("name")).toContainText(customer.name ?? "");
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("a create whose id is a text, or beyond what a double holds, leads to that profile", async ({
  onboarding,
  page,
  people,
  site,
}) => {
  for (const id of ['"9007199254740993"', "9007199254740993"]) {
    await onboarding.open();
    await onboarding.fill(people.next());
    site.chaos.answer(POST, 200, { body: `{"id":${id}}`, times: 1 });
    // This gateway has no such customer: the page goes before its read is let through.
    const read = site.chaos.hold(GET);
    await onboarding.create.click();
    await expect(onboarding.toProfile).toHaveAttribute("href", "/customers/9007199254740993");
    await page.goto("about:blank");
    read.open();
  }
});

test("an acknowledged save that reads do not show yet is neither undone nor blamed on anybody", async ({
  customer,
  gateway,
  page,
  profile,
  site,
}) => {
  await takeTime(page);
  await profile.open(customer.id);
  const etag = site.sentOf(GET).at(-1)?.answered?.etag;
  // Acknowledged with the documented empty body, and not done: a cache, a replica or a proxy lies.
  site.chaos.answer(PUT, 200, { body: "", times: 1 });
  const stale = site.chaos.answer(GET, 200, {
    body: JSON.stringify(customer),
    headers: etag ? { etag } : {},
    times: 2,
  });
  await profile.change("phone", PHONE);
  await untilTimePasses(page, site, async () => expect(stale.met).toBeGreaterThan(0));
  await expect(profile.summary("phone")).toContainText(PHONE);
  await expect(shown(page, /elsewhere/)).toHaveCount(0);
  await untilTimePasses(page, site, () =>
    expect(profile.summary("phone")).toContainText("Saved", { timeout: 100 }),
  );
  await profile.says(`Saved: ${LABELS.phone}`);
  expect((await gateway.read(customer.id)).phone).toBe(PHONE);
  await expect(shown(page, /elsewhere/)).toHaveCount(0);
});
