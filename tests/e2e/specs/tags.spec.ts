// ETags that proxies change on their way, and waits that are long, dated or measured by a clock that jumps.

import { passTime, stopTime, takeTime, untilTimePasses } from "../support/passing_time.ts";
import { expect, test } from "../support/test.ts";

const ANY = "* /customers/*";
const PUT = "PUT /customers/*";
const PHONE = "+44 20 7946 0018";
const OPEN_RACE = "we may not notice";

test("a suffix that a compressing proxy puts into ETags does not stop a save", async ({
  customer,
  gateway,
  page,
  profile,
  site,
  watch,
}) => {
  watch.allowFailures(412);
  site.chaos.retag(ANY, (etag) => etag.replace(/"$/, '-gzip"'));
  await profile.open(customer.id);
  await profile.change("phone", PHONE);
  await profile.hasSaved("phone");
  expect((await gateway.read(customer.id)).phone).toBe(PHONE);
  expect(site.sentOf(PUT).at(-1)?.headers["if-match"]).toMatch(/^"[^"]+"$/);
  await expect(page.getByText(OPEN_RACE)).toHaveCount(0);
  await profile.change("phone", customer.phone ?? "");
  await profile.hasSaved("phone");
  expect(site.sentOf(PUT)).toHaveLength(3);
});

test("a tag that is never accepted is left out, and that is said", async ({
  customer,
  gateway,
  profile,
  site,
  watch,
}) => {
  watch.allowFailures(412);
  site.chaos.retag(ANY, (etag) => etag.replace(/^"/, '"edge:'));
  await profile.open(customer.id);
  await profile.change("phone", PHONE);
  await profile.hasSaved("phone");
  expect((await gateway.read(customer.id)).phone).toBe(PHONE);
  await profile.shows(OPEN_RACE);
});

for (const [name, retag] of [
  ["weak", (etag: string) => `W/${etag}`],
  ["unquoted", (etag: string) => etag.replaceAll('"', "")],
] as const) {
  test(`${name} ETags are as good as none, and that is said`, async ({ customer, profile, site }) => {
    site.chaos.retag(ANY, retag);
    await profile.open(customer.id);
    await profile.shows(OPEN_RACE);
    await profile.change("phone", PHONE);
    await profile.hasSaved("phone");
    expect(site.sentOf(PUT).at(-1)?.headers["if-match"]).toBeUndefined();
  });
}

test("Retry-After as a date is kept", async ({ customer, page, profile, site, watch }) => {
  watch.allowFailures(429);
  await takeTime(page);
  await profile.open(customer.id);
  const headers = {
    date: "Fri, 27 Nov 2026 05:00:00 GMT",
    "retry-after": "Fri, 27 Nov 2026 05:00:40 GMT",
  };
  site.chaos.answer(PUT, 429, { headers, times: 1 });
  await profile.type("phone", PHONE);
  await stopTime(page, site);
  await profile.save("phone");
  await profile.shows("Saving takes longer than usual. We are still trying.");
  await expect(page.getByRole("button", { name: "Try again" })).toHaveCount(0);
  await passTime(page, "00:35");
  expect(site.sentOf(PUT)).toHaveLength(1);
  await untilTimePasses(page, site, () =>
    expect(profile.summary("phone")).toContainText("Saved", { timeout: 100 }),
  );
});

test("a Retry-After of a day is the person's to end", async ({ customer, page, profile, site, watch }) => {
  watch.allowFailures(429);
  await profile.open(customer.id);
  site.chaos.answer(PUT, 429, { retryAfter: 86_400, times: 1 });
  await profile.change("phone", PHONE);
  await page.getByRole("button", { name: "Try again" }).click();
  await profile.hasSaved("phone");
});

test("a wait does not follow a wall clock that is set", async ({ customer, page, profile, site, watch }) => {
  watch.allowFailures(429);
  await page.addInitScript(() => {
    const now = Date.now.bind(Date);
    Object.assign(window, { jump: 0 });
    Date.now = () => now() + (window as unknown as { jump: number }).jump;
  });
  await profile.open(customer.id);
  site.chaos.answer(PUT, 429, { retryAfter: 40, times: 1 });
  await profile.change("phone", PHONE);
  await profile.shows("Saving takes longer than usual. We are still trying.");
  for (const jump of [3_600_000, -3_600_000]) {
    await page.evaluate((jump) => Object.assign(window, { jump }), jump);
    // Anything that happens asks the clock again.
    await profile.type("name", `Ada ${jump}`);
    await profile.shows("Saving takes longer than usual. We are still trying.");
    expect(site.sentOf(PUT)).toHaveLength(1);
  }
});
