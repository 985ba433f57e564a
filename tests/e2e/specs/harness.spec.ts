// The harness does what it says: every kind of trouble is made as asked, and what no test may cause is found. Without the
// product: a stand-in page and gateway.

import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { BASE_PATH } from "../support/environment.ts";
import type { Chaos } from "../support/chaos.ts";
import { Site } from "../support/site.ts";
import { resize, showAs } from "../support/switches.ts";
import { StandInGateway, standInPage } from "../support/stand_in.ts";
import { expect, test as base } from "../support/test.ts";
import { Watch } from "../support/watch.ts";

const test = base.extend<{ standIn: StandInGateway }>({
  standIn: async ({}, use) => {
    const gateway = new StandInGateway();
    await gateway.start();
    await use(gateway);
    gateway.stop();
  },
  site: async ({ standIn }, use) => {
    const page = await standInPage();
    const site = await Site.start(page.folder, () => standIn.origin);
    await use(site);
    await site.stop();
    await page.remove();
  },
});

const PUT = "PUT /customers/*";

const cases: {
  name: string;
  trouble: (chaos: Chaos) => unknown;
  says: string;
  got: number;
  fails?: number | "network";
}[] = [
  { name: "nothing", trouble: () => {}, says: '200 {"number of requests":1}', got: 1 },
  { name: "drop", trouble: (chaos) => chaos.drop(PUT), says: "no answer", got: 0, fails: "network" },
  { name: "lose", trouble: (chaos) => chaos.lose(PUT), says: "no answer", got: 1, fails: "network" },
  { name: "truncate", trouble: (chaos) => chaos.truncate(PUT), says: "no answer", got: 1, fails: "network" },
  {
    name: "duplicate",
    trouble: (chaos) => chaos.duplicate(PUT),
    says: '200 {"number of requests":2}',
    got: 2,
  },
  { name: "empty body", trouble: (chaos) => chaos.answer(PUT, 200, { body: "" }), says: "200", got: 0 },
  { name: "invalid JSON", trouble: (chaos) => chaos.answer(PUT, 200, { body: "{" }), says: "200 {", got: 0 },
  { name: "503", trouble: (chaos) => chaos.answer(PUT, 503), says: "503 <html>", got: 0, fails: 503 },
  { name: "another kind of request", trouble: (chaos) => chaos.drop("PUT /customers"), says: "200", got: 1 },
  { name: "used up", trouble: (chaos) => chaos.drop(PUT, 0), says: "200", got: 1 },
];

for (const { name, trouble, says, got, fails } of cases) {
  test(`makes trouble as asked: ${name}`, async ({ page, site, standIn, watch }) => {
    if (fails !== undefined) watch.allowFailures(fails);
    trouble(site.chaos);
    await page.goto("/customers/1");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("status")).toContainText(says);
    expect(standIn.got).toBe(got);
    expect(site.sentOf(PUT).map(({ path, body }) => ({ path, body }))).toEqual([
      { path: "/customers/1", body: "hello" },
    ]);
  });
}

for (const side of ["request", "answer"] as const) {
  test(`holds the ${side} until it is let go`, async ({ page, site, standIn }) => {
    const gate = site.chaos.hold(PUT, side);
    await page.goto("/");
    await page.getByRole("button", { name: "Save" }).click();
    await expect.poll(() => gate.held).toBe(1);
    await expect(page.getByRole("status")).toHaveText("saving");
    expect(standIn.got).toBe(side === "request" ? 0 : 1);
    gate.open();
    await expect(page.getByRole("status")).toContainText("200");
  });
}

test("passes a stream on as it comes, and cuts it", async ({ page, site, watch }) => {
  watch.allowFailures("network");
  await page.goto("/");
  const stream = await page.evaluateHandle((address) => {
    const stream = new EventSource(address);
    const next = (type: string) =>
      new Promise<Event>((resolve) => stream.addEventListener(type, resolve, { once: true }));
    return { first: next("message"), end: next("error").then(() => stream.close()) };
  }, `${BASE_PATH}/customers/1/events`);
  expect(await stream.evaluate(async ({ first }) => ((await first) as MessageEvent<string>).data)).toBe(
    "first",
  );
  site.cut("GET /customers/*/events");
  await stream.evaluate(({ end }) => end);
});

test("a network that goes is gone at once, for every page, and so is its return", async ({
  context,
  network,
  page,
  site,
  watch,
}) => {
  watch.allowFailures("network");
  const other = await context.newPage();
  await page.goto("/");
  await other.goto("/");
  const asks = (one: typeof page) =>
    one.evaluate(() =>
      fetch("/", { cache: "no-store" }).then(
        () => "answered",
        () => "lost",
      ),
    );
  const before = site.sent.length;
  for (let turn = 0; turn < 20; turn += 1) {
    await network.goes();
    expect(await Promise.all([page, other].map(asks))).toEqual(["lost", "lost"]);
    expect(await page.evaluate(() => navigator.onLine)).toBe(false);
    await network.comesBack();
    expect(await page.evaluate(() => navigator.onLine)).toBe(true);
  }
  expect(site.sent.length).toBe(before);
  await expect.poll(() => asks(other)).toBe("answered");
});

