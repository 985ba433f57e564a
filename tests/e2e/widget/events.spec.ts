// Every event of the README but load-error (loading.spec.ts), with its detail. That no detail holds personal data is asked after
// every test (support/test.ts).

import type { Instead } from "../support/chaos.ts";
import { Onboarding } from "../support/onboarding.ts";
import { answer } from "./support/answer.ts";
import { expect, forEachDom, test } from "./support/test.ts";
import type { WidgetPage } from "./support/widget_page.ts";

const PHONE = "+44 20 7946 0018";
const READ = "GET /customers/*";
const WRITE = "PUT /customers/*";

const prevent = (widget: WidgetPage, type: string) =>
  widget.element.evaluate((element, type) => {
    const stop = (event: Event) => event.preventDefault();
    element.addEventListener(type, stop);
    Object.assign(globalThis, { letGo: () => element.removeEventListener(type, stop) });
  }, type);

forEachDom(() => {
  test("ready says the mode, once, and what a person changes and saves is told", async ({
    customer,
    profile,
    widget,
  }) => {
    await widget.open({ "customer-id": customer.id });
    await widget.hears("cyrexa-ready", { mode: "edit" });
    await profile.type("phone", PHONE);
    await expect
      .poll(async () => new Set((await widget.of("cyrexa-change")).map(({ field }) => field)))
      .toEqual(new Set(["phone"]));
    await profile.save("phone");
    await profile.hasSaved("phone");
    await widget.hears("cyrexa-before-save", { fields: ["phone"] });
    await widget.hears("cyrexa-saved", {
      customerId: String(customer.id),
      fields: ["phone"],
      created: false,
    });
    await widget.hears("cyrexa-rolled-back");
  });

  test("saved names the new customer, whose profile is one step away", async ({
    gateway,
    page,
    people,
    profile,
    widget,
  }) => {
    const person = people.next();
    await widget.open();
    await widget.hears("cyrexa-ready", { mode: "create" });
    const onboarding = new Onboarding(page);
    await onboarding.fill(person);
    await onboarding.create.click();
    await expect(onboarding.heading("Welcome,")).toBeVisible();
    await expect.poll(() => widget.of("cyrexa-saved")).toHaveLength(1);
    const [{ customerId, fields, created } = {}] = await widget.of("cyrexa-saved");
    expect({ fields, created }).toEqual({
      fields: ["name", "email", "address", "phone", "memberId"],
      created: true,
    });
    expect((await gateway.read(Number(customerId))).name).toBe(person.name);
    await page.getByRole("button", { name: "Go to your profile" }).click();
    await expect(profile.summary("email")).toContainText(person.email);
    await expect(widget.element).toHaveAttribute("customer-id", String(customerId));
    await expect(widget.element).toHaveAttribute("mode", "edit");
  });
});

test("change is fired by people, not by the page's own calls", async ({
  customer,
  gateway,
  people,
  profile,
  widget,
}) => {
  await widget.open({ "customer-id": customer.id });
  const theirs = people.next();
  await gateway.change(customer.id, { name: theirs.name });
  await expect(profile.summary("name")).toContainText(theirs.name);
  await widget.call((element) => {
    element.reset();
    element.setAttribute("sections", "contact personal");
    element.setAttribute("locale", "en");
  });
  await profile.edit("phone");
  await widget.hears("cyrexa-change");
});

test("before-save: whoever prevents it keeps the changes from being sent, and typed", async ({
  customer,
  gateway,
  page,
  profile,
  site,
  widget,
}) => {
  await widget.open({ "customer-id": customer.id });
  await prevent(widget, "cyrexa-before-save");
  await profile.change("phone", PHONE);
  await widget.hears("cyrexa-before-save", { fields: ["phone"] });
  await expect(profile.field("phone")).toHaveValue(PHONE);
  expect(await widget.call((element) => element.submit())).toBe(false);
  expect(site.sentOf(WRITE)).toEqual([]);
  await page.evaluate(() => (globalThis as unknown as { letGo: () => void }).letGo());
  await profile.save("phone");
  await profile.hasSaved("phone");
  expect((await gateway.read(customer.id)).phone).toBe(PHONE);
});

test("rolled-back and error: an e-mail address that somebody has", async ({
  customer,
  gateway,
  people,
  profile,
  watch,
  widget,
}) => {
  watch.allowFailures(409);
  const other = await gateway.create(people.next());
  await widget.open({ "customer-id": customer.id });
  await profile.change("email", other.email ?? "");
  await widget.hears("cyrexa-rolled-back", { fields: ["email"], reason: "duplicate" });
  await widget.hears("cyrexa-error", { type: "duplicate" });
  await expect(profile.field("email")).toHaveValue(other.email ?? "");
});

