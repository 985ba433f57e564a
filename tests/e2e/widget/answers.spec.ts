// What is not the gateway's own answer, in the element: no `cyrexa-saved` without the gateway's word, and what was typed stays.

import type { Page } from "@playwright/test";
import type { Chaos, Instead, Rule } from "../support/chaos.ts";
import { Onboarding } from "../support/onboarding.ts";
import type { Target } from "../support/target.ts";
import { expect, forEachDom, test } from "./support/test.ts";

const READ = "GET /customers/*";
const WRITE = "PUT /customers/*";
const CREATE = "POST /customers";
const PHONE = "+44 20 7946 0018";
const LOGIN = "<!doctype html><title>Sign in</title><form method=post></form>";
const ACCUSES = /elsewhere|deleted|no longer exists|not allowed|signed out/;

/** Headers by which a page of another origin may read the answer. */
const CORS = {
  "access-control-allow-origin": "*",
  "access-control-allow-headers": "*, authorization",
  "access-control-expose-headers": "*",
};

const answer = (chaos: Chaos, target: Target, status: number, instead: Instead = {}): Rule =>
  chaos.answer(target, status, { ...instead, headers: { ...CORS, ...instead.headers } });

/** A sign-in proxy in front of the gateway that lets other origins read its login page. */
function redirect(chaos: Chaos, target: Target): Rule {
  answer(chaos, "OPTIONS /sign-in", 200, { body: "" });
  answer(chaos, "GET /sign-in", 200, { body: LOGIN });
  const rule = chaos.redirect(target, "/ipg/2.0.0/sign-in");
  if (rule.fate.kind === "answer") Object.assign(rule.fate.headers, CORS);
  return rule;
}

interface Foreign {
  name: string;
  status: number;
  play: (chaos: Chaos, target: Target) => Rule;
}

const foreign: Foreign[] = [
  { name: "a redirect to a login page", status: 303, play: redirect },
  ...[
    { name: "a login page", status: 200, body: LOGIN },
    { name: "an error with 200", status: 200, body: '{"error":{"code":"INTERNAL"}}' },
    { name: "a queue's 202", status: 202, body: '{"status":"queued"}' },
    ...[400, 403, 404, 421, 425].map((status) => ({
      name: `a CDN's ${status}`,
      status,
      body: "<h1>Request blocked</h1>",
    })),
  ].map(({ name, status, body }) => ({
    name,
    status,
    play: (chaos: Chaos, target: Target) => answer(chaos, target, status, { body }),
  })),
];

const accusations = (page: Page) => page.getByText(ACCUSES).filter({ visible: true });

for (const { name, status, play } of foreign) {
  test(`a create that ${name} answers is not saved, and makes one customer in the end`, async ({
    gateway,
    page,
    people,
    site,
    watch,
    widget,
  }) => {
    watch.allowFailures(status);
    await widget.open();
    const onboarding = new Onboarding(page);
    await onboarding.fill(people.next());
    const rule = play(site.chaos, CREATE);
    await onboarding.create.click();
    await expect.poll(() => rule.met).toBeGreaterThan(1);
    await expect(onboarding.heading("Welcome,")).toHaveCount(0);
    await widget.hears("cyrexa-saved");
    expect(await gateway.count()).toBe(0);
    rule.lift();
    await expect(onboarding.heading("Welcome,")).toBeVisible();
    await expect.poll(() => widget.of("cyrexa-saved")).toHaveLength(1);
    expect(await gateway.count()).toBe(1);
    const keys = site.sentOf(CREATE).map(({ headers }) => headers["idempotency-key"]);
    expect(new Set(keys).size).toBe(1);
  });

  test(`a save that ${name} answers is not saved, kept, and done in the end`, async ({
    customer,
    gateway,
    page,
    profile,
    site,
    watch,
    widget,
  }) => {
    watch.allowFailures(status);
    await widget.open({ "customer-id": customer.id });
    const rule = play(site.chaos, WRITE);
    await profile.change("phone", PHONE);
    await expect.poll(() => rule.met).toBeGreaterThan(1);
    await expect(profile.summary("phone")).toContainText(PHONE);
    await expect(profile.summary("phone")).not.toContainText("Saved");
    await widget.hears("cyrexa-saved");
    await widget.hears("cyrexa-rolled-back");
    rule.lift();
    await profile.hasSaved("phone");
    expect((await gateway.read(customer.id)).phone).toBe(PHONE);
    const saved = { customerId: String(customer.id), fields: ["phone"], created: false };
    await widget.hears("cyrexa-saved", saved);
    await widget.hears("cyrexa-rolled-back");
    await expect(accusations(page)).toHaveCount(0);
  });
}

