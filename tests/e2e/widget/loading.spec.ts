// How the widget comes: when it is wanted, without moving the page, and what is said where it cannot.

import { resize } from "../support/switches.ts";
import { expect, forEachDom, test } from "./support/test.ts";
import type { Customer } from "./support/widget_page.ts";

/** What browsers say of files that are not there, or are others. */
const REFUSED = /integrity|digest|preload|Loading (failed for the )?module|CORS request did not succeed/i;
const SCRIPTS = "'self' __WIDGET__";

test("nothing but the loader is fetched until the element comes near", async ({
  customer,
  page,
  shop,
  widget,
}) => {
  await widget.show({
    body: `<div class="far"></div>${widget.tag({ "customer-id": customer.id })}`,
    css: ".far { block-size: 3000px }",
  });
  await expect(widget.part("skeleton")).toBeAttached();
  // Time for an observer's callback: two frames and a round trip.
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
  expect(shop.files.askedFor(/view|ar-/)).toEqual([]);
  await page.evaluate(() => scrollTo(0, 2000));
  await widget.isReady();
  expect(
    shop.files
      .askedFor(/view/)
      .map((path) => path.replace(/^.*\./, ""))
      .sort(),
  ).toEqual(["js", "wasm"]);
  expect(shop.files.askedFor(/ar-/)).toEqual([]);
});

test("near is 400 pixels", async ({ customer, page, shop, widget }) => {
  await widget.show({
    body: `<div class="far"></div>${widget.tag({ "customer-id": customer.id })}`,
    css: "main { margin: 0 } .far { block-size: 5000px }",
  });
  await expect(widget.part("skeleton")).toBeAttached();
  /** So far below the viewport's edge; with the time that an observer's callback needs. */
  const stand = (below: number) =>
    page.evaluate(async (below) => {
      const { top } = document.querySelector("cyrexa-customer")!.getBoundingClientRect();
      scrollBy(0, top - innerHeight - below);
      for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    }, below);
  await stand(420);
  expect(shop.files.askedFor(/view/)).toEqual([]);
  await stand(380);
  await widget.isReady();
});

test("one view serves all elements, and a language comes only where it is spoken", async ({
  customer,
  page,
  shop,
  widget,
}) => {
  const tag = widget.tag({ "customer-id": customer.id, sections: "contact" });
  await resize(page, 1280, 3000);
  await widget.show({
    body: tag + tag + widget.tag({ locale: "ar" }) + widget.tag({ locale: "ar", shadow: "false" }),
  });
  await widget.isReady(4);
  for (const file of [/view-.*js/, /wasm/, /ar-/])
    expect(shop.files.askedFor(file).length, String(file)).toBe(1);
});

forEachDom(() => {
  test("a failed load says so, and can be tried again with the focus kept", async ({
    customer,
    page,
    profile,
    shop,
    watch,
    widget,
  }) => {
    watch.allowFailures(404, "network");
    watch.allow(REFUSED);
    shop.files.fail(/^\/view-.*\.js/, "gone", 1);
    await widget.show({ body: widget.tag({ "customer-id": customer.id }) });
    await widget.hears("cyrexa-load-error", { type: "network" });
    await expect(page.getByRole("alert")).toContainText("This form could not be loaded.");
    await expect(widget.part("banner")).toBeVisible();
    shop.files.fail(/\.wasm/, "gone", 1);
    await page.getByRole("button", { name: "Try again" }).focus();
    await page.keyboard.press("Enter");
    await widget.hears("cyrexa-load-error", { type: "network" }, { type: "network" });
    await expect
      .poll(() => widget.element.evaluate((element) => element.matches(":focus-within")))
      .toBe(true);
    await page.getByRole("button", { name: "Try again" }).click();
    await widget.isReady();
    await expect(profile.section("name").getByRole("button", { name: "Edit" })).toBeFocused();
    expect(shop.files.askedFor(/view-.*\.js/).map((path) => path.split("?")[1])).toEqual([
      undefined,
      "2",
      "3",
    ]);
  });
});