test("conflict: the same field, changed on both sides", async ({
  customer,
  gateway,
  profile,
  watch,
  widget,
}) => {
  watch.allowFailures(412);
  await widget.open({ "customer-id": customer.id });
  await profile.type("phone", PHONE);
  await gateway.change(customer.id, { phone: "+44 20 7946 0999" });
  await profile.save("phone");
  await expect(profile.dialog).toBeVisible();
  await expect.poll(() => widget.of("cyrexa-conflict")).toContainEqual({ fields: ["phone"] });
  await profile.dialog.getByRole("radio", { name: "Keep mine" }).check();
  await profile.dialog.getByRole("button", { name: "Save my choice" }).click();
  await profile.hasSaved("phone");
  expect((await gateway.read(customer.id)).phone).toBe(PHONE);
});

test("validation-error: fields and codes, no values", async ({ customer, profile, widget }) => {
  await widget.open({ "customer-id": customer.id });
  await profile.change("email", "nobody");
  await expect
    .poll(() => widget.of("cyrexa-validation-error"))
    .toContainEqual({ fields: [{ field: "email", code: expect.any(String) }] });
  expect(JSON.stringify(await widget.hearAll())).not.toContain("nobody");
});

test("auth-required: no token, and then one", async ({ customer, page, profile, watch, widget }) => {
  watch.allowFailures(401);
  await widget.show({
    body: widget.tag({ "customer-id": customer.id }),
    after: `document.querySelector("cyrexa-customer").tokenProvider = async () => { throw new Error("signed out") };`,
  });
  await widget.hears("cyrexa-auth-required", {});
  await widget.signIn();
  await page.getByRole("button", { name: "Sign in again" }).click();
  await expect(profile.summary("name")).toContainText(customer.name ?? "");
  await widget.hears("cyrexa-ready", { mode: "edit" });
});

test("a token provider that is set late, by a slow script of the page, is asked as soon as it is there", async ({
  customer,
  profile,
  site,
  widget,
}) => {
  await widget.show({
    body: widget.tag({ "customer-id": customer.id }),
    after: `document.querySelector("cyrexa-customer").tokenProvider = undefined;`,
  });
  await widget.hears("cyrexa-auth-required", {});
  await widget.signIn();
  await expect(profile.summary("name")).toContainText(customer.name ?? "");
  await widget.hears("cyrexa-ready", { mode: "edit" });
  await widget.hears("cyrexa-auth-required", {});
  expect(site.sentOf("GET /dev/token")).toHaveLength(1);
});

test("a page that sets another token provider whenever it hears something asks in no circle", async ({
  customer,
  page,
  widget,
}) => {
  await widget.show({
    body: widget.tag({ "customer-id": customer.id }),
    after: `
      const element = document.querySelector("cyrexa-customer");
      globalThis.asked = 0;
      const refuse = () => {
        element.tokenProvider = async () => {
          globalThis.asked += 1;
          throw new Error("signed out");
        };
      };
      refuse();
      element.addEventListener("cyrexa-auth-required", refuse);`,
  });
  await widget.hears("cyrexa-auth-required", {});
  const asked = () => page.evaluate(() => (globalThis as unknown as { asked: number }).asked);
  const before = await asked();
  await page.getByRole("button", { name: "Sign in again" }).click();
  await expect.poll(asked).toBeGreaterThan(before);
  await widget.hears("cyrexa-auth-required", {});
  expect(await asked()).toBe(before + 1);
});

test("signed out by the page, it waits for a person, whatever provider is set", async ({
  customer,
  page,
  profile,
  site,
  widget,
}) => {
  await widget.open({ "customer-id": customer.id });
  await widget.call((element) => element.logout());
  await expect(page.getByRole("button", { name: "Sign in again" })).toBeVisible();
  const before = site.sentOf("GET /dev/token").length;
  await widget.call((element) => {
    element.tokenProvider = element.tokenProvider;
  });
  await widget.call((element) => element.getValue());
  expect(site.sentOf("GET /dev/token")).toHaveLength(before);
  await page.getByRole("button", { name: "Sign in again" }).click();
  await expect(profile.summary("name")).toContainText(customer.name ?? "");
});

