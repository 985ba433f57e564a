// Work done offline: kept, said, and sent on reconnect; once, in order, and nothing else touched. The scenarios are those
// that TanStack Query's own tests cover; reads that are not retried are in profile_states.spec.ts.

import { LABELS } from "../support/labels.ts";
import { passTime, stopTime, takeTime, untilTimePasses } from "../support/passing_time.ts";
import { Profile } from "../support/profile.ts";
import type { Network } from "../support/switches.ts";
import { expect, forEachGateway, test } from "../support/test.ts";

const PUT = "PUT /customers/*";
const PHONE = "+44 20 7946 0018";

/** The network is gone, and the pages say so. */
async function goOffline(network: Network, ...pages: Profile[]): Promise<void> {
  await network.goes();
  for (const page of pages) await page.says("You are offline");
}

test.beforeEach(({ watch }) => watch.allowFailures("network"));

forEachGateway(() => {
  test("a change made offline is shown, said to wait, and saved on reconnect", async ({
    network,
    customer,
    gateway,
    page,
    profile,
    site,
  }) => {
    await profile.open(customer.id);
    await goOffline(network, profile);
    await profile.change("phone", PHONE);
    await expect(profile.summary("phone")).toContainText(PHONE);
    await expect(profile.summary("phone")).toContainText("Not saved: you are offline");
    await profile.shows("Your changes are kept here and will be saved once you are online");
    expect(site.sentOf(PUT)).toHaveLength(0);
    await network.comesBack();
    await profile.hasSaved("phone");
    await expect(page.getByText("Keep going: what you type stays here")).toHaveCount(0);
    expect(site.sentOf(PUT)).toHaveLength(1);
    expect((await gateway.read(customer.id)).phone).toBe(PHONE);
  });

  test("several changes made offline become one request, and the last of each field wins", async ({
    network,
    customer,
    gateway,
    people,
    profile,
    site,
  }) => {
    const wanted = people.next();
    await profile.open(customer.id);
    await goOffline(network, profile);
    await profile.change("phone", "+44 20 7946 0001");
    await profile.change("name", wanted.name);
    await profile.change("phone", wanted.phone);
    await network.comesBack();
    await profile.shows("Your changes are saved");
    expect(site.sentOf(PUT).map(({ body }) => JSON.parse(body))).toEqual([
      { name: wanted.name, phone: wanted.phone },
    ]);
    expect(await gateway.read(customer.id)).toMatchObject({ name: wanted.name, phone: wanted.phone });
  });
});

test.describe("where the answer to a save says nothing", () => {
  test.use({ gatewayOptions: { documentedOnly: true } });

  test("nothing is shown as saved before a fresh read has shown it", async ({ customer, profile, site }) => {
    await profile.open(customer.id);
    const gate = site.chaos.hold("GET /customers/*", "answer");
    await profile.change("phone", PHONE);
    // Without versions it reads before it writes.
    await expect.poll(() => gate.held).toBe(1);
    gate.releaseOne();
    await expect.poll(() => site.sentOf(PUT)[0]?.status).toBe(200);
    await expect.poll(() => gate.held).toBe(1);
    await expect(profile.summary("phone")).toContainText("Saving…");
    gate.open();
    await profile.hasSaved("phone");
  });
});

test("different customers are saved side by side", async ({
  context,
  gateway,
  people,
  network,
  profile,
  site,
}) => {
  const [one, two] = [await gateway.create(people.next()), await gateway.create(people.next())];
  const other = new Profile(await context.newPage());
  await profile.open(one.id);
  await other.open(two.id);
  await goOffline(network, profile, other);
  await profile.change("phone", "+44 20 7946 0001");
  await other.change("phone", "+44 20 7946 0002");
  const gate = site.chaos.hold(PUT);
  await network.comesBack();
  await expect.poll(() => gate.held).toBe(2);
  gate.open();
  await profile.hasSaved("phone");
  await other.hasSaved("phone");
  expect((await gateway.read(one.id)).phone).toBe("+44 20 7946 0001");
  expect((await gateway.read(two.id)).phone).toBe("+44 20 7946 0002");
});

