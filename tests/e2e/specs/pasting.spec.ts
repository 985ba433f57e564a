// What comes with a copied text and cannot be seen, a person cannot take out again: the page does, where it is pasted.

import type { Key } from "../support/labels.ts";
import { paste } from "../support/paste.ts";
import { expect, test } from "../support/test.ts";

const cases: { key: Key; what: string; text: string; shown: string }[] = [
  {
    key: "phone",
    what: "a number as telephones and messengers copy it, in marks of its direction",
    text: "\u202A+44 20 7946 0018\u202C",
    shown: "+44 20 7946 0018",
  },
  {
    key: "phone",
    what: "a number as web pages write it, in spaces that do not break",
    text: "+44\u00A020\u202F7946\u00A00018",
    shown: "+44 20 7946 0018",
  },
  {
    key: "email",
    what: "an address behind a zero-width space",
    text: "\u200Bada.lovelace@example.com",
    shown: "ada.lovelace@example.com",
  },
  { key: "name", what: "a name behind a right-to-left mark", text: "\u200Fليلى حداد", shown: "ليلى حداد" },
  {
    key: "name",
    what: "a name with a joiner of its own",
    text: "علی\u200Cرضا\u2069",
    shown: "علی\u200Cرضا",
  },
  {
    key: "address",
    what: "lines with a byte order mark",
    text: "\uFEFF1 Harbour Road\nSouthampton",
    shown: "1 Harbour Road\nSouthampton",
  },
];

for (const { key, what, text, shown } of cases) {
  test(`${what}: pasted as it is seen, and saved`, async ({ customer, gateway, profile }) => {
    await profile.open(customer.id);
    await profile.edit(key);
    await paste(profile.field(key), text);
    await expect(profile.field(key)).toHaveValue(shown);
    await profile.save(key);
    await profile.hasSaved(key);
    expect((await gateway.read(customer.id))[key]).toBe(shown);
  });
}

test("pasting goes in where the caret is, and can be taken back", async ({ customer, page, profile }) => {
  await profile.open(customer.id);
  await profile.edit("name");
  const field = profile.field("name");
  await paste(field, "Ada  Byron");
  for (let step = 0; step < " Byron".length; step += 1) await page.keyboard.press("ArrowLeft");
  await page.keyboard.insertText("King");
  await expect(field).toHaveValue("Ada King Byron");
  await paste(field, "\u200EAugusta");
  await expect(field).toHaveValue("Augusta");
  await page.keyboard.press("ControlOrMeta+Z");
  await expect(field).toHaveValue("Ada King Byron");
});

test("what can be seen is pasted as it is, and judged", async ({ customer, profile }) => {
  await profile.open(customer.id);
  await profile.edit("phone");
  await paste(profile.field("phone"), "0800/CYREXA");
  await profile.field("phone").blur();
  await expect(profile.field("phone")).toHaveValue("0800/CYREXA");
  await expect(profile.field("phone")).toHaveAccessibleDescription(/Enter a phone number of 7 to 15 digits/);
});