test("the token provider is told why it is asked", async ({
  customer,
  page,
  profile,
  site,
  watch,
  widget,
}) => {
  watch.allowFailures(401);
  await widget.open({ "customer-id": customer.id });
  await page.evaluate(() => {
    const element = document.querySelector("cyrexa-customer") as HTMLElement & {
      tokenProvider: (question: unknown) => Promise<string>;
    };
    const provider = element.tokenProvider;
    const asked: unknown[] = [];
    Object.assign(globalThis, { asked });
    element.tokenProvider = (question) => {
      const { reason, previous } = question as { reason: string; previous: string | null };
      asked.push([reason, typeof previous]);
      return provider(question);
    };
  });
  answer(site.chaos, WRITE, 401, { times: 1 });
  await profile.change("phone", PHONE);
  await profile.hasSaved("phone");
  expect(await page.evaluate(() => (globalThis as unknown as { asked: unknown }).asked)).toEqual([
    ["expired", "string"],
  ]);
});

const failures: { name: string; status: number; type: string; console?: number }[] = [
  { name: "not there", status: 404, type: "not-found" },
  { name: "not this customer's to see", status: 403, type: "forbidden" },
  { name: "a gateway that gave up waiting", status: 408, type: "timeout" },
  { name: "a fault of the gateway", status: 500, type: "server" },
  { name: "too many calls", status: 429, type: "rate-limited" },
];

for (const { name, status, type } of failures) {
  test(`error: ${name} (${status})`, async ({ customer, site, watch, widget }) => {
    watch.allowFailures(status);
    answer(site.chaos, READ, status, { retryAfter: 600 });
    await widget.show({ body: widget.tag({ "customer-id": customer.id }) });
    await expect.poll(() => widget.of("cyrexa-error")).toContainEqual({ type });
    expect(await widget.call((element) => element.ready)).toBe(false);
  });
}

const REFUSED_FIELD = JSON.stringify({
  error: {
    code: "VALIDATION_FAILED",
    message: "",
    details: { fields: [{ field: "phone", code: "too_long", params: { max: 10, actual: 16 } }] },
  },
});

/** Of a gateway with codes of its own. */
const REFUSED = JSON.stringify({
  error: { code: "LOCKED", message: "by the test", details: { timestamp: "2026-01-01T00:00:00Z" } },
});
const BODIES: Record<number, Instead> = { 400: { body: REFUSED_FIELD }, 405: { body: REFUSED } };

const refusals: { name: string; status: number; reason: string; error?: string }[] = [
  { name: "a rule of the gateway's own", status: 400, reason: "invalid" },
  { name: "for no reason we know", status: 405, reason: "refused", error: "refused" },
  { name: "not this customer's to change", status: 403, reason: "forbidden", error: "forbidden" },
  { name: "gone meanwhile", status: 404, reason: "not-found", error: "not-found" },
];

for (const { name, status, reason, error } of refusals) {
  test(`rolled-back: ${name} (${status})`, async ({ customer, profile, site, watch, widget }) => {
    watch.allowFailures(status);
    await widget.open({ "customer-id": customer.id });
    answer(site.chaos, WRITE, status, BODIES[status]);
    await profile.change("phone", PHONE);
    await widget.hears("cyrexa-rolled-back", { fields: ["phone"], reason });
    await widget.hears("cyrexa-error", ...(error ? [{ type: error }] : []));
    expect(await widget.call((element) => element.getValue()?.["phone"])).toBe(PHONE);
  });
}

const WAYS_ON: Record<string, (widget: WidgetPage) => Promise<unknown>> = {
  "a person asks": ({ page }) => page.getByRole("button", { name: "Sign in again" }).click(),
  "the page calls retry()": (widget) => widget.call((element) => element.retry()),
};

for (const [way, goOn] of Object.entries(WAYS_ON)) {
  test(`what waits for a token is not rolled back, and is sent with one: ${way}`, async ({
    customer,
    gateway,
    page,
    profile,
    site,
    watch,
    widget,
  }) => {
    watch.allowFailures(401);
    await widget.open({ "customer-id": customer.id });
    const rule = answer(site.chaos, WRITE, 401);
    await profile.change("phone", PHONE);
    await widget.hears("cyrexa-auth-required", {});
    await expect(page.getByRole("button", { name: "Sign in again" })).toBeVisible();
    rule.lift();
    await goOn(widget);
    await profile.hasSaved("phone");
    expect((await gateway.read(customer.id)).phone).toBe(PHONE);
    await widget.hears("cyrexa-rolled-back");
  });
}

test("error: the gateway cannot be reached, and then it can", async ({
  customer,
  page,
  profile,
  site,
  watch,
  widget,
}) => {
  watch.allowFailures("network");
  const rule = site.chaos.drop(READ);
  await widget.show({ body: widget.tag({ "customer-id": customer.id }) });
  await expect.poll(() => widget.of("cyrexa-error")).toContainEqual({ type: "network" });
  rule.lift();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(profile.summary("name")).toContainText(customer.name ?? "");
});
