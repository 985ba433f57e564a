// The profile is changed in another tab or by another system while it is open here.

import { LABELS } from "../support/labels.ts";
import { Profile } from "../support/profile.ts";
import { takeTime, untilTimePasses } from "../support/passing_time.ts";
import { expect, forEachGateway, test } from "../support/test.ts";

const PHONE = "+44 20 7946 0018";

test("a change by another system is shown and said, without taking the focus", async ({
  customer,
  gateway,
  people,
  profile,
  site,
}) => {
  const theirs = people.next();
  await profile.open(customer.id);
  await profile.edit("phone");
  await profile.field("phone").fill(PHONE);
  await expect.poll(() => site.sentOf("GET /customers/*/events").length).toBe(1);
  await gateway.change(customer.id, { name: theirs.name });
  await profile.says(`Just changed elsewhere: ${LABELS.name}`);
  await expect(profile.summary("name")).toContainText(theirs.name);
  await expect(profile.field("phone")).toBeFocused();
  await expect(profile.field("phone")).toHaveValue(PHONE);
});

test("a stream that was refused is asked for again once a save goes through", async ({
  customer,
  gateway,
  people,
  profile,
  site,
  watch,
}) => {
  watch.allowFailures(403);
  const EVENTS = "GET /customers/*/events";
  const theirs = people.next();
  site.chaos.answer(EVENTS, 403, { times: 1 });
  await profile.open(customer.id);
  await expect.poll(() => site.sentOf(EVENTS)[0]?.status).toBe(403);
  await profile.change("phone", PHONE);
  await profile.hasSaved("phone");
  await expect.poll(() => site.sentOf(EVENTS).length).toBe(2);
  await gateway.change(customer.id, { name: theirs.name });
  await expect(profile.summary("name")).toContainText(theirs.name);
});

test("a profile that is deleted while it is open says so, and keeps what is typed", async ({
  customer,
  gateway,
  page,
  profile,
  site,
  watch,
}) => {
  watch.allowFailures(404);
  await profile.open(customer.id);
  await profile.edit("phone");
  await profile.field("phone").fill(PHONE);
  await expect.poll(() => site.sentOf("GET /customers/*/events").length).toBe(1);
  await gateway.delete(customer.id);
  await expect(page.getByRole("alert").filter({ hasText: "This profile was deleted" })).toBeVisible();
  await expect(profile.field("phone")).toHaveValue(PHONE);
});

test("the page's own save is not taken for somebody else's", async ({ customer, page, profile, site }) => {
  await profile.open(customer.id);
  await profile.change("phone", PHONE);
  await profile.hasSaved("phone");
  await profile.change("phone", "+44 20 7946 0019");
  await profile.hasSaved("phone");
  await expect(page.getByRole("status").filter({ hasText: /changed elsewhere/i })).toHaveCount(0);
  expect(site.sentOf("GET /customers/*")).toHaveLength(1);
});

test("a stream that ends is opened again, and what was missed is read", async ({
  customer,
  gateway,
  page,
  people,
  profile,
  site,
  watch,
}) => {
  watch.allowFailures("network", 503);
  const EVENTS = "GET /customers/*/events";
  const theirs = people.next();
  await takeTime(page);
  await profile.open(customer.id);
  await expect.poll(() => site.sentOf(EVENTS).length).toBe(1);
  const rule = site.chaos.answer(EVENTS, 503);
  site.cut(EVENTS);
  await gateway.change(customer.id, { name: theirs.name });
  rule.lift();
  await untilTimePasses(page, site, () =>
    expect(profile.summary("name")).toContainText(theirs.name, { timeout: 100 }),
  );
});

forEachGateway(() => {
  test("two tabs learn of each other", async ({ context, customer, profile }) => {
    const other = new Profile(await context.newPage());
    await profile.open(customer.id);
    await other.open(customer.id);
    await other.change("phone", PHONE);
    await other.hasSaved("phone");
    await expect(profile.summary("phone")).toContainText(PHONE);
    await profile.says(`Just changed elsewhere: ${LABELS.phone}`);
  });

  test("two tabs that change the same field end with the same value, by a choice", async ({
    context,
    customer,
    gateway,
    profile,
    watch,
  }) => {
    watch.allowFailures(412);
    const other = new Profile(await context.newPage());
    await profile.open(customer.id);
    await other.open(customer.id);
    await profile.type("phone", "+44 20 7946 0111");
    await other.change("phone", PHONE);
    await other.hasSaved("phone");
    await profile.save("phone");
    await profile.dialog.getByRole("radio", { name: "Keep mine" }).check();
    await profile.dialog.getByRole("button", { name: "Save my choice" }).click();
    await profile.hasSaved("phone");
    await expect(other.summary("phone")).toContainText("+44 20 7946 0111");
    expect((await gateway.read(customer.id)).phone).toBe("+44 20 7946 0111");
  });
});
