// A change is on the screen at once and shown as saved only when it is; undo, discard, and leaving while a save is on its way.

import { LABELS } from "../support/labels.ts";
import { expect, forEachGateway, test } from "../support/test.ts";

const PUT = "PUT /customers/*";
const PHONE = "+44 20 7946 0018";

forEachGateway(() => {
  test("a change is shown at once as being saved, and as saved when the gateway says so", async ({
    customer,
    gateway,
    profile,
    site,
  }) => {
    const gate = site.chaos.hold(PUT);
    await profile.open(customer.id);
    await profile.change("phone", PHONE);
    await expect(profile.summary("phone")).toContainText(PHONE);
    await expect(profile.summary("phone")).toContainText("Saving…");
    await profile.shows("Saving your changes…");
    expect((await gateway.read(customer.id)).phone).toBe(customer.phone);
    gate.open();
    await profile.hasSaved("phone");
    expect((await gateway.read(customer.id)).phone).toBe(PHONE);
  });

  test("a burst of edits costs at most two requests", async ({
    customer,
    gateway,
    people,
    profile,
    site,
  }) => {
    const wanted = people.next();
    const gate = site.chaos.hold(PUT);
    await profile.open(customer.id);
    for (const key of ["name", "email", "phone", "address", "memberId"] as const) {
      await profile.change(key, wanted[key]);
    }
    await expect.poll(() => gate.held).toBe(1);
    gate.open();
    await profile.shows("Your changes are saved");
    expect(site.sentOf(PUT).length).toBeLessThanOrEqual(2);
    expect(await gateway.read(customer.id)).toMatchObject(wanted);
  });

  test("what is typed while a save is on its way is not overwritten by its answer", async ({
    customer,
    gateway,
    profile,
    site,
  }) => {
    const gate = site.chaos.hold(PUT, "answer");
    await profile.open(customer.id);
    await profile.change("phone", PHONE);
    await expect.poll(() => gate.held).toBe(1);
    await profile.edit("phone");
    await profile.field("phone").fill(`${PHONE}9`);
    gate.open();
    await profile.says(`Saved: ${LABELS.phone}`);
    await expect(profile.field("phone")).toHaveValue(`${PHONE}9`);
    await expect(profile.field("phone")).toHaveAccessibleDescription(/Not saved yet/);
    expect((await gateway.read(customer.id)).phone).toBe(PHONE);
  });

  test("the last save can be undone", async ({ customer, gateway, profile, site }) => {
    await profile.open(customer.id);
    await profile.change("phone", PHONE);
    await profile.hasSaved("phone");
    await profile.undo.click();
    await profile.says(`Undone: ${LABELS.phone}`);
    await expect(profile.summary("phone")).toContainText(customer.phone ?? "");
    expect((await gateway.read(customer.id)).phone).toBe(customer.phone);
    expect(site.sentOf(PUT).map(({ body }) => JSON.parse(body))).toEqual([
      { phone: PHONE },
      { phone: customer.phone },
    ]);
  });

  test("leaving while a save is on its way waits for it, and then goes", async ({
    customer,
    gateway,
    page,
    profile,
    site,
  }) => {
    const gate = site.chaos.hold(PUT);
    await profile.open(customer.id);
    await profile.change("phone", PHONE);
    await page.getByRole("link", { name: "Cyrexa" }).click();
    await expect(profile.dialog).toContainText("Your changes are being saved. One moment, please.");
    gate.open();
    await expect(page.getByRole("heading", { name: "What is your name?" })).toBeVisible();
    expect((await gateway.read(customer.id)).phone).toBe(PHONE);
  });
});

test("discarding asks; keeping keeps, discarding shows the stored value again", async ({
  customer,
  profile,
  site,
}) => {
  await profile.open(customer.id);
  await profile.type("phone", PHONE);
  await profile.cancel("phone");
  await expect(profile.dialog).toHaveAccessibleName("Discard your changes?");
  await profile.dialog.getByRole("button", { name: "Keep editing" }).click();
  await expect(profile.field("phone")).toHaveValue(PHONE);
  await profile.cancel("phone");
  await profile.dialog.getByRole("button", { name: "Discard changes" }).click();
  await expect(profile.summary("phone")).toContainText(customer.phone ?? "");
  await profile.says("Your changes were discarded");
  expect(site.sentOf(PUT)).toHaveLength(0);
});

test("a form without changes closes without a question and without a request", async ({
  customer,
  profile,
  site,
}) => {
  await profile.open(customer.id);
  await profile.edit("phone");
  await profile.cancel("phone");
  await expect(profile.summary("phone")).toBeVisible();
  await profile.edit("phone");
  await profile.save("phone");
  await expect(profile.summary("phone")).toBeVisible();
  expect(site.sentOf(PUT)).toHaveLength(0);
});

test("a field says that it is not saved yet", async ({ customer, profile }) => {
  await profile.open(customer.id);
  await profile.type("phone", PHONE);
  await expect(profile.field("phone")).toHaveAccessibleDescription(/Not saved yet/);
  await profile.shows("1 change is not saved yet");
  await profile.type("email", "elsewhere@example.com");
  await profile.shows("2 changes are not saved yet");
});
