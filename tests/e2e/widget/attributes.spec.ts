// Every attribute of the README, as written and as changed, and the properties that reflect them.

import { LABELS } from "../support/labels.ts";
import { expect, forEachDom, test } from "./support/test.ts";
import type { WidgetPage } from "./support/widget_page.ts";

const headings = (widget: WidgetPage) =>
  widget.part("section").getByRole("heading", { level: 3 }).allTextContents();

const set = (widget: WidgetPage, name: string, value: string | null) =>
  widget.element.evaluate(
    (element, [name, value]) =>
      value === null ? element.removeAttribute(name) : element.setAttribute(name, value),
    [name, value] as const,
  );

forEachDom(() => {
  test("gateway: without one the page's author is told", async ({ page, widget }) => {
    await widget.show({ body: widget.tag({ gateway: false }) });
    await widget.hears("cyrexa-error", { type: "configuration" });
    await expect(page.getByText("Something went wrong")).toBeVisible();
  });

  test("gateway: another one is another form, without what was typed", async ({
    customer,
    profile,
    widget,
  }) => {
    await widget.open({ "customer-id": customer.id });
    await profile.type("phone", "+44 20 7946 0018");
    await set(widget, "gateway", `${widget.shop.gateway}/`);
    await expect.poll(() => widget.of("cyrexa-ready")).toHaveLength(2);
    await expect(profile.summary("phone")).toContainText(customer.phone ?? "");
  });

  test("customer-id: another one is another form, without what was typed", async ({
    customer,
    gateway,
    people,
    profile,
    widget,
  }) => {
    const other = await gateway.create(people.next());
    await widget.open({ "customer-id": customer.id });
    await expect(profile.summary("name")).toContainText(customer.name ?? "");
    await profile.type("phone", "+44 20 7946 0018");
    await set(widget, "customer-id", String(other.id));
    await expect(profile.summary("name")).toContainText(other.name ?? "");
    await expect(profile.summary("phone")).toContainText(other.phone ?? "");
    await expect.poll(() => widget.of("cyrexa-ready")).toHaveLength(2);
  });

  test("mode: create without a customer, edit with one, and as it is said", async ({
    customer,
    page,
    profile,
    widget,
  }) => {
    await widget.open();
    await widget.hears("cyrexa-ready", { mode: "create" });
    await expect(page.getByRole("heading", { name: "What is your name?" })).toBeVisible();
    await set(widget, "customer-id", String(customer.id));
    await expect(profile.summary("name")).toContainText(customer.name ?? "");
    await set(widget, "mode", "create");
    await expect(page.getByRole("heading", { name: "What is your name?" })).toBeVisible();
    await set(widget, "customer-id", null);
    await set(widget, "mode", "edit");
    await widget.hears("cyrexa-error", { type: "configuration" });
  });

  test("locale: as said, and a change keeps what is typed", async ({ customer, profile, widget }) => {
    await widget.open({ "customer-id": customer.id, locale: "en" });
    await profile.type("phone", "+44 20 7946 0018");
    await set(widget, "locale", "ar");
    await expect(widget.part("container")).toHaveAttribute("dir", "rtl");
    await expect(widget.part("container")).toHaveAttribute("lang", "ar");
    await expect(widget.element.getByRole("textbox", { name: "رقم الهاتف" })).toHaveValue("+44 20 7946 0018");
    await set(widget, "locale", null);
    await expect(profile.field("phone")).toHaveValue("+44 20 7946 0018");
  });

  test("locale: without it, the page's", async ({ customer, widget }) => {
    await widget.open({ "customer-id": customer.id }, { lang: "ar", dir: "rtl" });
    await expect(widget.part("container")).toHaveAttribute("lang", "ar");
  });

  test("locale: the nearest lang counts, also around the shadow roots that the element stands in", async ({
    customer,
    page,
    widget,
  }) => {
    await widget.show({ body: `<section lang="ar"><div id="outer"></div></section>` });
    await page.evaluate(
      ([tag, gateway, attributes]) => {
        const element = document.createElement(tag);
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
        element.setAttribute("gateway", gateway);
        document.querySelector("#outer")?.attachShadow({ mode: "open" }).append(element);
        (globalThis as unknown as { signIn: (element: Element) => void }).signIn(element);
      },
      ["cyrexa-customer", widget.shop.gateway, { ...widget.common, "customer-id": customer.id }] as const,
    );
    await widget.isReady();
    // Outside of the shadow root, too.
    await widget.hears("cyrexa-ready", { mode: "edit" });
    await expect(widget.part("container")).toHaveAttribute("dir", "rtl");
  });

  test("theme: light, dark, and as the device", async ({ customer, widget }) => {
    await widget.open({ "customer-id": customer.id, theme: "dark" });
    const scheme = () =>
      widget.part("container").evaluate((container) => getComputedStyle(container).colorScheme);
    const ground = () =>
      widget.part("container").evaluate((container) => getComputedStyle(container).backgroundColor);
    expect(await scheme()).toBe("dark");
    const dark = await ground();
    await set(widget, "theme", "light");
    await expect.poll(scheme).toBe("light");
    expect(await ground()).not.toBe(dark);
    await set(widget, "theme", null);
    await expect.poll(scheme).toBe("light dark");
  });

  test("sections: which and in which order, also when changed", async ({ customer, widget }) => {
    await widget.open({ "customer-id": customer.id, sections: "address personal" });
    expect(await headings(widget)).toEqual(["Address", "Personal details"]);
    await set(widget, "sections", "contact account");
    await expect.poll(() => headings(widget)).toEqual(["Contact", "Account"]);
    await set(widget, "sections", null);
    await expect
      .poll(() => headings(widget))
      .toEqual(["Personal details", "Contact", "Address", "Account", "Payment methods"]);
  });

  test("sections: others close an open one, and what is typed is kept", async ({
    customer,
    profile,
    widget,
  }) => {
    await widget.open({ "customer-id": customer.id });
    await profile.type("phone", "+44 20 7946 0018");
    await set(widget, "sections", "contact personal");
    await expect(profile.field("phone")).toHaveCount(0);
    await profile.edit("phone");
    await expect(profile.field("phone")).toHaveValue("+44 20 7946 0018");
  });

  test("readonly-fields: shown, and not to be edited", async ({ customer, profile, widget }) => {
    await widget.open({ "customer-id": customer.id, "readonly-fields": "email" });
    await profile.edit("phone");
    await expect(profile.field("email")).toHaveCount(0);
    await expect(profile.section("email")).toContainText(customer.email ?? "");
    await set(widget, "readonly-fields", "name memberId");
    await expect(profile.section("name").getByRole("button", { name: "Edit" })).toHaveCount(0);
    await profile.edit("email");
    await expect(profile.section("email").getByRole("textbox", { name: LABELS.email })).toBeVisible();
  });
});

