// One event stream for all elements of an origin, on one page and on several, in either DOM: a browser has
// six connections to a host.

import { LABELS } from "../support/labels.ts";
import { EVENTS, hasStreams, setShown } from "../support/streams.ts";
import { expect, test } from "./support/test.ts";
import { type Customer, WidgetPage } from "./support/widget_page.ts";

const PHONE = "+44 20 7946 0018";
const PAGES = 6;

test("two elements on each of six pages: one stream, and all of them hear", async ({
  context,
  customer,
  gateway,
  page,
  people,
  shop,
  site,
  watch,
  widget,
}) => {
  // Pages of a browser that are loaded side by side may lose one to another's save.
  watch.allowFailures(412);
  const theirs = people.next();
  const tag = widget.tag({ "customer-id": customer.id });
  const pages = [widget];
  await widget.show({ body: tag + tag });
  await widget.isReady(2);
  while (pages.length < PAGES) {
    const other = new WidgetPage(await context.newPage(), shop);
    await other.page.goto(shop.origin);
    await other.isReady(2);
    pages.push(other);
  }
  await hasStreams(site, 1);
  expect(site.sentOf(EVENTS)).toHaveLength(1);
  await gateway.change(customer.id, { name: theirs.name });
  for (const each of pages) {
    for (const element of await each.element.all()) await expect(element).toContainText(theirs.name ?? "");
  }
  await page.goto("about:blank");
  await hasStreams(site, 1);
  const after = people.next();
  await gateway.change(customer.id, { name: after.name });
  for (const each of pages.slice(1)) await expect(each.element.first()).toContainText(after.name ?? "");
});

test("a lock that is granted while its element goes stops no other element", async ({
  customer,
  page,
  widget,
}) => {
  const tag = widget.tag({ "customer-id": customer.id });
  // A grant is under way for as long as the test wants.
  const before = `
    const arrive = new Promise((done) => (globalThis.arrive = done));
    const { request } = LockManager.prototype;
    LockManager.prototype.request = function (name, options, callback) {
      const late = async (lock) => {
        globalThis.isGranted = true;
        await arrive;
        return callback(lock);
      };
      return request.call(this, name, { ...options, signal: undefined }, late);
    };`;
  await widget.show({ body: tag + tag, before });
  await widget.isReady(2);
  await page.waitForFunction(() => "isGranted" in globalThis);
  await page.evaluate(async () => {
    document.querySelector("cyrexa-customer")?.remove();
    // The element ends in a microtask.
    await null;
    (globalThis as unknown as { arrive: () => void }).arrive();
    await new Promise(requestAnimationFrame);
  });
  expect(await widget.element.evaluate((element) => (element as Customer).ready)).toBe(true);
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("elements of different customers: one stream, and each can save", async ({
  customer,
  gateway,
  page,
  people,
  site,
  widget,
}) => {
  const other = await gateway.create(people.next());
  const one = { "customer-id": customer.id, sections: "contact" };
  await widget.show({ body: widget.tag(one) + widget.tag({ ...one, "customer-id": other.id }) });
  await widget.isReady(2);
  await hasStreams(site, 1);
  for (const element of await widget.element.all()) {
    await element.getByRole("button", { name: "Edit" }).click();
    await element.getByRole("textbox", { name: LABELS.phone }).fill(PHONE);
    await element.getByRole("button", { name: "Save changes" }).click();
    await expect(element.getByRole("region", { name: "Contact" })).toContainText("Saved");
  }
  for (const { id } of [customer, other]) expect((await gateway.read(id)).phone).toBe(PHONE);
  await page.evaluate(() => document.querySelector("cyrexa-customer")?.remove());
  await hasStreams(site, 1);
});

test("an element that is taken off the page, and a page out of view, hold no stream", async ({
  customer,
  gateway,
  page,
  people,
  site,
  widget,
}) => {
  const theirs = people.next();
  await widget.open({ "customer-id": customer.id });
  await hasStreams(site, 1);
  await setShown(page, false);
  await hasStreams(site, 0);
  await gateway.change(customer.id, { name: theirs.name });
  await setShown(page, true);
  await expect(widget.element).toContainText(theirs.name ?? "");
  await hasStreams(site, 1);
  await page.evaluate(() => document.querySelector("cyrexa-customer")?.remove());
  await hasStreams(site, 0);
});
