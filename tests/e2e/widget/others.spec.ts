// The element on a page that others work on: what a library or a script takes out of it comes back, with what was typed and where.

import { resize } from "../support/switches.ts";
import { bringLibraries, OTHERS } from "./support/others.ts";
import { expect, forEachDom, test } from "./support/test.ts";

const caret = (field: Element) => (field as HTMLInputElement).selectionStart;

test.beforeEach(async ({ page }) => bringLibraries(page));

forEachDom((dom) => {
  for (const [name, doIt] of Object.entries(OTHERS)) {
    test(`${name}: what is typed stays, with the caret, and is saved`, async ({
      customer,
      gateway,
      page,
      profile,
      site,
      widget,
    }) => {
      await widget.open({ "customer-id": customer.id });
      const reads = site.sentOf("GET /customers/*").length;
      await profile.edit("phone");
      await profile.field("phone").fill("+44 20 0018");
      await profile.field("phone").evaluate((field) => (field as HTMLInputElement).setSelectionRange(7, 7));
      await page.evaluate(doIt);
      await expect(profile.field("phone")).toBeFocused();
      expect(await profile.field("phone").evaluate(caret)).toBe(7);
      await page.keyboard.type("7946 ");
      await expect(profile.field("phone")).toHaveValue("+44 20 7946 0018");
      await page.evaluate(doIt);
      await profile.field("phone").press("Enter");
      await profile.hasSaved("phone");
      await page.evaluate(doIt);
      await expect(profile.summary("phone")).toContainText("+44 20 7946 0018");
      await expect(page.getByText("Loading…")).toBeHidden();
      expect((await gateway.read(customer.id)).phone).toBe("+44 20 7946 0018");
      await widget.hears("cyrexa-ready", { mode: "edit" });
      expect(site.sentOf("GET /customers/*").length).toBe(reads);
    });
  }

  test("a question that is open is one still, and its answers do what they say", async ({
    customer,
    page,
    profile,
    widget,
  }) => {
    await widget.open({ "customer-id": customer.id });
    await profile.type("phone", "+44 20 7946 0018");
    await profile.cancel("phone");
    await expect(profile.dialog).toBeVisible();
    await page.evaluate(OTHERS["a script that empties the element"] ?? "");
    expect(await profile.dialog.evaluate((dialog) => dialog.matches(":modal"))).toBe(true);
    await expect(profile.dialog.getByRole("button", { name: "Keep editing" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(profile.dialog).toBeHidden();
    await expect(profile.field("phone")).toHaveValue("+44 20 7946 0018");
  });

  test("emptied while it loads it comes all the same", async ({ customer, page, profile, shop, widget }) => {
    shop.files.hold(/^\/view-/);
    await widget.show({ body: widget.tag({ "customer-id": customer.id }) });
    await expect(widget.part("skeleton")).toBeVisible();
    await page.evaluate(OTHERS["a script that empties the element"] ?? "");
    await expect(widget.part("skeleton")).toBeVisible();
    await page.evaluate(OTHERS["a script that empties the element"] ?? "");
    shop.files.release();
    await widget.isReady();
    await expect(profile.section("phone")).toBeVisible();
    expect(shop.files.askedFor(/\.wasm/)).toHaveLength(1);
  });

  test("emptied after it could not be loaded it tries again", async ({
    customer,
    page,
    profile,
    shop,
    watch,
    widget,
  }) => {
    watch.allowFailures(404, "network");
    watch.allow(/integrity|digest|preload|Loading (failed for the )?module|CORS request did not succeed/i);
    shop.files.fail(/^\/view-/, "gone", 1);
    await widget.show({ body: widget.tag({ "customer-id": customer.id }) });
    await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
    await page.evaluate(OTHERS["a script that empties the element"] ?? "");
    await widget.isReady();
    await expect(profile.section("phone")).toBeVisible();
  });

  test("a page that empties it each time is not stopped, and has the form once it leaves off", async ({
    customer,
    page,
    profile,
    widget,
  }) => {
    await widget.open({ "customer-id": customer.id });
    await profile.type("phone", "+44 20 7946 0018");
    const fought = await page.evaluate(async () => {
      const element = document.querySelector("cyrexa-customer");
      const root = element?.shadowRoot ?? element;
      let times = 0;
      const eraser = new MutationObserver(() => {
        if (!root?.hasChildNodes()) return;
        times += 1;
        root.replaceChildren();
      });
      if (root) eraser.observe(root, { childList: true });
      root?.replaceChildren();
      // The page goes on: it draws, and its timers run.
      await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
      eraser.disconnect();
      return times;
    });
    expect(fought).toBeGreaterThan(0);
    await expect(profile.field("phone")).toHaveValue("+44 20 7946 0018");
  });

  test("what a password manager puts beside the inputs, and into them, is no harm", async ({
    customer,
    gateway,
    profile,
    widget,
  }) => {
    await widget.open({ "customer-id": customer.id });
    await profile.edit("phone");
    await profile.field("phone").evaluate((phone: HTMLInputElement) => {
      const root = phone.getRootNode() as Document | ShadowRoot;
      for (const input of root.querySelectorAll("cyrexa-view input")) {
        input.setAttribute("data-manager", "1");
        input.after(document.createElement("manager-icon"));
        input.parentElement?.append(document.createElement("div"));
      }
      phone.focus();
      const fire = (type: string) => phone.dispatchEvent(new Event(type, { bubbles: true }));
      fire("keydown");
      phone.value = "+44 20 7946 0018";
      for (const type of ["input", "keyup", "change"]) fire(type);
      phone.blur();
    });
    await profile.save("phone");
    await profile.hasSaved("phone");
    expect((await gateway.read(customer.id)).phone).toBe("+44 20 7946 0018");
  });

  test("attributes that a library changes are followed", async ({ customer, page, widget }) => {
    await widget.open({ "customer-id": customer.id, theme: "light" });
    await page.evaluate(() => {
      const old = document.querySelector("cyrexa-customer");
      const sent = old?.cloneNode(false) as Element;
      sent.setAttribute("theme", "dark");
      const { Idiomorph } = globalThis as unknown as {
        Idiomorph: { morph(old: unknown, sent: Element): void };
      };
      Idiomorph.morph(old, sent);
    });
    await expect(widget.part("container")).toHaveAttribute("data-theme", "dark");
    await widget.hears("cyrexa-ready", { mode: "edit" });
  });

  test("taken out for a while and put in again it is a new form", async ({
    customer,
    page,
    profile,
    widget,
  }) => {
    await widget.open({ "customer-id": customer.id });
    await profile.type("phone", "+44 20 7946 0018");
    const element = await page.evaluateHandle(() => {
      const element = document.querySelector("cyrexa-customer");
      element?.remove();
      return element;
    });
    await expect.poll(() => element.evaluate((element) => element?.isConnected)).toBe(false);
    await page.evaluate((element) => document.querySelector("main")?.append(element ?? ""), element);
    await widget.isReady();
    await expect(profile.summary("phone")).toContainText(customer.phone ?? "");
    await page.evaluate(OTHERS["a script that empties the element"] ?? "");
    await expect(profile.summary("phone")).toContainText(customer.phone ?? "");
  });

  if (dom === "light") {
    test("an element that a script copies shows its own", async ({ customer, page, widget }) => {
      await resize(page, 1280, 3000);
      await widget.open({ "customer-id": customer.id });
      await page.evaluate(() => {
        const element = document.querySelector("cyrexa-customer");
        const copy = element?.cloneNode(true) as Element;
        element?.after(copy);
        (globalThis as unknown as { signIn: (element: Element) => void }).signIn(copy);
      });
      await widget.isReady(2);
      await expect(widget.part("container")).toHaveCount(2);
    });
  }
});
