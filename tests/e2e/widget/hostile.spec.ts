// Pages that are not friendly: what the README says is held, is.

import { HOSTILE_CSS, looks } from "./support/hostile_css.ts";
import { expect, test } from "./support/test.ts";

const PHONE = "+44 20 7946 0018";

for (const [name, css] of Object.entries(HOSTILE_CSS)) {
  test(`the page's CSS changes nothing inside: ${name}`, async ({ customer, profile, widget }) => {
    // The host's width is the page's business: fixed here, so that pictures can be compared.
    const room = "main { display: block !important } cyrexa-customer { width: 800px !important }";
    await widget.open({ "customer-id": customer.id, sections: "personal contact" }, { css: room });
    await profile.edit("email");
    await profile.field("email").blur();
    const expected = await looks(widget.element);
    await widget.open(
      { "customer-id": customer.id, sections: "personal contact" },
      { css: `${css} ${room}` },
    );
    await profile.edit("email");
    await profile.field("email").blur();
    expect(await looks(widget.element)).toEqual(expected);
    expect(await widget.element.evaluate((element) => getComputedStyle(element).display)).toBe("block");
  });
}

const PATCHES: Record<string, { before?: string; after?: string }> = {
  "fetch is wrapped": {
    before: `const real = fetch; globalThis.fetch = function (...given) { return Reflect.apply(real, this, given); };`,
  },
  "fetch refuses whatever is not the shop's, after the loader ran": {
    after: `
      const real = fetch;
      globalThis.fetch = (address, init) =>
        /\\.wasm|view-/.test(String(address?.url ?? address)) ? Promise.reject(new Error("not ours")) : real(address, init);`,
  },
  "customElements.define is wrapped": {
    before: `
      const define = customElements.define;
      customElements.define = function (name, made, ...rest) { globalThis.defined = name; return Reflect.apply(define, this, [name, made, ...rest]); };`,
  },
  "arrays and objects have more than they should": {
    before: `
      Array.prototype.last = function () { return this[this.length - 1]; };
      Array.prototype.remove = function (one) { return this.filter((other) => other !== one); };
      String.prototype.trim = function () { return this.replace(/^\\s+|\\s+$/g, ""); };
      Element.prototype.remove = function () { this.parentNode?.removeChild(this); };
      globalThis.name = "hostile"; globalThis.view = 1; globalThis.css = 2; globalThis.Widget = 3;`,
  },
  "array methods are slow copies of themselves": {
    before: `
      for (const name of ["map", "filter", "forEach", "includes", "push", "some", "find", "indexOf"]) {
        const real = Array.prototype[name];
        Array.prototype[name] = function (...given) { return Reflect.apply(real, this, given); };
      }`,
  },
};

for (const [name, { before = "", after = "" }] of Object.entries(PATCHES)) {
  test(`a page whose scripts patch: ${name}`, async ({ customer, gateway, profile, widget }) => {
    await widget.open({ "customer-id": customer.id }, { before, after });
    await profile.change("phone", PHONE);
    await profile.hasSaved("phone");
    expect((await gateway.read(customer.id)).phone).toBe(PHONE);
  });
}

test.describe("a sandboxed iframe", () => {
  test.use({ gatewayOptions: { allowOrigin: "null" } });

  test("without an origin, without forms, without storage", async ({
    customer,
    gateway,
    page,
    shop,
    widget,
  }) => {
    shop.directives.set("frame-src", "'self'");
    shop.directives.set("frame-ancestors", "'self'");
    await widget.show({ body: widget.tag({ "customer-id": customer.id }), sandbox: "allow-scripts" });
    const frame = page.frameLocator("iframe");
    await frame.getByRole("button", { name: "Edit – Contact" }).click();
    await frame.getByRole("textbox", { name: "Phone number" }).fill(PHONE);
    await frame.getByRole("button", { name: "Save changes" }).click();
    await expect(frame.getByText("Your changes are saved")).toBeVisible();
    expect((await gateway.read(customer.id)).phone).toBe(PHONE);
    await widget.hears("cyrexa-saved", {
      customerId: String(customer.id),
      fields: ["phone"],
      created: false,
    });
  });
});