test("trying again while offline changes nothing, and reconnecting still saves", async ({
  network,
  customer,
  page,
  profile,
  site,
}) => {
  await profile.open(customer.id);
  await goOffline(network, profile);
  await profile.change("phone", PHONE);
  await page.evaluate(() => {
    dispatchEvent(new Event("offline"));
  });
  await profile.shows("Your changes are kept here and will be saved once you are online");
  expect(site.sentOf(PUT)).toHaveLength(0);
  await network.comesBack();
  await profile.hasSaved("phone");
});

test("a save that was being tried again when the network went goes on after reconnect", async ({
  network,
  customer,
  page,
  profile,
  site,
  watch,
}) => {
  watch.allowFailures(503);
  await takeTime(page);
  await profile.open(customer.id);
  const rule = site.chaos.answer(PUT, 503);
  await profile.type("phone", PHONE);
  await stopTime(page, site);
  await profile.save("phone");
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
  await goOffline(network, profile);
  await passTime(page, "10:00");
  expect(site.sentOf(PUT)).toHaveLength(1);
  rule.lift();
  await network.comesBack();
  await untilTimePasses(page, site, () =>
    expect(profile.summary("phone")).toContainText("Saved", { timeout: 100 }),
  );
});

test("work discarded while it waits says so, and is not sent on reconnect", async ({
  network,
  customer,
  gateway,
  profile,
  site,
}) => {
  await profile.open(customer.id);
  await goOffline(network, profile);
  await profile.change("phone", PHONE);
  await profile.edit("phone");
  await profile.cancel("phone");
  await profile.dialog.getByRole("button", { name: "Discard changes" }).click();
  await profile.says("Your changes were discarded");
  await expect(profile.summary("phone")).toContainText(customer.phone ?? "");
  await network.comesBack();
  await profile.says("You are back online");
  expect(site.sentOf(PUT)).toHaveLength(0);
  expect((await gateway.read(customer.id)).phone).toBe(customer.phone);
});

test("settled work is not done again", async ({ network, customer, page, profile, site }) => {
  await profile.open(customer.id);
  await profile.change("phone", PHONE);
  await profile.hasSaved("phone");
  await goOffline(network, profile);
  await network.comesBack();
  await profile.says("You are back online");
  await page.reload();
  await expect(profile.summary("phone")).toContainText(PHONE);
  expect(site.sentOf(PUT)).toHaveLength(1);
});

test("a read that is under way cannot overwrite the change shown since", async ({
  customer,
  gateway,
  people,
  profile,
  site,
  watch,
}) => {
  watch.allowFailures(412);
  const theirs = people.next();
  await profile.open(customer.id);
  await expect.poll(() => site.sentOf("GET /customers/*/events").length).toBe(1);
  const gate = site.chaos.hold("GET /customers/*", "answer");
  await gateway.change(customer.id, { name: theirs.name });
  await expect.poll(() => gate.held).toBe(1);
  await profile.change("phone", PHONE);
  await expect(profile.summary("phone")).toContainText(PHONE);
  gate.open();
  await expect(profile.summary("name")).toContainText(theirs.name);
  await expect(profile.summary("phone")).toContainText(PHONE);
  await profile.hasSaved("phone");
  expect(await gateway.read(customer.id)).toMatchObject({ phone: PHONE, name: theirs.name });
});

test("what is refused takes back nothing but itself", async ({
  customer,
  gateway,
  people,
  profile,
  site,
  watch,
}) => {
  watch.allowFailures(400);
  const wanted = people.next();
  const fields = [{ field: "phone", code: "format", params: {} }];
  const body = JSON.stringify({ error: { code: "VALIDATION_FAILED", message: "", details: { fields } } });
  await profile.open(customer.id);
  const gate = site.chaos.hold(PUT);
  site.chaos.answer(PUT, 400, { body, times: 1 });
  await profile.change("phone", PHONE);
  await expect.poll(() => gate.held).toBe(1);
  await profile.change("name", wanted.name);
  gate.open();
  await expect(profile.field("phone")).toHaveAccessibleDescription(/Enter a phone number of 7 to 15 digits/);
  await expect(profile.field("phone")).toHaveValue(PHONE);
  await profile.says(`Saved: ${LABELS.name}`);
  expect(await gateway.read(customer.id)).toMatchObject({ name: wanted.name, phone: customer.phone });
});
