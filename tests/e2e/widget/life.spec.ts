// An element comes, is moved, goes and comes again, as pages and frameworks do with elements.

import { resize } from "../support/switches.ts";
import { expect, forEachDom, test } from "./support/test.ts";
import { type Customer, type WidgetPage } from "./support/widget_page.ts";

const PHONE = "+44 20 7946 0018";

const sheets = (widget: WidgetPage) => widget.page.evaluate(() => document.adoptedStyleSheets.length);

forEachDom(() => {
  test("properties that were set before there was a class are honoured", async ({
    customer,
    page,
    profile,
    shop,
    widget,
  }) => {
    shop.files.hold(/cyrexa-customer/);
    // Before the document has ended: `goto` would wait for the loader.
    widget.shop.show({
      body: widget.tag({ gateway: false }),
      before: `
        new MutationObserver((_changes, observer) => {
          const element = document.querySelector("cyrexa-customer");
          if (!element) return;
          observer.disconnect();
          element.gateway = "${shop.gateway}";
          element.customerId = ${customer.id};
          element.theme = "dark";
          element.tokenProvider = async () => (await (await fetch("${shop.tokens}?role=customer&customer=${customer.id}")).json()).token;
          globalThis.wasDefined = customElements.get("cyrexa-customer") !== undefined;
        }).observe(document, { childList: true, subtree: true });`,
    });
    await page.goto("/", { waitUntil: "commit" });
    await page.waitForFunction(() => "wasDefined" in globalThis);
    expect(await page.evaluate(() => (globalThis as unknown as { wasDefined: boolean }).wasDefined)).toBe(
      false,
    );
    shop.files.release();
    await widget.isReady();
    await expect(profile.summary("name")).toContainText(customer.name ?? "");
    await expect(widget.element).toHaveAttribute("customer-id", String(customer.id));
    await expect(widget.element).toHaveAttribute("theme", "dark");
  });

  test("several stand side by side, each by itself", async ({ customer, gateway, page, people, widget }) => {
    const other = await gateway.create(people.next());
    // All in sight: what is far below is not loaded.
    await resize(page, 1280, 3000);
    await widget.show({
      body:
        widget.tag({ "customer-id": customer.id, id: "a" }) +
        widget.tag({ "customer-id": other.id, id: "b", locale: "ar" }) +
        widget.tag({ id: "c" }),
    });
    await widget.isReady(3);
    const values = () =>
      page
        .locator("#a, #b, #c")
        .evaluateAll((all) => all.map((one) => (one as Customer).getValue()?.["name"]));
    expect(await values()).toEqual([customer.name, other.name, ""]);
    const a = page.locator("#a");
    await a.getByRole("region", { name: "Contact" }).getByRole("button", { name: "Edit" }).click();
    await a.getByRole("textbox", { name: "Phone number" }).fill(PHONE);
    await page.locator("#c").getByRole("textbox", { name: "Full name" }).fill("Somebody Else");
    expect(await values()).toEqual([customer.name, other.name, "Somebody Else"]);
    const ids = await page.evaluate(() => {
      const roots = [
        document,
        ...[...document.querySelectorAll("cyrexa-customer")].flatMap((one) => one.shadowRoot ?? []),
      ];
      return roots.flatMap((root) => [...root.querySelectorAll("[id]")].map((one) => one.id));
    });
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("a press at the end of the page, while a list is still to come, moves nothing from under the finger", async ({
    customer,
    page,
    profile,
    site,
    widget,
  }) => {
    site.chaos.hold("GET /users/payment-methods/*");
    await widget.open({ "customer-id": customer.id });
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    const edit = profile.section("address").getByRole("button", { name: "Edit" });
    const before = await edit.boundingBox();
    await edit.hover();
    await page.mouse.down();
    expect(await edit.boundingBox()).toEqual(before);
    await page.mouse.up();
    await expect(profile.field("address")).toBeFocused();
  });

  test("a move keeps everything: the form, the text, the caret's field", async ({
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
    await page.evaluate(() =>
      document.querySelector("#elsewhere")?.append(document.querySelector("cyrexa-customer") ?? ""),
    );
    await expect(profile.field("phone")).toHaveValue(PHONE);
    await profile.save("phone");
    await profile.hasSaved("phone");
    await widget.hears("cyrexa-ready", { mode: "edit" });
    expect(site.sentOf("GET /customers/*").length).toBe(reads);
  });

  test("taken out and put in again it works again", async ({ customer, page, profile, widget }) => {
    await widget.open({ "customer-id": customer.id });
    const kept = await page.evaluateHandle(() => {
      const element = document.querySelector("cyrexa-customer");
      element?.remove();
      return element;
    });
    await expect.poll(() => kept.evaluate((element) => (element as Customer | null)?.ready)).toBe(false);
    await page.evaluate((element) => document.querySelector("main")?.append(element ?? ""), kept);
    await widget.isReady();
    await profile.change("phone", PHONE);
    await profile.hasSaved("phone");
  });

  test("a handler may change or remove the element it hears of", async ({
    customer,
    page,
    profile,
    widget,
  }) => {
    await widget.open({ "customer-id": customer.id });
    await page.evaluate(() => {
      const element = document.querySelector("cyrexa-customer") as Customer | null;
      element?.addEventListener("cyrexa-change", () => {
        element.setAttribute("locale", "en");
        element.setAttribute("theme", "dark");
        element.getValue();
        element.showValidation();
      });
      element?.addEventListener("cyrexa-saved", () => element.remove());
    });
    await profile.edit("phone");
    await profile.field("phone").fill(PHONE);
    await expect(widget.part("container")).toHaveAttribute("data-theme", "dark");
    await profile.save("phone");
    await expect(widget.element).toHaveCount(0);
    expect(await widget.of("cyrexa-saved")).toHaveLength(1);
  });

  test("a handler may make another form of it, in the middle of a call", async ({
    customer,
    gateway,
    people,
    profile,
    widget,
  }) => {
    const other = await gateway.create(people.next());
    await widget.open({ "customer-id": customer.id });
    await profile.type("phone", PHONE);
    const [started, kept] = await widget.element.evaluate((one, id) => {
      const element = one as Customer;
      let kept: string | undefined;
      element.addEventListener("cyrexa-before-save", (event) => {
        event.preventDefault();
        element.customerId = id;
        kept = element.getValue()?.["phone"];
      });
      return [element.submit(), kept];
    }, String(other.id));
    expect([started, kept]).toEqual([false, PHONE]);
    await expect(profile.summary("name")).toContainText(other.name ?? "");
  });

  test("what stands between the tags is not shown beside the form", async ({ customer, page, widget }) => {
    const tag = widget.tag({ "customer-id": customer.id });
    await widget.show({ body: tag.replace("></", "><p>Please allow scripts.</p></") });
    await widget.isReady();
    await expect(page.getByText("Please allow scripts.")).toBeHidden();
    await expect(widget.part("container")).toBeVisible();
  });

  test("hidden hides it", async ({ customer, widget }) => {
    await widget.open({ "customer-id": customer.id });
    await widget.call((element) => (element.hidden = true));
    await expect(widget.element).toBeHidden();
    await widget.call((element) => (element.hidden = false));
    await expect(widget.part("container")).toBeVisible();
  });
});

test("two light elements share one sheet, which goes with the last", async ({ customer, page, widget }) => {
  const tag = widget.tag({ "customer-id": customer.id, shadow: "false", sections: "contact" });
  await widget.show({ body: tag + tag });
  await widget.isReady(2);
  expect(await sheets(widget)).toBe(1);
  const removeOne = () => page.evaluate(() => document.querySelector("cyrexa-customer")?.remove());
  await removeOne();
  await expect.poll(() => widget.element.count()).toBe(1);
  expect(await sheets(widget)).toBe(1);
  await removeOne();
  await expect.poll(() => sheets(widget)).toBe(0);
});

test("a light element in somebody else's shadow root has its rules there", async ({
  customer,
  page,
  widget,
}) => {
  await widget.show({
    body: `<div id="outer"></div>${widget.tag({ "customer-id": customer.id, shadow: "false" })}`,
  });
  await widget.isReady();
  const inOuter = () =>
    page.evaluate(() => document.querySelector("#outer")?.shadowRoot?.adoptedStyleSheets.length);
  await page.evaluate(() => {
    document
      .querySelector("#outer")
      ?.attachShadow({ mode: "open" })
      .append(document.querySelector("cyrexa-customer") ?? "");
  });
  await expect.poll(inOuter).toBe(1);
  expect(await sheets(widget)).toBe(0);
  expect(
    await widget.part("container").evaluate((container) => getComputedStyle(container).containerType),
  ).toBe("inline-size");
  await widget.element.evaluate((element) => element.remove());
  await expect.poll(inOuter).toBe(0);
});
