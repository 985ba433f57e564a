// The message where a profile cannot be shown, and what the person can do about it.

import { signInWith } from "../support/sign_in.ts";
import { passTime, takeTime } from "../support/passing_time.ts";
import { expect, forEachGateway, test } from "../support/test.ts";

const READ = "GET /customers/*";

forEachGateway((kind) => {
  test("loading is said, and the profile follows", async ({ page, people, site, gateway, profile }) => {
    const { id, name } = await gateway.create(people.next());
    const gate = site.chaos.hold(READ);
    await page.goto(`/customers/${id}`);
    await expect(page.getByText("Loading your profile…").first()).toBeAttached();
    gate.open();
    await expect(profile.section("name")).toContainText(name ?? "");
    await expect(page.getByText("Loading your profile…")).toHaveCount(0);
  });

  test("a customer number that nobody has is said to be unknown", async ({ page, watch }) => {
    watch.allowFailures(404);
    await page.goto("/customers/999999");
    await expect(page.getByRole("heading", { name: "We cannot find this profile" })).toBeVisible();
    await expect(page).toHaveTitle(/^We cannot find this profile/);
  });

  test("somebody else's profile is not shown", async ({ page, people, gateway, watch }) => {
    // Upstream documents no 403.
    watch.allowFailures(kind === "full" ? 403 : 401);
    const mine = await gateway.create(people.next());
    const theirs = await gateway.create(people.next());
    const token = await gateway.token("customer", mine.id);
    await signInWith(page, token);
    await page.goto(`/customers/${theirs.id}`);
    const refusal = kind === "full" ? "This profile is not yours" : "Please sign in";
    await expect(page.getByRole("heading", { name: refusal })).toBeVisible();
    await expect(page.getByText(theirs.name ?? "")).toHaveCount(0);
  });

  test("a gateway that is not running is said to be out of reach, and found again", async ({
    page,
    people,
    gateway,
    watch,
    profile,
  }) => {
    watch.allowFailures(502);
    const { id, name } = await gateway.create(people.next());
    const token = await gateway.token("customer", id);
    await signInWith(page, token);
    await gateway.kill();
    await page.goto(`/customers/${id}`);
    await expect(page.getByRole("heading", { name: "We cannot reach the payment gateway" })).toBeVisible();
    await gateway.run();
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(profile.section("name")).toContainText(name ?? "");
  });
});

test("an ended session is renewed once, unnoticed", async ({
  page,
  people,
  site,
  gateway,
  watch,
  profile,
}) => {
  watch.allowFailures(401);
  const { id, name } = await gateway.create(people.next());
  site.chaos.answer(READ, 401, { times: 1 });
  await page.goto(`/customers/${id}`);
  await expect(profile.section("name")).toContainText(name ?? "");
  expect(site.sentOf("GET /dev/token")).toHaveLength(2);
});

test("a session that cannot be renewed asks to sign in, and goes on from there", async ({
  page,
  people,
  site,
  gateway,
  watch,
  profile,
}) => {
  watch.allowFailures(401);
  const { id, name } = await gateway.create(people.next());
  const refused = site.chaos.answer(READ, 401);
  await page.goto(`/customers/${id}`);
  await expect(page.getByRole("heading", { name: "Please sign in" })).toBeVisible();
  expect(site.sentOf(READ)).toHaveLength(2);
  refused.lift();
  await page.getByRole("button", { name: "Sign in again" }).click();
  await expect(profile.section("name")).toContainText(name ?? "");
});

test("the merchant's page is told why a token is asked for", async ({
  page,
  people,
  site,
  gateway,
  watch,
  profile,
}) => {
  watch.allowFailures(401);
  const { id } = await gateway.create(people.next());
  const token = await gateway.token("customer", id);
  await page.addInitScript((token) => {
    const reasons: string[] = [];
    const cyrexaTokenProvider = async (question: { reason: string }) => {
      reasons.push(question.reason);
      return token;
    };
    Object.assign(window, { reasons, cyrexaTokenProvider });
  }, token);
  site.chaos.answer(READ, 401, { times: 1 });
  await profile.open(id);
  expect(await page.evaluate(() => (window as unknown as { reasons: string[] }).reasons)).toEqual([
    "initial",
    "expired",
  ]);
  expect(site.sentOf("GET /dev/token")).toHaveLength(0);
});