forEachDom(() => {
  test("another customer's record is an error, and not shown", async ({
    customer,
    gateway,
    page,
    people,
    profile,
    site,
    widget,
  }) => {
    const other = await gateway.create(people.next());
    const rule = answer(site.chaos, READ, 200, { body: JSON.stringify(other) });
    await widget.show({ body: widget.tag({ "customer-id": customer.id }) });
    await expect(page.getByText("We were sent the details of another customer")).toBeVisible();
    await expect(page.getByText(other.name ?? "")).toHaveCount(0);
    await expect.poll(() => widget.of("cyrexa-error")).not.toEqual([]);
    rule.lift();
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(profile.section("name")).toContainText(customer.name ?? "");
  });

  for (const status of [403, 404, 421]) {
    test(`a read that a CDN answers with ${status} is a failed call, with a way on`, async ({
      customer,
      page,
      profile,
      site,
      watch,
      widget,
    }) => {
      watch.allowFailures(status);
      const rule = answer(site.chaos, READ, status, { body: "<h1>Blocked</h1>" });
      await widget.show({ body: widget.tag({ "customer-id": customer.id }) });
      await expect.poll(() => widget.of("cyrexa-error")).not.toEqual([]);
      const types = (await widget.of("cyrexa-error")).map(({ type }) => type);
      expect(types).not.toContain("not-found");
      expect(types).not.toContain("forbidden");
      rule.lift();
      await page.getByRole("button", { name: "Try again" }).click();
      await expect(profile.section("name")).toContainText(customer.name ?? "");
      await widget.hears("cyrexa-ready", { mode: "edit" });
    });
  }
});

test("a customer's id as a text is that customer", async ({ customer, profile, site, widget }) => {
  const body = JSON.stringify({ ...customer, id: String(customer.id), phone: 4755550142 });
  answer(site.chaos, READ, 200, { body });
  await widget.open({ "customer-id": customer.id });
  await expect(profile.summary("phone")).toContainText("4755550142");
});

test("a new customer's id as a text is told to the page", async ({ page, people, site, watch, widget }) => {
  // There is no such customer in the gateway.
  watch.allowFailures(403);
  await widget.open();
  const onboarding = new Onboarding(page);
  await onboarding.fill(people.next());
  answer(site.chaos, CREATE, 200, { body: '{"id":"9007199254740993"}', times: 1 });
  await onboarding.create.click();
  await expect(onboarding.heading("Welcome,")).toBeVisible();
  await expect
    .poll(async () => (await widget.of("cyrexa-saved")).map(({ customerId }) => customerId))
    .toEqual(["9007199254740993"]);
});

for (const [name, headers] of [
  ["of a day", { "retry-after": "86400" }],
  [
    "as a far date",
    { date: "Fri, 27 Nov 2026 05:00:00 GMT", "retry-after": "Sat, 28 Nov 2026 05:00:00 GMT" },
  ],
] as const) {
  test(`a Retry-After ${name} is kept, and a person's to end`, async ({
    customer,
    page,
    profile,
    site,
    watch,
    widget,
  }) => {
    watch.allowFailures(429);
    await widget.open({ "customer-id": customer.id });
    answer(site.chaos, WRITE, 429, { headers, times: 1 });
    await profile.change("phone", PHONE);
    const again = page.getByRole("button", { name: "Try again" });
    await expect(again).toBeVisible();
    expect(site.sentOf(WRITE)).toHaveLength(1);
    await widget.hears("cyrexa-saved");
    await again.click();
    await profile.hasSaved("phone");
    await expect.poll(() => widget.of("cyrexa-saved")).toHaveLength(1);
  });
}
