// One event stream for all tabs of an origin: over HTTP/1.1 a browser opens six connections to a host, for
// all tabs together.

import { LABELS } from "../support/labels.ts";
import { takeTime } from "../support/passing_time.ts";
import { Profile } from "../support/profile.ts";
import { signInWith } from "../support/sign_in.ts";
import { EVENTS, hasStreams, letPass, setFocused, setShown } from "../support/streams.ts";
import { expect, test } from "../support/test.ts";

const READ = "GET /customers/*";
const PHONE = "+44 20 7946 0018";
const TABS = 7;

test("seven tabs of a profile: one stream, every tab hears, and each can save", async ({
  context,
  customer,
  gateway,
  people,
  profile,
  site,
}) => {
  const theirs = people.next();
  const tabs = [profile];
  await profile.open(customer.id);
  while (tabs.length < TABS) {
    const tab = new Profile(await context.newPage());
    await tab.open(customer.id);
    tabs.push(tab);
  }
  await hasStreams(site, 1);
  expect(site.sentOf(EVENTS)).toHaveLength(1);
  await gateway.change(customer.id, { name: theirs.name });
  for (const tab of tabs) await expect(tab.summary("name")).toContainText(theirs.name);
  for (const tab of [tabs[0], tabs.at(-1)]) {
    await tab?.change("phone", PHONE.replace("18", String(20 + tabs.indexOf(tab))));
    await tab?.hasSaved("phone");
  }
  expect(site.sentOf(EVENTS)).toHaveLength(1);
});

test("seven tabs of seven customers: one stream, and each can save", async ({
  context,
  gateway,
  people,
  site,
}) => {
  const tabs: Profile[] = [];
  while (tabs.length < TABS) {
    const tab = new Profile(await context.newPage());
    await tab.open((await gateway.create(people.next())).id);
    tabs.push(tab);
  }
  await hasStreams(site, 1);
  for (const tab of tabs) {
    await tab.change("phone", PHONE);
    await tab.hasSaved("phone");
  }
  await hasStreams(site, 1);
});

test("when the tab that streams is closed another takes over, and reads what was missed", async ({
  context,
  customer,
  gateway,
  page,
  people,
  site,
}) => {
  const theirs = people.next();
  const other = new Profile(await context.newPage());
  await new Profile(page).open(customer.id);
  await hasStreams(site, 1);
  await other.open(customer.id);
  const gate = site.chaos.hold(EVENTS);
  await page.close();
  await expect.poll(() => gate.held).toBe(1);
  await gateway.change(customer.id, { name: theirs.name });
  gate.open();
  await expect(other.summary("name")).toContainText(theirs.name);
  await hasStreams(site, 1);
});

test("the tab that is used streams: another customer's gives way, and comes back when it is used", async ({
  context,
  customer,
  gateway,
  page,
  people,
  profile,
  site,
}) => {
  const theirs = people.next();
  const second = await gateway.create(people.next());
  await profile.open(customer.id);
  await hasStreams(site, 1);
  await setFocused(page, false);
  const other = await context.newPage();
  await new Profile(other).open(second.id);
  const streamed = () => site.openOf(EVENTS).map(({ path }) => path);
  await expect.poll(streamed).toEqual([`/customers/${second.id}/events`]);
  // A change that no tab was notified of is read as soon as a tab is in view.
  await gateway.change(customer.id, { name: theirs.name });
  await setFocused(other, false);
  await setFocused(page, true);
  await expect(profile.summary("name")).toContainText(theirs.name);
  await expect.poll(streamed).toEqual([`/customers/${customer.id}/events`]);
});

test("out of view no tab holds a stream; back in view what was missed is read", async ({
  customer,
  gateway,
  page,
  people,
  profile,
  site,
}) => {
  const theirs = people.next();
  await profile.open(customer.id);
  await hasStreams(site, 1);
  await setShown(page, false);
  await hasStreams(site, 0);
  await gateway.change(customer.id, { name: theirs.name });
  await setShown(page, true);
  await expect(profile.summary("name")).toContainText(theirs.name);
  await hasStreams(site, 1);
});

test("a frozen tab lets another one stream", async ({ context, customer, page, profile, site }) => {
  await profile.open(customer.id);
  await hasStreams(site, 1);
  const other = new Profile(await context.newPage());
  await other.open(customer.id);
  await page.evaluate(() => document.dispatchEvent(new Event("freeze")));
  await expect.poll(() => site.sentOf(EVENTS).length).toBe(2);
  await hasStreams(site, 1);
});

test("a login that is refused the stream does not keep the others from it", async ({
  context,
  customer,
  gateway,
  people,
  profile,
  site,
  watch,
}) => {
  watch.allowFailures(403);
  const theirs = people.next();
  site.chaos.answer(EVENTS, 403, { times: 1 });
  await profile.open(customer.id);
  await expect.poll(() => site.sentOf(EVENTS)[0]?.status).toBe(403);
  const other = new Profile(await context.newPage());
  await other.open(customer.id);
  await hasStreams(site, 1);
  await gateway.change(customer.id, { name: theirs.name });
  await expect(other.summary("name")).toContainText(theirs.name);
  await expect(profile.summary("name")).toContainText(theirs.name);
});

const NO_LOCKS: Record<string, () => void> = {
  "has none": () => Object.defineProperty(Navigator.prototype, "locks", { get: () => undefined }),
  "refuses them": () => {
    LockManager.prototype.request = () => Promise.reject(new DOMException("denied", "SecurityError"));
  },
  throws: () => {
    LockManager.prototype.request = () => {
      throw new DOMException("denied", "SecurityError");
    };
  },
};