test("files are spoilt as asked, until they are mended", async ({ page, site, watch }) => {
  watch.allowFailures("network");
  await page.goto("/");
  const length = () =>
    page.evaluate(() =>
      fetch("/", { cache: "no-store" }).then(
        async (answer) => (await answer.text()).length,
        () => "lost",
      ),
    );
  const whole = await length();
  site.spoil(/index\.html$/, "empty");
  expect(await length()).toBe(0);
  site.mend();
  site.spoil(/index\.html$/, "missing");
  expect(await length()).toBe("lost");
  site.mend();
  expect(await length()).toBe(whole);
});

test("a page is shown as asked when the call is over", async ({ page }) => {
  await page.goto("/");
  const seen = () =>
    page.evaluate(() => [
      innerWidth,
      innerHeight,
      matchMedia("print").matches,
      matchMedia("(prefers-color-scheme: dark)").matches,
    ]);
  for (const [width, height, media, colorScheme] of [
    [390, 844, "print", "dark"],
    [1280, 800, "screen", "light"],
  ] as const) {
    await resize(page, width, height);
    await showAs(page, { media, colorScheme });
    expect(await seen()).toEqual([width, height, media === "print", colorScheme === "dark"]);
  }
});

/** What is in force only some time after the call, and what specs use in its place. */
const raw: [pattern: RegExp, instead: string][] = [
  [/\.setOffline\(/, "network.goes() and network.comesBack()"],
  [/\.emulateMedia\(/, "showAs() of support/switches.ts"],
  [/\.setViewportSize\(/, "resize() of support/switches.ts"],
  [/\.clock\./, "support/passing_time.ts"],
  [/Network\.emulateNetworkConditions/, "network.goes()"],
  [/\.(route|unroute|unrouteAll)\(/, "site.chaos and site.spoil()"],
];

test("no spec relies on a raw switch", () => {
  const found: string[] = [];
  for (const folder of ["specs", "widget", "screens"]) {
    const files = readdirSync(resolve(import.meta.dirname, "..", folder)).filter((name) =>
      /\.spec\.ts$/.test(name),
    );
    for (const file of files.filter((name) => name !== "harness.spec.ts")) {
      const lines = readFileSync(resolve(import.meta.dirname, "..", folder, file), "utf8").split("\n");
      lines.forEach((line, at) => {
        for (const [pattern, instead] of raw)
          if (pattern.test(line)) found.push(`${folder}/${file}:${at + 1}: use ${instead}`);
      });
    }
  }
  expect(found).toEqual([]);
});

const sins: { name: string; sin: string; found: RegExp }[] = [
  { name: "a console warning", sin: "console.warn('careful')", found: /console warning: careful/ },
  {
    name: "an uncaught error",
    sin: "setTimeout(() => { throw new Error('oops') })",
    found: /uncaught: oops/,
  },
  {
    name: "an inline style",
    sin: "document.body.setAttribute('style', 'color: red')",
    found: /policy: style-src/,
  },
  { name: "a request to a third party", sin: "void open('http://127.0.0.1:9/')", found: /third party/ },
  {
    name: "personal data in storage",
    sin: "localStorage.setItem('draft', 'Ada Prüfer 101')",
    found: /personal data in local/,
  },
  {
    name: "personal data in the address",
    sin: "history.pushState(null, '', '?email=a@example.com')",
    found: /in address/,
  },
  {
    name: "a token in storage",
    sin: "sessionStorage.setItem('t', 'eyJhbGciOiJIUzI1NiJ9.e30.sig')",
    found: /a token in sessionStorage/,
  },
  {
    name: "a token that the window keeps",
    sin: "history.replaceState({ t: 'eyJhbGciOiJIUzI1NiJ9.e30.sig' }, '')",
    found: /a token in history.state/,
  },
  { name: "a database", sin: "void indexedDB.open('drafts')", found: /the database drafts/ },
  { name: "a cache", sin: "caches.open('drafts').then(() => {})", found: /the cache drafts/ },
];

for (const { name, sin, found } of sins) {
  test(`finds what no test may cause: ${name}`, async ({ browser, site, people }) => {
    people.know({ name: "Ada Prüfer 101" });
    const context = await browser.newContext({ baseURL: site.origin });
    const watch = new Watch(context, site, people);
    await watch.begin();
    const page = await context.newPage();
    await page.goto("/");
    await page.evaluate(sin);
    await expect.poll(() => watch.trouble()).toContainEqual(expect.stringMatching(found));
    site.violations.length = 0;
    await context.close();
  });
}
