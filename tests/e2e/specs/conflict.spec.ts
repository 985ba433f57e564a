// Somebody else changed the profile before a save arrived: other fields merge silently, the same field is asked about.

import { LABELS } from "../support/labels.ts";
import { expect, forEachGateway, test } from "../support/test.ts";

const PUT = "PUT /customers/*";
const MINE = "+44 20 7946 0018";
const THEIRS = "+44 20 7946 0999";

forEachGateway((kind) => {
  test.beforeEach(async ({ customer, profile, site, watch }) => {
    watch.allowFailures(412);
    // The page is not notified before it saves.
    site.chaos.hold("GET /customers/*/events");
    await profile.open(customer.id);
  });

  test.describe("of the same field", () => {
    test.beforeEach(async ({ customer, gateway, profile }) => {
      await profile.type("phone", MINE);
      await gateway.change(customer.id, { phone: THEIRS });
      await profile.save("phone");
      await expect(profile.dialog).toHaveAccessibleName("This profile was also changed elsewhere");
    });

    test("shows what it was, mine and theirs, and saves nothing by itself", async ({
      customer,
      gateway,
      profile,
    }) => {
      const clash = profile.dialog.getByRole("group", { name: LABELS.phone });
      for (const value of [customer.phone ?? "", MINE, THEIRS]) await expect(clash).toContainText(value);
      expect((await gateway.read(customer.id)).phone).toBe(THEIRS);
    });

    test("keeping mine saves mine", async ({ customer, gateway, profile }) => {
      await profile.dialog.getByRole("radio", { name: "Keep mine" }).check();
      await profile.dialog.getByRole("button", { name: "Save my choice" }).click();
      await expect(profile.dialog).toBeHidden();
      await profile.hasSaved("phone");
      expect((await gateway.read(customer.id)).phone).toBe(MINE);
    });

    test("taking theirs shows theirs and sends nothing more", async ({
      customer,
      gateway,
      profile,
      site,
    }) => {
      const sent = site.sentOf(PUT).length;
      await profile.dialog.getByRole("radio", { name: "Take theirs" }).check();
      await profile.dialog.getByRole("button", { name: "Save my choice" }).click();
      await expect(profile.dialog).toBeHidden();
      await expect(profile.summary("phone")).toContainText(THEIRS);
      expect(site.sentOf(PUT)).toHaveLength(sent);
      expect((await gateway.read(customer.id)).phone).toBe(THEIRS);
    });

    test("writing something else saves that, once the rules agree", async ({
      customer,
      gateway,
      profile,
    }) => {
      const { dialog } = profile;
      await dialog.getByRole("radio", { name: "Write something else" }).check();
      await dialog.getByRole("textbox", { name: LABELS.phone }).fill("12");
      await dialog.getByRole("button", { name: "Save my choice" }).click();
      await expect(dialog.getByText(/Enter a phone number of 7 to 15 digits/)).toBeVisible();
      await dialog.getByRole("textbox", { name: LABELS.phone }).fill("+44 20 7946 0777");
      await dialog.getByRole("button", { name: "Save my choice" }).click();
      await expect(dialog).toBeHidden();
      await profile.hasSaved("phone");
      expect((await gateway.read(customer.id)).phone).toBe("+44 20 7946 0777");
    });

    test("deciding later loses nothing, and a banner leads back", async ({
      customer,
      gateway,
      page,
      profile,
    }) => {
      await page.keyboard.press("Escape");
      await expect(profile.dialog).toBeHidden();
      await expect(profile.summary("phone")).toContainText(MINE);
      await expect(profile.summary("phone")).toContainText("Not saved: it was also changed elsewhere");
      await page.getByRole("button", { name: "Choose now" }).click();
      await profile.dialog.getByRole("button", { name: "Save my choice" }).click();
      await profile.hasSaved("phone");
      expect((await gateway.read(customer.id)).phone).toBe(MINE);
    });
  });

  test("of two fields can be answered for both at once", async ({ customer, gateway, people, profile }) => {
    const [mine, theirs] = [people.next(), people.next()];
    await profile.type("phone", mine.phone);
    await profile.type("name", mine.name);
    await gateway.change(customer.id, { phone: theirs.phone, name: theirs.name });
    await profile.save("name");
    await profile.dialog.getByRole("button", { name: "Keep all of mine" }).click();
    await expect(profile.dialog).toBeHidden();
    await profile.shows("Your changes are saved");
    expect(await gateway.read(customer.id)).toMatchObject({ phone: mine.phone, name: mine.name });
  });

  test("of other fields is merged without a question, and said", async ({
    customer,
    gateway,
    people,
    profile,
    site,
  }) => {
    const theirs = people.next();
    await profile.type("phone", MINE);
    await gateway.change(customer.id, { name: theirs.name });
    await profile.save("phone");
    await profile.says(`up to date here: ${LABELS.name}`);
    await expect(profile.summary("phone")).toContainText("Saved");
    await expect(profile.summary("name")).toContainText(theirs.name);
    await expect(profile.dialog).toBeHidden();
    expect(await gateway.read(customer.id)).toMatchObject({ phone: MINE, name: theirs.name });
    const conditions = site.sentOf(PUT).map(({ headers }) => headers["if-match"]);
    expect(conditions.every((etag) => (kind === "full" ? etag : !etag))).toBe(true);
  });

  test("that is none, because both wrote the same, asks nothing", async ({ customer, gateway, profile }) => {
    await profile.type("phone", MINE);
    await gateway.change(customer.id, { phone: MINE });
    await profile.save("phone");
    await expect(profile.summary("phone")).toContainText(MINE);
    await expect(profile.summary("phone")).not.toContainText(/Saving|Not saved/);
    await expect(profile.dialog).toBeHidden();
  });
});

test("a gateway without versions is said to notice less", async ({ customer, page, profile, site }) => {
  expect(site.sent).toHaveLength(0);
  await profile.open(customer.id);
  await expect(page.getByText("at the very same moment, we may not notice")).toHaveCount(0);
});

test.describe("against a gateway without versions", () => {
  test.use({ gatewayOptions: { documentedOnly: true } });

  test("the page says what it cannot promise", async ({ customer, profile }) => {
    await profile.open(customer.id);
    await profile.shows("Should someone else save this profile at the very same moment, we may not notice.");
  });
});