for (const [what, take] of Object.entries(NO_LOCKS)) {
  test(`where the browser ${what} there is no stream, and a page that is used again is read`, async ({
    customer,
    gateway,
    page,
    people,
    profile,
    site,
  }) => {
    const theirs = people.next();
    await page.addInitScript(take);
    await profile.open(customer.id);
    await profile.change("phone", PHONE);
    await profile.hasSaved("phone");
    await setFocused(page, false);
    await gateway.change(customer.id, { name: theirs.name });
    await setFocused(page, true);
    await expect(profile.summary("name")).toContainText(theirs.name);
    expect(site.sentOf(EVENTS)).toHaveLength(0);
  });
}

test.describe("of a gateway without streams", () => {
  test.use({ gatewayOptions: { documentedOnly: true } });

  test("a page that comes into view again is read", async ({
    customer,
    gateway,
    page,
    people,
    profile,
    site,
  }) => {
    const theirs = people.next();
    await profile.open(customer.id);
    await setShown(page, false);
    await gateway.change(customer.id, { name: theirs.name });
    await setShown(page, true);
    await expect(profile.summary("name")).toContainText(theirs.name);
    expect(site.sentOf(EVENTS)).toHaveLength(0);
  });
});

const ONE_EVENT = 'id: 1\nevent: current\ndata: {"etag":"\\"other\\""}\n\n';
const STREAM = "text/event-stream";
const NO_STREAM: { what: string; status: number; contentType: string; body: string }[] = [
  { what: "a page", status: 200, contentType: "text/html", body: "<!doctype html><p>app</p>" },
  { what: "JSON", status: 200, contentType: "application/json", body: "{}" },
  { what: "a stream that is cut at once", status: 200, contentType: STREAM, body: ":\n\n" },
  { what: "a stream that is cut after an event", status: 200, contentType: STREAM, body: ONE_EVENT },
  { what: "a proxy's 404", status: 404, contentType: "text/html", body: "<p>no" },
  { what: "a proxy's 403", status: 403, contentType: "text/html", body: "<p>no" },
  { what: "500", status: 500, contentType: "application/json", body: "{}" },
  { what: "503", status: 503, contentType: "text/html", body: "<p>busy" },
];

for (const { what, ...answer } of NO_STREAM) {
  test(`${what} in place of the stream: asked again a few times and ever more slowly, and nothing is said`, async ({
    customer,
    page,
    profile,
    site,
    watch,
  }) => {
    watch.allowFailures(403, 404, 500, 503);
    await takeTime(page);
    site.chaos.answer(EVENTS, answer.status, answer);
    await profile.open(customer.id);
    await letPass(page, site, 12);
    const tries = site.sentOf(EVENTS).length;
    expect(tries).toBeGreaterThan(1);
    expect(tries).toBeLessThanOrEqual(5);
    expect(site.sentOf(READ).length).toBeLessThanOrEqual(6);
    await expect(page.getByRole("status").filter({ hasText: /elsewhere|offline/i })).toHaveCount(0);
    await letPass(page, site, 48);
    expect(site.sentOf(EVENTS).length - tries).toBeLessThanOrEqual(5);
  });
}

for (const [what, wait] of Object.entries({ seconds: { retryAfter: 40 }, "a date": { retryAt: 40 } })) {
  test(`Retry-After of a stream is kept: ${what}`, async ({ customer, page, profile, site, watch }) => {
    watch.allowFailures(429);
    await takeTime(page);
    site.chaos.answer(EVENTS, 429, { ...wait, times: 1 });
    await profile.open(customer.id);
    await letPass(page, site, 35);
    expect(site.sentOf(EVENTS)).toHaveLength(1);
    await letPass(page, site, 10);
    await hasStreams(site, 1);
    expect(site.sentOf(EVENTS)).toHaveLength(2);
  });
}

test("204 in place of the stream ends it", async ({ customer, page, profile, site }) => {
  await takeTime(page);
  site.chaos.answer(EVENTS, 204, { body: "" });
  await profile.open(customer.id);
  await letPass(page, site, 60);
  expect(site.sentOf(EVENTS)).toHaveLength(1);
});

test("what tabs tell each other holds a version and nothing of a person or a token", async ({
  context,
  customer,
  gateway,
  page,
  people,
  profile,
}) => {
  const theirs = people.next();
  const token = await gateway.token("customer", customer.id);
  await signInWith(page, token);
  await page.addInitScript(() => {
    const told: unknown[] = [];
    Object.assign(globalThis, { told });
    const post = BroadcastChannel.prototype.postMessage;
    BroadcastChannel.prototype.postMessage = function (message) {
      told.push(message);
      post.call(this, message);
    };
  });
  await profile.open(customer.id);
  const other = new Profile(await context.newPage());
  await other.open(customer.id);
  await gateway.change(customer.id, { name: theirs.name });
  await expect(other.summary("name")).toContainText(theirs.name);
  await profile.change("phone", PHONE);
  await profile.hasSaved("phone");
  await profile.says(`Saved: ${LABELS.phone}`);
  const told = await page.evaluate(() => (globalThis as unknown as { told: unknown[] }).told);
  expect(told.length).toBeGreaterThan(1);
  for (const message of told) expect(message).toMatch(/^"[\w-]+"$/);
});