const troubles = [
  { name: "500", status: 500, heading: "Something went wrong" },
  { name: "503", status: 503, heading: "Something went wrong" },
  { name: "an empty body", status: 200, body: "", heading: "Something went wrong" },
  { name: "half of a body", status: 200, body: '{"id":1,"na', heading: "Something went wrong" },
  { name: "something that is not a customer", status: 200, body: "[]", heading: "Something went wrong" },
  { name: "502 of a proxy", status: 502, heading: "We cannot reach the payment gateway" },
];

for (const { name, status, body, heading } of troubles) {
  test(`a read that is answered with ${name} is not tried again by itself, and works when asked`, async ({
    page,
    people,
    site,
    gateway,
    watch,
    profile,
  }) => {
    watch.allowFailures(status);
    const customer = await gateway.create(people.next());
    const rule = site.chaos.answer(READ, status, body === undefined ? {} : { body });
    await takeTime(page);
    await page.goto(`/customers/${customer.id}`);
    await expect(page.getByRole("heading", { name: heading })).toBeVisible();
    await passTime(page, "10:00");
    expect(site.sentOf(READ)).toHaveLength(1);
    rule.lift();
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(profile.section("name")).toContainText(customer.name ?? "");
  });
}

test("a connection that breaks before an answer is said to be out of reach", async ({
  page,
  people,
  site,
  gateway,
  watch,
  profile,
}) => {
  watch.allowFailures("network");
  const customer = await gateway.create(people.next());
  const rule = site.chaos.drop(READ);
  await page.goto(`/customers/${customer.id}`);
  await expect(page.getByRole("heading", { name: "We cannot reach the payment gateway" })).toBeVisible();
  rule.lift();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(profile.section("name")).toContainText(customer.name ?? "");
});

test("an address that leads nowhere says so and leads home", async ({ page }) => {
  await page.goto("/elsewhere");
  await expect(page.getByRole("heading", { name: "We cannot find that page" })).toBeVisible();
  await page.getByRole("link", { name: "Go to the start page" }).click();
  await expect(page.getByRole("heading", { name: "What is your name?" })).toBeVisible();
});

test.describe("payment methods", () => {
  const METHODS = "GET /users/payment-methods/*";

  test("are shown masked", async ({ page, people, gateway, profile }) => {
    const { id } = await gateway.create(people.next());
    await profile.open(id);
    const region = page.getByRole("region", { name: "Payment methods" });
    await expect(region.getByRole("listitem")).not.toHaveCount(0);
    await expect(region.getByText(/ending in .?\d{4}/).first()).toBeVisible();
    await expect(region).not.toContainText(/\d{5}/);
  });

  test("none are said to be none", async ({ page, people, site, gateway, profile }) => {
    const { id } = await gateway.create(people.next());
    site.chaos.answer(METHODS, 200, { body: "[]" });
    await profile.open(id);
    await expect(page.getByText("No saved payment methods")).toBeVisible();
  });

  test("that cannot be loaded leave the profile usable, and can be asked for again", async ({
    page,
    people,
    site,
    gateway,
    watch,
    profile,
  }) => {
    watch.allowFailures(500);
    const { id, name } = await gateway.create(people.next());
    const rule = site.chaos.answer(METHODS, 500);
    await profile.open(id);
    const region = page.getByRole("region", { name: "Payment methods" });
    await expect(region).toContainText("Your payment methods could not be loaded.");
    await expect(profile.section("name")).toContainText(name ?? "");
    rule.lift();
    await region.getByRole("button", { name: "Try again" }).click();
    await expect(region.getByRole("listitem")).not.toHaveCount(0);
  });
});

test("every call to the gateway carries the token in its header, and nowhere else", async ({
  people,
  site,
  gateway,
  profile,
}) => {
  const { id } = await gateway.create(people.next());
  await profile.open(id);
  const calls = site.sent.filter((sent) => sent.path !== "/dev/token");
  for (const { headers, query } of calls) {
    expect(headers.authorization).toMatch(/^Bearer ey/);
    expect(query).not.toContain("token");
  }
  expect(calls.length).toBeGreaterThan(0);
});
