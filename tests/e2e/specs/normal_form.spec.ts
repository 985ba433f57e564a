// A text is judged, shown and stored in one form, whatever way it comes in (contract.md, "Text"; docs/field-cases.md: c10, c11, c12).

import type { Key } from "../support/labels.ts";
import { paste } from "../support/paste.ts";
import { fill, drop } from "../support/ways_in.ts";
import { expect, test } from "../support/test.ts";

const WAYS = {
  typed: async (field, text) => {
    await field.fill("");
    await field.page().keyboard.insertText(text);
  },
  pasted: paste,
  dropped: drop,
  "filled in": fill,
} satisfies Record<string, typeof paste>;

const cases: { key: Key; what: string; text: string; stored: string }[] = [
  { key: "phone", what: "Arabic-Indic digits", text: "+٩٦٦٥٠١٢٣٤٥٦٧", stored: "+966501234567" },
  { key: "phone", what: "Persian digits", text: "۰۹۱۲۳۴۵۶۷۸۹", stored: "09123456789" },
  {
    key: "phone",
    what: "full-width characters",
    text: "＋８１−３−１２３４−５６７８",
    stored: "+81-3-1234-5678",
  },
  { key: "phone", what: "a variation selector", text: "+1\uFE0D-555-123-4567", stored: "+1-555-123-4567" },
  {
    key: "phone",
    what: "direction marks",
    text: "\u202A+47 55 55 01 42\u202C\u200E",
    stored: "+47 55 55 01 42",
  },
  {
    key: "phone",
    what: "thin spaces",
    text: "+33\u20091\u202F23\u300045\u200767 89",
    stored: "+33 1 23 45 67 89",
  },
  { key: "phone", what: "dashes", text: "+47\u201155\u201355\u221201\u201443", stored: "+47-55-55-01-43" },
  {
    key: "name",
    what: "a right-to-left mark inside",
    text: "שלום \u200F(Ana)\u200F בע״מ\u200F",
    stored: "שלום \u200F(Ana)\u200F בע״מ",
  },
  { key: "memberId", what: "a direction mark at its end", text: "A-17\u200E", stored: "A-17" },
];

for (const { key, what, text, stored } of cases) {
  for (const [way, put] of Object.entries(WAYS)) {
    test(`${key} with ${what}, ${way}: what is shown when it is left is stored`, async ({
      customer,
      gateway,
      profile,
    }) => {
      await profile.open(customer.id);
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

for (const email of ["ana@testß.de", "ana@bücher.de", "ana@例え.jp"]) {
  test(`${email} is shown as typed, and judged as shown`, async ({ customer, profile, site }) => {
    await profile.open(customer.id);
    await profile.edit("email");
    const field = profile.field("email");
    await field.fill("");
    await field.pressSequentially(email);
    await expect(field).toHaveValue(email);
    await field.blur();
    await expect(field).toHaveValue(email);
    await expect(field).toHaveAccessibleDescription(/Enter an email address in the form name@example.com/);
    await profile.save("email");
    await expect(profile.field("email")).toHaveValue(email);
    expect(site.sentOf("PUT /customers/*")).toHaveLength(0);
  });
}

test("while a number is typed, the caret stays where it is", async ({ customer, page, profile }) => {
  await profile.open(customer.id);
  await profile.edit("phone");
  const field = profile.field("phone");
  await field.fill("+٩٦٦ ٥٠ ٧");
  for (let step = 0; step < 2; step += 1) await page.keyboard.press("ArrowLeft");
  await page.keyboard.insertText("١٢٣");
  await page.keyboard.insertText("٤");
  await expect(field).toHaveValue("+٩٦٦ ٥٠١٢٣٤ ٧");
});

test("a text that was dropped can be taken back", async ({ customer, page, profile }) => {
  await profile.open(customer.id);
  await profile.edit("name");
  const field = profile.field("name");
  await paste(field, "Ada");
  await drop(field, "\u202ABy\u200Bron\u202C");
  await expect(field).toHaveValue("Byron");
  await page.keyboard.press("ControlOrMeta+Z");
  await expect(field).not.toHaveValue(/\u200B/);
});

test("when the window loses focus, the text and the caret stay", async ({ customer, page, profile }) => {
  await profile.open(customer.id);
  await profile.edit("name");
  const field = profile.field("name");
  await field.fill("Ana ");
  // What browsers do at Alt+Tab: the field stays the active one of its document.
  await field.evaluate((element) => element.dispatchEvent(new FocusEvent("blur")));
  await page.keyboard.insertText("Maria");
  await expect(field).toHaveValue("Ana Maria");
});
