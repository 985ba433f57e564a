// What a merchant may style: each part and each custom property of the manifest is there and does something.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Onboarding } from "../support/onboarding.ts";
import { phoneFromLeftToRight } from "../support/visual_order.ts";
import { expect, forEachDom, test } from "./support/test.ts";
import type { WidgetPage } from "./support/widget_page.ts";

interface Named {
  name: string;
}

const manifest = JSON.parse(
  readFileSync(resolve(import.meta.dirname, "../../../packages/customer/custom-elements.json"), "utf8"),
);
const declared: { cssParts: Named[]; cssProperties: Named[] } = manifest.modules[0].declarations[0];
const PARTS = declared.cssParts.map(({ name }) => name);
const PROPERTIES = declared.cssProperties.map(({ name }) => name);

const PHONE = "+44 20 7946 0018";

/** Recognised wherever it is found: an outline for each part, as wide as its place in the list. */
const partRules = (dom: "shadow" | "light") =>
  PARTS.map((name, at) => {
    const selector =
      dom === "shadow" ? `cyrexa-customer::part(${name})` : `cyrexa-customer [part~="${name}"]`;
    return `${selector} { outline: ${at + 1}px solid rgb(1, 2, ${at + 1}) !important }`;
  }).join("\n");

/** The parts that are there now and have what the page gives them. */
const styledParts = (widget: WidgetPage) =>
  widget.element.evaluate((host, parts) => {
    const root = host.shadowRoot ?? host;
    return parts.filter((name, at) =>
      [...root.querySelectorAll(`[part~="${name}"]`)].some(
        (one) => getComputedStyle(one).outlineColor === `rgb(1, 2, ${at + 1})`,
      ),
    );
  }, PARTS);

forEachDom((dom) => {
  test("every part of the README is there, and the page can style it", async ({
    customer,
    network,
    page,
    profile,
    shop,
    site,
    watch,
    widget,
  }) => {
    watch.allowFailures("network");
    const found = new Set<string>();
    const look = async () => (await styledParts(widget)).forEach((name) => found.add(name));
    shop.files.hold(/^\/view-/);
    await widget.show({ body: widget.tag({ "customer-id": customer.id }), css: partRules(dom) });
    await expect(widget.part("skeleton")).toBeVisible();
    await look();
    const reads = site.chaos.hold("GET /customers/*");
    shop.files.release();
    await expect(widget.part("container")).toBeVisible();
    reads.open();
    await widget.isReady();
    await look();
    await profile.type("email", "nobody");
    await profile.save("email");
    await expect(widget.part("summary")).toBeVisible();
    await look();
    await profile.cancel("email");
    await expect(profile.dialog).toBeVisible();
    await look();
    await profile.dialog.getByRole("button", { name: "Discard changes" }).click();
    await network.goes();
    await expect(widget.part("banner").first()).toBeVisible();
    await look();
    await network.comesBack();
    await profile.change("phone", PHONE);
    await profile.hasSaved("phone");
    await look();
    await widget.open({}, { css: partRules(dom) });
    await new Onboarding(page).fill({
      name: "Grace",
      email: "grace@example.com",
      address: "1 Road",
      phone: PHONE,
    });
    await look();
    expect([...found].sort()).toEqual([...PARTS].sort());
  });
});

/** A unique value for each custom property, and how a browser computes it. */
const VALUES: Record<string, [value: string, computed: string]> = Object.fromEntries(
  PROPERTIES.map((name, at) => [name, [`rgb(${at + 20}, 90, 91)`, `rgb(${at + 20}, 90, 91)`]]),
);
Object.assign(VALUES, {
  "--cyrexa-font-family": ["Papyrus", "Papyrus"],
  "--cyrexa-font-size-base": ["19px", "19px"],
  "--cyrexa-spacing-unit": ["7px", "28px"],
  "--cyrexa-border-radius": ["13px", "13px"],
});

/** Which values are in use somewhere in the element. */
const valuesInUse = (widget: WidgetPage) =>
  widget.element.evaluate((host, values) => {
    const inside = [...(host.shadowRoot ?? host).querySelectorAll("*")];
    const styles = inside.flatMap((one) => {
      const style = getComputedStyle(one);
      const {
        color,
        backgroundColor,
        borderTopColor,
        fontFamily,
        fontSize,
        paddingInlineStart,
        rowGap,
        borderStartStartRadius,
      } = style;
      return [
        color,
        backgroundColor,
        borderTopColor,
        fontFamily,
        fontSize,
        paddingInlineStart,
        rowGap,
        borderStartStartRadius,
      ];
    });
    return Object.keys(values).filter((name) => styles.includes(values[name]?.[1] ?? ""));
  }, VALUES);

test("every custom property of the README changes something", async ({
  customer,
  gateway,
  profile,
  widget,
}) => {
  const css = `body { ${Object.entries(VALUES)
    .map(([name, [value]]) => `${name}: ${value}`)
    .join("; ")} }`;
  await widget.open({ "customer-id": customer.id }, { css });
  const found = new Set<string>();
  const look = async () => (await valuesInUse(widget)).forEach((name) => found.add(name));
  await profile.type("email", "nobody");
  await profile.save("email");
  await expect(widget.part("summary")).toBeVisible();
  await look();
  await profile.type("email", `new.${customer.email}`);
  await expect(profile.section("email").getByText("Not saved yet")).toBeVisible();
  await look();
  await profile.save("email");
  await profile.hasSaved("email");
  await look();
  expect((await gateway.read(customer.id)).email).toBe(`new.${customer.email}`);
  expect(PROPERTIES.filter((name) => !found.has(name))).toEqual([]);
});

test("a custom property that changes is followed at once", async ({ customer, widget }) => {
  await widget.open({ "customer-id": customer.id });
  const inForce = () =>
    widget.part("container").evaluate((container) => {
      const { fontSize, backgroundColor } = getComputedStyle(container);
      return [fontSize, backgroundColor];
    });
  await widget.element.evaluate((element) => {
    element.style.setProperty("--cyrexa-font-size-base", "21px");
    element.style.setProperty("--cyrexa-color-background", "rgb(1, 2, 3)");
  });
  expect(await inForce()).toEqual(["21px", "rgb(1, 2, 3)"]);
});

test("text is as large as the reader wants it, whatever the page's root says", async ({
  customer,
  widget,
}) => {
  const size = () => widget.part("container").evaluate((container) => getComputedStyle(container).fontSize);
  await widget.open(
    { "customer-id": customer.id },
    { css: "html { font-size: 62.5% } body { font-size: 9px }" },
  );
  expect(await size()).toBe("16px");
});

forEachDom(() => {
  test("in Arabic a phone number is read from left to right", async ({ gateway, page, people, widget }) => {
    const { id } = await gateway.create(people.next({ phone: "+47 (55) 55-01 42" }));
    await widget.open({ "customer-id": id, locale: "ar" });
    const phone = page.getByRole("definition").filter({ hasText: "+47" });
    await expect(phone).toBeVisible();
    expect(await phoneFromLeftToRight(phone)).toBe("+47(55)550142");
  });
});