test("the words of a failed load are in the reader's language", async ({ page, shop, watch, widget }) => {
  watch.allowFailures(404);
  watch.allow(REFUSED);
  shop.files.fail(/^\/view-/, "gone");
  await widget.show({ body: widget.tag({ theme: "dark" }), lang: "ar", dir: "rtl" });
  await expect(page.getByRole("button", { name: "إعادة المحاولة" })).toBeVisible();
  await expect(widget.part("banner")).toHaveAttribute("lang", "ar");
  expect(await page.getByRole("alert").evaluate((alert) => getComputedStyle(alert).direction)).toBe("rtl");
});

test("a failed load is told and spoken of across the shadow roots that the element stands in", async ({
  page,
  shop,
  watch,
  widget,
}) => {
  watch.allowFailures(404);
  watch.allow(REFUSED);
  shop.files.fail(/^\/view-/, "gone");
  await widget.show({
    body: `<section lang="ar"><div id="outer"></div></section>`,
    after: `
      const element = document.createElement("cyrexa-customer");
      element.gateway = "__GATEWAY__";
      document.querySelector("#outer").attachShadow({ mode: "open" }).append(element);`,
  });
  await widget.hears("cyrexa-load-error", { type: "network" });
  await expect(widget.part("banner")).toHaveAttribute("lang", "ar");
  await widget.element.evaluate((element) => element.setAttribute("locale", "en"));
  await widget.element.evaluate((element) => (element as Customer).retry());
  await expect(widget.part("banner")).toHaveAttribute("lang", "en");
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
});

test("a failed load is spoken of in the language of a form that has an input called lang", async ({
  shop,
  watch,
  widget,
}) => {
  watch.allowFailures(404);
  watch.allow(REFUSED);
  shop.files.fail(/^\/view-/, "gone");
  const language = `<input name="lang" value="en" aria-label="Language">`;
  await widget.show({ body: `<form lang="ar">${language}${widget.tag()}</form>` });
  await widget.hears("cyrexa-load-error", { type: "network" });
  await expect(widget.part("banner")).toHaveAttribute("lang", "ar");
});

test("a language that cannot be fetched leaves the form in English", async ({
  page,
  shop,
  watch,
  widget,
}) => {
  watch.allowFailures(404);
  watch.allow(REFUSED);
  shop.files.fail(/^\/ar-/, "gone");
  await widget.open({ locale: "ar" });
  await expect(page.getByRole("heading", { name: "What is your name?" })).toBeVisible();
  await expect(widget.part("container")).toHaveAttribute("dir", "ltr");
});

for (const [name, tampered] of Object.entries({ view: /view-.*\.js/, wasm: /\.wasm/ })) {
  test(`a file that is not the one the loader knows does not run: ${name}`, async ({
    shop,
    watch,
    widget,
  }) => {
    watch.allow(REFUSED);
    shop.tampered = tampered;
    await widget.show({ body: widget.tag() });
    await widget.hears("cyrexa-load-error", { type: "network" });
  });
}

test("a language that is not the one the view knows does not run", async ({ page, shop, watch, widget }) => {
  watch.allow(REFUSED);
  shop.tampered = /ar-/;
  await widget.open({ locale: "ar" });
  await expect(page.getByRole("heading", { name: "What is your name?" })).toBeVisible();
});

test("a policy that refuses WebAssembly: said plainly, before anything is fetched", async ({
  page,
  shop,
  watch,
  widget,
}) => {
  watch.allow(/wasm-eval|WebAssembly/);
  shop.directives.set("script-src", SCRIPTS.replace("__WIDGET__", shop.files.origin));
  await widget.show({ body: widget.tag() });
  await widget.hears("cyrexa-load-error", { type: "wasm-refused" });
  await expect(page.getByRole("alert")).toContainText("This form cannot run here.");
  expect(shop.files.askedFor(/view/)).toEqual([]);
});

test("a browser without WebAssembly is told", async ({ page, widget }) => {
  await widget.show({ body: widget.tag(), before: "delete globalThis.WebAssembly;" });
  await widget.hears("cyrexa-load-error", { type: "unsupported" });
  await expect(page.getByRole("alert")).toContainText("This form cannot run here.");
});

test("a second loader of another name does nothing and breaks nothing", async ({
  customer,
  shop,
  widget,
}) => {
  await widget.open({ "customer-id": customer.id }, { loaders: 3 });
  await widget.hears("cyrexa-ready", { mode: "edit" });
  expect(shop.files.askedFor(/cyrexa-customer/).length).toBeGreaterThan(1);
  expect(shop.files.askedFor(/view-.*\.js/).length).toBe(1);
});
