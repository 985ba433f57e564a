// A text is judged, shown and stored in one form in every place the element can be drawn (contract.md, "Text"; docs/field-cases.md:
// c10, c11, c12). What is dropped is in normal_form.chromium.spec.ts: there is no other protocol for it.

import type { Locator } from "@playwright/test";
import { paste } from "../support/paste.ts";
import { fill } from "../support/ways_in.ts";
import { expect, forEachDom, test } from "./support/test.ts";

async function type(field: Locator, text: string): Promise<void> {
  await field.fill("");
  await field.page().keyboard.insertText(text);
}

const cases = [
  {
    key: "phone",
    what: "Arabic-Indic digits",
    text: "+\u0669\u0666\u0666501234567",
    stored: "+966501234567",
  },
  {
    key: "phone",
    what: "full-width characters",
    text: "\uFF0B81\uFF0D3-1234-5678",
    stored: "+81-3-1234-5678",
  },
  { key: "phone", what: "a variation selector", text: "+1\uFE0D-555-123-4567", stored: "+1-555-123-4567" },
  {
    key: "name",
    what: "a mark inside and at its end",
    text: "Ana\u200E Maria\u200F",
    stored: "Ana\u200E Maria",
  },
] as const;

forEachDom(() => {
  for (const { key, what, text, stored } of cases) {
    for (const [way, put] of Object.entries({ typed: type, pasted: paste, "filled in": fill })) {
      test(`${key} with ${what}, ${way}: what is shown when it is left is stored`, async ({
        customer,
        gateway,
        profile,
        widget,
      }) => {
        await widget.open({ "customer-id": customer.id });
        await profile.edit(key);
        const field = profile.field(key);
        await put(field, text);
        await field.blur();
        await expect(field).toHaveValue(stored);
        await expect(field).not.toHaveAttribute("aria-invalid", "true");
        await profile.save(key);
        await profile.hasSaved(key);
        expect((await gateway.read(customer.id))[key]).toBe(stored);
      });
    }
  }

  test("an international domain is shown as typed, and judged as shown", async ({
    customer,
    profile,
    widget,
  }) => {
    await widget.open({ "customer-id": customer.id });
    await profile.edit("email");
    const field = profile.field("email");
    await field.fill("ana@test\u00DF.de");
    await field.blur();
    await expect(field).toHaveValue("ana@test\u00DF.de");
    await expect(field).toHaveAccessibleDescription(/Enter an email address in the form name@example.com/);
  });
});
