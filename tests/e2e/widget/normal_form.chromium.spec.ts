// A text dropped on a field of the element, by Chromium's protocol: cleaned as a pasted one, and Ctrl+Z takes it back.

import { drop } from "../support/ways_in.ts";
import { expect, forEachDom, test } from "./support/test.ts";

forEachDom(() => {
  test("what is dropped is shown as it is seen, and can be taken back", async ({
    customer,
    page,
    profile,
    widget,
  }) => {
    await widget.open({ "customer-id": customer.id });
    await profile.edit("phone");
    const field = profile.field("phone");
    await drop(field, "\u202A+\u0664\u0664 20 7946\u00A00018\u202C");
    await expect(field).toHaveValue("+44 20 7946 0018");
    await page.keyboard.press("ControlOrMeta+Z");
    await expect(field).toHaveValue("");
  });
});
