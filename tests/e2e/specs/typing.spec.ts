// Ways to type that send more, or other, key events than one per character: an input method, a key that is held down.

import type { CDPSession, Page } from "@playwright/test";
import { LABELS } from "../support/labels.ts";
import { expect, test } from "../support/test.ts";

const PHONE = "+44 20 7946 0018";

async function inputMethod(page: Page): Promise<CDPSession> {
  return page.context().newCDPSession(page);
}

/** What is underlined in the input while candidates are offered. */
const compose = (session: CDPSession, text: string) =>
  session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });

test("text that is being composed outlives a change from elsewhere, and its Enter saves nothing", async ({
  customer,
  gateway,
  page,
  profile,
  site,
  watch,
}) => {
  watch.allowFailures(412);
  await profile.open(customer.id);
  await expect.poll(() => site.sentOf("GET /customers/*/events").length).toBe(1);
  await profile.edit("name");
  await profile.field("name").fill("");
  const session = await inputMethod(page);
  await compose(session, "やまだ");
  // The member number shows when the change has arrived.
  await gateway.change(customer.id, { name: "Jiro", memberId: "M-77" });
  await expect(profile.field("memberId")).toHaveValue("M-77");
  await expect(profile.field("name")).toHaveValue("やまだ");
  await compose(session, "山田");
  await expect(profile.field("name")).toHaveValue("山田");
  // Enter takes the candidate: the input method's key, not ours.
  await session.send("Input.dispatchKeyEvent", {
    type: "rawKeyDown",
    windowsVirtualKeyCode: 229,
    key: "Process",
    code: "Enter",
  });
  await session.send("Input.insertText", { text: "山田" });
  await session.send("Input.dispatchKeyEvent", { type: "keyUp", windowsVirtualKeyCode: 13, key: "Enter" });
  // Safari's last Enter comes after the composition has ended.
  await profile.field("name").evaluate((field) => {
    for (const type of ["keydown", "keyup"]) {
      field.dispatchEvent(new KeyboardEvent(type, { key: "Enter", keyCode: 229, bubbles: true }));
    }
  });
  await compose(session, "たろう");
  await session.send("Input.insertText", { text: "太郎" });
  await expect(profile.field("name")).toHaveValue("山田太郎");
  expect(site.sentOf("PUT /customers/*")).toHaveLength(0);
  await profile.save("name");
  await page.getByRole("radio", { name: "Keep mine" }).check();
  await page.getByRole("button", { name: "Save my choice" }).click();
  await profile.hasSaved("name");
  expect(await gateway.read(customer.id)).toMatchObject({ name: "山田太郎", memberId: "M-77" });
});

/** With its repetitions, as the keyboard sends them. */
async function holdEnter(page: Page): Promise<void> {
  for (let times = 0; times < 12; times += 1) await page.keyboard.down("Enter");
  await page.keyboard.up("Enter");
}

test("Enter held down in a field saves once", async ({ customer, gateway, page, profile, site }) => {
  await profile.open(customer.id);
  await profile.type("phone", PHONE);
  const gate = site.chaos.hold("PUT /customers/*");
  await profile.field("phone").focus();
  await holdEnter(page);
  gate.open();
  // Only what is said: a repetition that comes once the form has closed presses "Edit", which then has the focus.
  await profile.says(`Saved: ${LABELS.phone}`);
  expect(site.sentOf("PUT /customers/*")).toHaveLength(1);
  expect((await gateway.read(customer.id)).phone).toBe(PHONE);
});

test("Enter held down on the last button creates one customer", async ({
  gateway,
  onboarding,
  page,
  people,
  site,
}) => {
  const person = people.next();
  await onboarding.open();
  await onboarding.fill(person);
  const gate = site.chaos.hold("POST /customers");
  await onboarding.create.focus();
  await holdEnter(page);
  gate.open();
  await expect(onboarding.heading("Welcome,")).toContainText(person.name);
  expect(site.sentOf("POST /customers")).toHaveLength(1);
  expect(await gateway.count()).toBe(1);
});
