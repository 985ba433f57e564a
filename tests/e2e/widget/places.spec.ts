// Where merchants put the element: in forms, dialogs and closed details, under another base, copied, moved without being taken out.

import { takeTime, untilTimePasses } from "../support/passing_time.ts";
import { expect, forEachDom, test } from "./support/test.ts";
import type { Customer, WidgetPage } from "./support/widget_page.ts";

const PHONE = "+44 20 7946 0018";

const hasDrawn = (widget: WidgetPage) =>
  widget.element.evaluateAll((all) => all.every((one) => (one as Customer).ready));

/** Counts what reaches the page's own form around the element. */
const COUNT = `
globalThis.reached = [];
for (const type of ["submit", "reset", "invalid"])
  document.querySelector("#shop").addEventListener(type, (event) => reached.push(type));`;

const reached = (widget: WidgetPage) =>
  widget.page.evaluate(() => (globalThis as unknown as { reached: string[] }).reached);

forEachDom(() => {
  test("in a form of the page: saving is none of the form's business", async ({
    customer,
    gateway,
    page,
    profile,
    widget,
  }) => {
    await widget.show({
      body: `<form id="shop"><input name="coupon" aria-label="Coupon" value="WINTER">${widget.tag({ "customer-id": customer.id })}</form>`,
      after: COUNT,
    });
    await widget.isReady();
    await profile.edit("phone");
    await profile.field("phone").fill(PHONE);
    await profile.field("phone").press("Enter");
    await profile.hasSaved("phone");
    expect((await gateway.read(customer.id)).phone).toBe(PHONE);
    await profile.change("email", "nobody");
    await expect(widget.part("summary")).toBeVisible();
    expect(await reached(widget)).toEqual([]);
    const sent = await page.evaluate(() => [
      ...new FormData(document.querySelector<HTMLFormElement>("#shop")!).keys(),
    ]);
    expect(sent).toEqual(["coupon"]);
  });

  test("in a form of the page: a new customer, with Enter and with a failed load", async ({
    page,
    shop,
    watch,
    widget,
  }) => {
    watch.allowFailures(404, "network");
    watch.allow(/integrity|digest|preload|Loading (failed for the )?module|CORS request did not succeed/i);
    shop.files.fail(/^\/view-/, "gone", 1);
    await widget.show({ body: `<form id="shop">${widget.tag()}</form>`, after: COUNT });
    await page.getByRole("button", { name: "Try again" }).click();
    await widget.isReady();
    await page.getByRole("textbox", { name: "Full name" }).press("Enter");
    await expect(widget.part("summary")).toBeVisible();
    expect(await reached(widget)).toEqual([]);
  });

  for (const [what, { body, open }] of Object.entries({
    "a closed details": {
      body: (tag: string) => `<details><summary>Account</summary>${tag}</details>`,
      open: () => document.querySelector("details")?.setAttribute("open", ""),
    },
    "a tab that is not shown": {
      body: (tag: string) => `<section class="tab">${tag}</section>`,
      open: () => document.querySelector("section")?.classList.remove("tab"),
    },
    "a dialog": {
      body: (tag: string) => `<dialog aria-label="Account">${tag}</dialog>`,
      open: () => document.querySelector("dialog")?.showModal(),
    },
  })) {
    test(`in ${what}: it comes when it is shown`, async ({ customer, page, profile, shop, widget }) => {
      await widget.show({
        body: body(widget.tag({ "customer-id": customer.id })),
        css: ".tab { display: none }",
      });
      await expect(widget.part("skeleton")).toBeAttached();
      await page.evaluate(
        () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
      );
      expect(shop.files.askedFor(/view/)).toEqual([]);
      await page.evaluate(open);
      await widget.isReady();
      await profile.change("phone", PHONE);
      await profile.hasSaved("phone");
    });
  }

  test("in a dialog: Escape answers the question, not the page's dialog", async ({
    customer,
    page,
    profile,
    widget,
  }) => {
    await widget.show({
      body: `<dialog id="page" aria-label="Account">${widget.tag({ "customer-id": customer.id })}</dialog>`,
      after: `document.querySelector("#page").showModal();`,
    });
    await widget.isReady();
    await profile.type("phone", PHONE);
    await profile.cancel("phone");
    await expect(widget.part("dialog").filter({ visible: true })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(widget.part("dialog").filter({ visible: true })).toHaveCount(0);
    expect(await page.locator("#page").evaluate((dialog) => (dialog as HTMLDialogElement).open)).toBe(true);
    await expect(profile.field("phone")).toHaveValue(PHONE);
  });

  test("under another base the files and the form are the same", async ({
    customer,
    gateway,
    profile,
    shop,
    widget,
  }) => {
    shop.directives.set("base-uri", "'self'");
    await widget.open(
      { "customer-id": customer.id },
      {
        before: `document.head.append(Object.assign(document.createElement("base"), { href: "/elsewhere/" }));`,
      },
    );
    await profile.type("email", "nobody");
    await profile.save("email");
    await widget.part("summary").getByRole("link").first().click();
    await expect(profile.field("email")).toBeFocused();
    await profile.type("email", `new.${customer.email}`);
    await profile.save("email");
    await profile.hasSaved("email");
    expect((await gateway.read(customer.id)).email).toBe(`new.${customer.email}`);
  });

  test("a copy begins by itself, with nothing of what the first one shows", async ({
    customer,
    page,
    widget,
  }) => {
    await widget.open({ "customer-id": customer.id });
    await page.evaluate(() => {
      const first = document.querySelector("cyrexa-customer")!;
      const copy = first.cloneNode(true) as Customer;
      first.remove();
      copy.tokenProvider = async () => {
        throw new Error("signed out");
      };
      document.querySelector("main")?.append(copy);
    });
    await widget.hears("cyrexa-auth-required", {});
    await expect(widget.element).not.toContainText(customer.name ?? "");
    await expect(widget.part("container")).toHaveCount(1);
  });

  test("another customer while a save is on its way: each keeps what is theirs", async ({
    customer,
    gateway,
    people,
    profile,
    site,
    widget,
  }) => {
    const other = await gateway.create(people.next());
    await widget.open({ "customer-id": customer.id });
    const writes = site.chaos.hold("PUT /customers/*");
    await profile.change("phone", PHONE);
    await expect.poll(() => writes.arrived).toBe(1);
    await widget.element.evaluate((element, id) => element.setAttribute("customer-id", id), String(other.id));
    await expect(profile.summary("name")).toContainText(other.name ?? "");
    writes.open();
    await expect.poll(() => hasDrawn(widget)).toBe(true);
    await expect(profile.summary("phone")).toContainText(other.phone ?? "");
    expect((await gateway.read(other.id)).phone).toBe(other.phone);
    await widget.hears("cyrexa-saved");
  });
});

test("moved without being taken out, where browsers can, it stays as it is", async ({
  customer,
  page,
  profile,
  site,
  widget,
}) => {
  await widget.open({ "customer-id": customer.id }, { body: `<section id="elsewhere"></section>` });
  await profile.edit("phone");
  await profile.field("phone").fill(PHONE);
  const reads = site.sentOf("GET /customers/*").length;
  await page.evaluate(() => {
    const element = document.querySelector("cyrexa-customer")!;
    const elsewhere = document.querySelector("#elsewhere") as Element & {
      moveBefore?: (node: Node, before: null) => void;
    };
    if (elsewhere.moveBefore) elsewhere.moveBefore(element, null);
    else elsewhere.append(element);
  });
  await expect(profile.field("phone")).toHaveValue(PHONE);
  await profile.save("phone");
  await profile.hasSaved("phone");
  expect(site.sentOf("GET /customers/*").length).toBe(reads);
});

const SIGNED_OUT: Record<string, string> = {
  "an empty text": 'async () => ""',
  "an empty line": 'async () => "\\n"',
  null: "async () => null",
  "nothing, at once": "() => undefined",
};

for (const [what, provider] of Object.entries(SIGNED_OUT)) {
  test(`a token provider that gives ${what}: nobody is signed in`, async ({ customer, page, widget }) => {
    await widget.show({
      body: widget.tag({ "customer-id": customer.id }),
      after: `document.querySelector("cyrexa-customer").tokenProvider = ${provider};`,
    });
    await widget.hears("cyrexa-auth-required", {});
    await expect(page.getByRole("button", { name: "Sign in again" })).toBeVisible();
    await widget.hears("cyrexa-error");
  });
}
test("a token provider that takes its time: told after a while, and the form goes on with its answer", async ({
  customer,
  page,
  profile,
  site,
  widget,
}) => {
  await takeTime(page);
  await widget.show({
    body: widget.tag({ "customer-id": customer.id }),
    after: `
      const element = document.querySelector("cyrexa-customer");
      const provider = element.tokenProvider;
      globalThis.asked = 0;
      const person = new Promise((resolve) => (globalThis.signInAtLast = resolve));
      element.tokenProvider = async (question) => {
        globalThis.asked += 1;
        await person;
        return provider(question);
      };`,
  });
  await untilTimePasses(page, site, async () =>
    expect(await widget.of("cyrexa-error")).toContainEqual({ type: "timeout" }),
  );
  await page.evaluate(() => (globalThis as unknown as { signInAtLast: () => void }).signInAtLast());
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(profile.summary("name")).toContainText(customer.name ?? "");
  expect(await page.evaluate(() => (globalThis as unknown as { asked: number }).asked)).toBe(1);
});

test("a gateway's address that leads to a web page: an error, and a way to go on", async ({
  customer,
  page,
  shop,
  widget,
}) => {
  shop.directives.set("connect-src", `'self' ${shop.others.join(" ")}`);

  await widget.show({
    body: widget.tag({ "customer-id": customer.id }),
    after: `document.querySelector("cyrexa-customer").setAttribute("gateway", "${shop.origin}/?");`,
  });
  await expect.poll(() => widget.of("cyrexa-error")).not.toEqual([]);
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
});
