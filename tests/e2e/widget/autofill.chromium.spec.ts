// Chromium's own autofill, by its protocol: it finds the fields in both DOM modes, and the form takes what it writes.

import { type Key, LABELS } from "../support/labels.ts";
import { expect, forEachDom, test } from "./support/test.ts";

const ADDRESS = {
  NAME_FULL: "Grace Hopper",
  EMAIL_ADDRESS: "grace.hopper@example.com",
  PHONE_HOME_WHOLE_NUMBER: "+442380550199",
  ADDRESS_HOME_STREET_ADDRESS: "7 Harbour Road",
  ADDRESS_HOME_CITY: "Southampton",
  ADDRESS_HOME_ZIP: "SO14 2AQ",
  ADDRESS_HOME_COUNTRY: "GB",
};

const fields = Object.entries(ADDRESS).map(([name, value]) => ({ name, value }));

interface Filled {
  filledFields: { name: string; value: string; fillingStrategy: string }[];
}

/** The protocol's autofill part is not in Playwright's types. */
interface Protocol {
  send(
    method: string,
    parameters?: object,
  ): Promise<{ result: { objectId: string }; node: { backendNodeId: number } }>;
  on(event: string, listener: (filled: Filled) => void): void;
}

/** Fills from one field on, as a person does who chooses a suggestion there. */
async function fillFrom(session: Protocol, name: string): Promise<void> {
  const expression = `(document.querySelector("cyrexa-customer").shadowRoot ?? document).querySelector('[name="${name}"]')`;
  const { result } = await session.send("Runtime.evaluate", { expression });
  const { node } = await session.send("DOM.describeNode", { objectId: result.objectId });
  await session.send("Autofill.trigger", { fieldId: node.backendNodeId, address: { fields } });
}

const STEPS = [
  { from: "name", filled: { name: "Grace Hopper" } },
  { from: "email", filled: { email: "grace.hopper@example.com", phone: /^\+?[\d ]*380 ?55 ?0199$/ } },
  { from: "address", filled: { address: /7 Harbour Road/ } },
] as const;

forEachDom(() => {
  test("each step is filled from the person's address, and the form has it", async ({
    context,
    page,
    people,
    widget,
  }) => {
    people.know({ name: ADDRESS.NAME_FULL, email: ADDRESS.EMAIL_ADDRESS });
    await widget.open();
    const session = (await context.newCDPSession(page)) as unknown as Protocol;
    const strategies: Record<string, string> = {};
    session.on("Autofill.addressFormFilled", ({ filledFields }) => {
      for (const { name, value, fillingStrategy } of filledFields)
        if (value) strategies[name] = fillingStrategy;
    });
    await session.send("Autofill.enable");
    await session.send("Autofill.setAddresses", { addresses: [{ fields }] });
    for (const { from, filled } of STEPS) {
      await page.getByRole("textbox", { name: LABELS[from] }).focus();
      await fillFrom(session, from);
      for (const [name, value] of Object.entries(filled) as [Key, string | RegExp][]) {
        await expect(page.getByRole("textbox", { name: LABELS[name] })).toHaveValue(value);
      }
      await page.getByRole("button", { name: "Continue" }).click();
    }
    await expect(page.getByRole("heading", { name: "Is everything right?" })).toBeVisible();
    const value = await widget.call((element) => element.getValue());
    expect(value).toMatchObject({ name: ADDRESS.NAME_FULL, email: ADDRESS.EMAIL_ADDRESS, memberId: "" });
    expect(value?.["address"]).toContain("7 Harbour Road");
    // By what the form says of its fields, not by what the browser guesses.
    const fieldsFilled = ["name", "email", "phone", "address"];
    await expect
      .poll(() => strategies)
      .toEqual(Object.fromEntries(fieldsFilled.map((name) => [name, "autocompleteAttribute"])));
  });
});
