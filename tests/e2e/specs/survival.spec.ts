// A reload: unsaved work is gone by default, after a question; where the integrator asked for it, it is still there.

import { LABELS } from "../support/labels.ts";
import { believeInNetwork } from "../support/network.ts";
import { stopTime, takeTime, untilTimePasses } from "../support/passing_time.ts";
import { signInWith } from "../support/sign_in.ts";
import { expect, test } from "../support/test.ts";

const PUT = "PUT /customers/*";
const PHONE = "+44 20 7946 0018";

test("nothing of a person is kept by default", async ({ customer, page, profile }) => {
  page.on("dialog", (dialog) => dialog.accept());
  await profile.open(customer.id);
  await profile.type("phone", PHONE);
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))).toBe("{}");
  await page.reload();
  await expect(profile.summary("phone")).toContainText(customer.phone ?? "");
});

test.describe("where the page's author keeps it for the session", () => {
  test.beforeEach(({ page, site, watch }) => {
    site.setMeta("cyrexa-persist", "session");
    watch.allowSessionStorage();
    page.on("dialog", (dialog) => dialog.accept());
  });

  test("what was typed is still there, and can be saved", async ({
    customer,
    gateway,
    page,
    profile,
    site,
  }) => {
    await profile.open(customer.id);
    await profile.type("phone", PHONE);
    await page.reload();
    await profile.says(`Brought back what you had not saved: ${LABELS.phone}`);
    await profile.edit("phone");
    await expect(profile.field("phone")).toHaveValue(PHONE);
    expect(site.sentOf(PUT)).toHaveLength(0);
    await profile.save("phone");
    await profile.hasSaved("phone");
    expect((await gateway.read(customer.id)).phone).toBe(PHONE);
  });

  test("a save that was on its way is sent after the reload, and kept no longer", async ({
    customer,
    gateway,
    page,
    profile,
    site,
    watch,
  }) => {
    watch.allowFailures("network");
    await takeTime(page);
    await profile.open(customer.id);
    const rule = site.chaos.drop(PUT);
    await profile.type("phone", PHONE);
    // Or it is tried again between the two lines below, and the reload loses the answer.
    await stopTime(page, site);
    await profile.save("phone");
    await expect.poll(() => rule.met).toBeGreaterThan(0);
    rule.lift();
    await page.reload();
    await untilTimePasses(page, site, () =>
      expect(profile.summary("phone")).toContainText("Saved", { timeout: 100 }),
    );
    expect((await gateway.read(customer.id)).phone).toBe(PHONE);
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  });

  test("work brought back while offline is shown, and saved on reconnect", async ({
    customer,
    gateway,
    page,
    profile,
    site,
    watch,
  }) => {
    watch.allowFailures("network");
    // The page itself comes from the network: only what goes to the gateway is lost.
    await profile.open(customer.id);
    const drop = () => [site.chaos.drop("GET /customers/*"), site.chaos.drop(PUT)];
    const rules = drop();
    await believeInNetwork(page, false);
    await profile.says("You are offline");
    await profile.change("phone", PHONE);
    await page.reload();
    await profile.says("You are offline");
    await expect(profile.summary("phone")).toContainText(PHONE);
    for (const rule of rules) rule.lift();
    await believeInNetwork(page, true);
    await profile.hasSaved("phone");
    expect((await gateway.read(customer.id)).phone).toBe(PHONE);
  });

  test("a create that was on its way keeps its key through the reload, and makes one customer", async ({
    gateway,
    onboarding,
    page,
    people,
    site,
    watch,
  }) => {
    watch.allowFailures("network");
    await takeTime(page);
    await signInWith(page, await gateway.token("customer"));
    await onboarding.open();
    await onboarding.fill(people.next());
    await stopTime(page, site);
    const rule = site.chaos.lose("POST /customers");
    await onboarding.create.click();
    await expect.poll(() => rule.met).toBeGreaterThan(0);
    rule.lift();
    await page.reload();
    await untilTimePasses(page, site, () =>
      expect(onboarding.heading("Welcome,")).toBeVisible({ timeout: 100 }),
    );
    const keys = site.sentOf("POST /customers").map(({ headers }) => headers["idempotency-key"]);
    expect(new Set(keys).size).toBe(1);
    expect(await gateway.count()).toBe(1);
  });

  test("a new customer's draft comes back to the same login and to no other", async ({
    gateway,
    onboarding,
    page,
    people,
  }) => {
    const person = people.next();
    // Two people, one after the other, at the same computer.
    const [first, second] = [await gateway.token("customer"), await gateway.token("customer")];
    const whose = (token: string) =>
      page.evaluate((token) => {
        window.name = token;
      }, token);
    await page.addInitScript(() => {
      Object.assign(window, { cyrexaTokenProvider: async () => window.name.replace("token ", "") });
    });
    const name = page.getByRole("textbox", { name: "Full name" });
    await onboarding.open();
    await whose(first);
    await page.reload();
    await name.fill(person.name);
    await expect
      .poll(() => page.evaluate(() => JSON.stringify({ ...sessionStorage })))
      .toContain(person.name);
    await page.reload();
    await expect(name).toHaveValue(person.name);
    await whose(second);
    await page.reload();
    await expect.poll(() => page.evaluate(() => sessionStorage.length)).toBe(0);
    await expect(name).toHaveValue("");
    await page.evaluate(() => {
      window.name = "";
    });
  });

  test("a draft is kept under no name of a person", async ({ customer, gateway, page, profile }) => {
    const token = await gateway.token("customer", customer.id);
    const { sub } = JSON.parse(atob(token.split(".")[1] ?? "")) as { sub: string };
    await signInWith(page, token);
    await profile.open(customer.id);
    await profile.type("phone", PHONE);
    await expect.poll(() => page.evaluate(() => sessionStorage.length)).toBe(1);
    const key = await page.evaluate(() => sessionStorage.key(0) ?? "");
    expect(key).toContain(String(customer.id));
    expect(key).not.toContain(sub);
  });

  test("a token that does not say whose it is: nothing is kept", async ({ onboarding, page, people }) => {
    const person = people.next();
    await signInWith(page, "opaque-token");
    await onboarding.open();
    await page.getByRole("textbox", { name: "Full name" }).fill(person.name);
    await onboarding.next();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  });

  test("what cannot be read any more is left out", async ({ customer, page, profile }) => {
    await profile.open(customer.id);
    await profile.type("phone", PHONE);
    await page.evaluate(() => {
      for (const key of Object.keys(sessionStorage)) sessionStorage.setItem(key, "{not ours");
    });
    await page.reload();
    await expect(profile.summary("phone")).toContainText(customer.phone ?? "");
  });
});
