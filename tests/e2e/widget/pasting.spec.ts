// Pasting works in every place the element can be drawn: the browsers' ways into a shadow root differ.

import { paste } from "../support/paste.ts";
import { expect, forEachDom, test } from "./support/test.ts";

forEachDom(() => {
  for (const { key, text, shown } of [
    { key: "phone", text: "\u202A+44\u00A020\u00A07946\u00A00018\u202C", shown: "+44 20 7946 0018" },
    { key: "email", text: "ada\u200B@example.com", shown: "ada@example.com" },
    { key: "address", text: "1 Harbour\u200E Road\nSouthampton", shown: "1 Harbour\u200E Road\nSouthampton" },
  ] as const) {
    test(`${key}: pasted as it is seen, told, and saved`, async ({ customer, gateway, profile, widget }) => {
      await widget.open({ "customer-id": customer.id });
      await profile.edit(key);
      await paste(profile.field(key), text);
      await expect(profile.field(key)).toHaveValue(shown);
      expect(await widget.call((element) => element.getValue())).toMatchObject({ [key]: shown });
      await profile.save(key);
      await profile.hasSaved(key);
      expect((await gateway.read(customer.id))[key]).toBe(shown);
    });
  }
});