test("shadow: false draws in the light DOM, anything else in a shadow root, and only at first", async ({
  customer,
  widget,
}) => {
  const hasRoot = () => widget.element.evaluate((element) => element.shadowRoot !== null);
  await widget.open({ "customer-id": customer.id, shadow: "false" });
  expect(await hasRoot()).toBe(false);
  await set(widget, "shadow", null);
  await widget.element.evaluate((element) => element.parentElement?.append(element));
  expect(await hasRoot()).toBe(false);
  await widget.open({ "customer-id": customer.id, shadow: "true" });
  expect(await hasRoot()).toBe(true);
});

test("properties reflect attributes, both ways", async ({ widget }) => {
  await widget.open();
  const cases = [
    ["gateway", "gateway"],
    ["customerId", "customer-id"],
    ["mode", "mode"],
    ["locale", "locale"],
    ["theme", "theme"],
    ["sections", "sections"],
    ["readonlyFields", "readonly-fields"],
  ];
  const found = await reflections(widget, cases);
  expect(found).toEqual(cases.map(([property]) => [property, null, "a", "a", "b", null]));
});

/** Nothing, by property, its attribute, by attribute, nothing again: on an element that no page has. */
function reflections(widget: WidgetPage, cases: string[][]): Promise<unknown[][]> {
  return widget.page.evaluate(
    (cases) =>
      cases.map(([property = "", attribute = ""]) => {
        const element = document.createElement("cyrexa-customer") as unknown as Record<string, unknown> &
          Element;
        const seen = [property, element[property]];
        element[property] = "a";
        seen.push(element[property], element.getAttribute(attribute));
        element.setAttribute(attribute, "b");
        seen.push(element[property]);
        element[property] = null;
        return [...seen, element.getAttribute(attribute)];
      }),
    cases,
  );
}
