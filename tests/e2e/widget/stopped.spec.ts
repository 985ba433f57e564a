// When the module traps: said in each of its elements without it, nothing typed is lost, and the page hears of it.

import { resize } from "../support/switches.ts";
import { expectAccessible } from "../support/accessibility.ts";
import { prepareTrap, trapNext } from "../support/trap.ts";
import { HOSTILE_CSS, looks } from "./support/hostile_css.ts";
import { expect, forEachDom, test } from "./support/test.ts";
import type { Customer, WidgetPage } from "./support/widget_page.ts";

const PHONE = "+44 20 7946 0018";
const STOPPED = { type: "stopped" };

const told = (widget: WidgetPage) => widget.page.getByRole("alert");

test.beforeEach(async ({ page, watch }) => prepareTrap(page, watch));

forEachDom(() => {
  test("it says so where the person is, keeps what was typed, and the page can be loaded again", async ({
    customer,
    page,
    profile,
    widget,
  }) => {
    page.on("dialog", (question) => question.accept());
    await resize(page, 390, 600);
    await widget.open({ "customer-id": customer.id });
    await profile.edit("address");
    await trapNext(page);
    await profile.field("address").pressSequentially("New house, ");
    await widget.hears("cyrexa-error", STOPPED);
    await expect(told(widget)).toBeInViewport();
    await expect(told(widget)).toContainText("This form has stopped working");
    await expect(told(widget)).toContainText("What you typed is still here");
    await expect(profile.field("address")).toHaveValue(/New house, $/);
    await expect(profile.field("address")).toBeFocused();
    const again = page.waitForEvent("load");
    await told(widget).getByRole("button", { name: "Reload this page" }).click();
    await again;
    await widget.isReady();
    await expect(told(widget)).toHaveCount(0);
    await expect(profile.section("address")).not.toContainText("New house");
  });

  test("what is left of the form does nothing: no request, no form sent, no answer to a call", async ({
    customer,
    page,
    profile,
    site,
    widget,
  }) => {
    await widget.open({ "customer-id": customer.id });
    await profile.type("phone", PHONE);
    await trapNext(page);
    await profile.field("phone").press("Enter");
    await widget.hears("cyrexa-error", STOPPED);
    const answers = await widget.call((element) => {
      const root = element.shadowRoot ?? element;
      // A policy that is not obeyed is reported, and fails the test.
      for (const form of root.querySelectorAll("form")) form.requestSubmit();
      for (const button of root.querySelectorAll("form button")) (button as HTMLElement).click();
      element.focus();
      element.reset();
      element.setAttribute("locale", "ar");
      return [element.ready, element.submit(), element.showValidation(), element.getValue()];
    });
    expect(answers).toEqual([false, false, false, null]);
    await expect(profile.section("phone").getByRole("button", { name: "Save changes" })).toBeDisabled();
    await expect(profile.field("phone")).toHaveValue(PHONE);
    expect(site.sentOf("PUT /customers/*")).toEqual([]);
    await widget.hears("cyrexa-error", STOPPED);
    await expect(told(widget)).toHaveCount(1);
  });

  test("an answer of the gateway may meet it, before anything is drawn", async ({
    customer,
    page,
    site,
    widget,
  }) => {
    const gate = site.chaos.hold("GET /customers/*");
    await widget.show({ body: widget.tag({ "customer-id": customer.id }) });
    await expect.poll(() => gate.held).toBe(1);
    await trapNext(page);
    gate.open();
    await widget.hears("cyrexa-error", STOPPED);
    await expect(told(widget)).toBeInViewport();
    await expect(told(widget)).not.toContainText("What you typed");
    await expect(widget.element.locator(".skeleton-line").filter({ visible: true })).toHaveCount(0);
  });

  test("so may the first call of all, and each element says it", async ({ page, widget }) => {
    await resize(page, 1280, 3000);
    await widget.show({
      body: widget.tag({ locale: "ar" }) + widget.tag(),
      // The last that the view asks of the page before it calls its module.
      before: `
        const real = getComputedStyle;
        globalThis.getComputedStyle = (...given) => {
          globalThis.trap = true;
          globalThis.getComputedStyle = real;
          return real(...given);
        };`,
    });
    await expect(widget.element.first().getByRole("alert")).toHaveText(/^توقّف هذا النموذج/);
    await expect(widget.element.last().getByRole("alert")).toHaveText(/^This form has stopped working/);
    await expect(widget.part("skeleton")).toHaveCount(0);
    await widget.hears("cyrexa-error", STOPPED, STOPPED);
    await widget.hears("cyrexa-load-error");
  });

  test("every element of the module says it, each in its own language", async ({
    customer,
    page,
    profile,
    widget,
  }) => {
    await resize(page, 1280, 3000);
    const edit = widget.tag({ "customer-id": customer.id, sections: "contact" });
    await widget.show({ body: edit + widget.tag({ locale: "ar", shadow: "false" }) + widget.tag() });
    await widget.isReady(3);
    await profile.edit("phone");
    await trapNext(page);
    await profile.field("phone").fill(PHONE);
    for (const [place, words] of [/^This form/, /^توقّف هذا النموذج/, /^This form/].entries()) {
      await expect(widget.element.nth(place).getByRole("alert")).toHaveText(words);
    }
    await expect(widget.element.nth(1).getByRole("alert")).toHaveCSS("direction", "rtl");
    await widget.hears("cyrexa-error", STOPPED, STOPPED, STOPPED);
    await widget.element.evaluateAll((all) => all.forEach((one) => one.remove()));
    await expect.poll(() => page.evaluate(() => document.adoptedStyleSheets.length)).toBe(0);
  });

  test("what comes afterwards is another module's, and works", async ({
    customer,
    gateway,
    page,
    people,
    profile,
    shop,
    widget,
  }) => {
    const other = await gateway.create(people.next());
    await resize(page, 1280, 3000);
    await widget.show({
      body: widget.tag({ "customer-id": customer.id, sections: "contact" }) + widget.tag(),
    });
    await widget.isReady(2);
    await profile.edit("phone");
    await trapNext(page);
    await profile.field("phone").fill(PHONE);
    await expect(told(widget)).toHaveCount(2);
    // Another customer in the first, and a third element; the second one stays as it is.
    await page.evaluate((id) => {
      const [first] = document.querySelectorAll("cyrexa-customer");
      first?.setAttribute("customer-id", id);
      const third = first?.cloneNode() as HTMLElement;
      (globalThis as unknown as { signIn: (element: Element) => void }).signIn(third);
      document.querySelector("main")?.append(third);
    }, String(other.id));
    await widget.isReady(2);
    await expect(told(widget)).toHaveCount(1);
    expect(shop.files.askedFor(/view-.*\.js/).length).toBe(2);
    const last = widget.element.last();
    await last.getByRole("button", { name: "Edit" }).click();
    await last.getByRole("textbox", { name: "Phone number" }).fill(PHONE);
    await last.getByRole("button", { name: "Save changes" }).click();
    await expect(last.getByRole("definition").filter({ hasText: PHONE })).toContainText("Saved");
    expect((await gateway.read(other.id)).phone).toBe(PHONE);
    const ids = await widget.element.evaluateAll((all) =>
      all.flatMap((one) => [...(one.shadowRoot ?? one).querySelectorAll("[id]")].map(({ id }) => id)),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("over a question that is open it can be read, and the question closed", async ({
    customer,
    page,
    profile,
    site,
    widget,
  }) => {
    const gate = site.chaos.hold("GET /users/payment-methods/*");
    await widget.open({ "customer-id": customer.id });
    await expect.poll(() => gate.held).toBe(1);
    await profile.type("phone", PHONE);
    await profile.cancel("phone");
    await expect(profile.dialog).toBeVisible();
    await trapNext(page);
    gate.open();
    await widget.hears("cyrexa-error", STOPPED);
    await expect(profile.dialog.getByRole("alert")).toBeInViewport();
    await profile.dialog.getByRole("button").last().click();
    await expect(profile.dialog).toBeHidden();
    await expect(told(widget)).toBeInViewport();
    await expect(profile.field("phone")).toHaveValue(PHONE);
  });

  test("signed out, nothing of the customer stays on the page", async ({
    customer,
    page,
    profile,
    widget,
  }) => {
    await widget.open({ "customer-id": customer.id });
    await profile.edit("phone");
    await trapNext(page);
    await profile.field("phone").fill(PHONE);
    await widget.hears("cyrexa-error", STOPPED);
    await widget.call((element) => element.logout());
    await expect(told(widget)).toBeVisible();
    await expect(told(widget)).not.toContainText("What you typed");
    await expect(page.getByRole("textbox")).toHaveCount(0);
    await expect(widget.part("section")).toHaveCount(0);
  });

  for (const [lang, dir] of [
    ["en", "ltr"],
    ["ar", "rtl"],
  ] as const) {
    test(`axe finds nothing: ${dir}`, async ({ page, widget }) => {
      await widget.open({}, { lang, dir, css: "body { margin: 16px }" });
      await trapNext(page);
      await widget.part("input").first().fill("Somebody");
      await widget.hears("cyrexa-error", STOPPED);
      await expectAccessible(page, "stopped", dir);
    });
  }
});

test("a trap while it is taken off the page leaves nothing of it there", async ({
  customer,
  page,
  widget,
}) => {
  await widget.open({ "customer-id": customer.id });
  const element = await page.evaluateHandle(() => {
    const element = document.querySelector("cyrexa-customer");
    // In the same breath: an answer of the gateway could meet it before.
    Reflect.set(globalThis, "trap", true);
    element?.remove();
    return element as Customer;
  });
  await expect.poll(() => element.evaluate((one) => one.shadowRoot?.childElementCount)).toBe(0);
  // What it left undone is no listener's business.
  await page.evaluate(() => dispatchEvent(new Event("offline")));
  await page.evaluate((one) => document.querySelector("main")?.append(one), element);
  await widget.isReady();
  await widget.hears("cyrexa-error");
});

for (const [name, css] of Object.entries(HOSTILE_CSS)) {
  test(`the page's CSS changes nothing of what is said: ${name}`, async ({ page, widget }) => {
    const room = "main { display: block !important } cyrexa-customer { width: 800px !important }";
    const stop = async (css: string) => {
      await widget.open({}, { css });
      await trapNext(page);
      await widget.element.getByRole("textbox", { name: "Full name" }).fill("Somebody");
      await expect(told(widget)).toBeAttached();
      return looks(widget.element, "[role=alert], [role=alert] *");
    };
    const expected = await stop(room);
    expect(expected.length).toBeGreaterThan(3);
    expect(await stop(`${css} ${room}`)).toEqual(expected);
  });
}

const NOT_OURS: Record<string, string> = {
  "its own module traps": `fall();`,
  "a promise of its own traps": `Promise.reject(0).catch(() => fall());`,
  "its listener traps": `addEventListener("cyrexa-change", () => fall());`,
  "its provider of tokens traps, once": `
    const element = document.querySelector("cyrexa-customer");
    const provider = element.tokenProvider;
    element.tokenProvider = (...question) => { element.tokenProvider = provider; fall(); };
    element.addEventListener("cyrexa-auth-required", () => element.setAttribute("mode", "edit"), { once: true });`,
};

for (const [name, after] of Object.entries(NOT_OURS)) {
  test(`the page's own trouble is not taken for ours: ${name}`, async ({ customer, profile, widget }) => {
    await widget.open({ "customer-id": customer.id }, { after });
    await profile.change("phone", PHONE);
    await profile.hasSaved("phone");
    await expect(told(widget).filter({ hasText: "stopped" })).toHaveCount(0);
    await widget.hears("cyrexa-error");
  });
}
