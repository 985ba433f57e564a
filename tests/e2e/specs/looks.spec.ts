// Language and appearance: as the device says, until a person chooses; the choice stays.

import { resize, showAs } from "../support/switches.ts";
import { expect, test } from "../support/test.ts";
import { phoneFromLeftToRight } from "../support/visual_order.ts";
import { wordsOn } from "../support/words_on_page.ts";
import type { Page } from "@playwright/test";

const root = (page: Page) => page.getByRole("document").or(page.locator("html")).first();

/** 0 is black, 1 is white. */
async function brightness(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.createElement("canvas").getContext("2d");
    if (!canvas) throw new Error("no canvas");
    for (const element of [document.documentElement, document.body]) {
      canvas.fillStyle = getComputedStyle(element).backgroundColor;
      canvas.fillRect(0, 0, 1, 1);
    }
    const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return (red + green + blue) / 765;
  });
}

test("a chosen language turns the page around, says everything, and stays", async ({ page }) => {
  await page.goto("/");
  await expect(root(page)).toHaveAttribute("dir", "ltr");
  await page.getByRole("combobox", { name: "Language" }).selectOption("العربية");
  await expect(root(page)).toHaveAttribute("dir", "rtl");
  await expect(root(page)).toHaveAttribute("lang", "ar");
  await page.reload();
  await expect(root(page)).toHaveAttribute("dir", "rtl");
  await page.getByRole("combobox").first().selectOption("English");
  await expect(root(page)).toHaveAttribute("dir", "ltr");
  await expect(page.getByRole("heading", { name: "What is your name?" })).toBeVisible();
});

test("what was typed survives a change of language", async ({ page, onboarding }) => {
  await onboarding.open();
  await onboarding.field("name").fill("Ada");
  await page.getByRole("combobox", { name: "Language" }).selectOption("العربية");
  await expect(page.getByRole("textbox").first()).toHaveValue("Ada");
});

test("a language that cannot be fetched leaves the page in the one that it speaks, and the switch says so", async ({
  network,
  page,
  onboarding,
  watch,
}) => {
  watch.allowFailures("network");
  await onboarding.open();
  await network.goes();
  const language = page.getByRole("combobox", { name: "Language" });
  await language.selectOption("العربية");
  await expect(page.getByText("You are offline").first()).toBeVisible();
  await expect(language).toHaveValue("en");
  await expect(root(page)).toHaveAttribute("dir", "ltr");
});

test.describe("on an Arabic device", () => {
  test.use({ locale: "ar-EG" });

  /** Names and examples that are written the same everywhere. */
  const foreign =
    /Cyrexa|English|Merchant 1|name@example\.com|visa|mastercard|amex|american express|discover/gi;

  test("no English word is on any page", async ({ page, people, gateway, watch }) => {
    watch.allowFailures(404);
    const person = people.next({
      name: "ليلى حداد",
      address: "١٢ شارع النيل",
      memberId: "٤٤-٧",
      email: "0@0.0",
    });
    const { id } = await gateway.create(person);
    for (const path of ["/", `/customers/${id}`, "/customers/999999", "/elsewhere"]) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(root(page)).toHaveAttribute("dir", "rtl");
      const words = (await wordsOn(page)).replaceAll(foreign, "");
      expect(words.match(/[A-Za-z]{2,}/g) ?? [], path).toEqual([]);
    }
  });

  test("a phone number is read from left to right", async ({ page, people, gateway }) => {
    const { id } = await gateway.create(people.next({ phone: "+47 (55) 55-01 42" }));
    await page.goto(`/customers/${id}`);
    const phone = page.getByRole("definition").filter({ hasText: "+47" });
    await expect(phone).toBeVisible();
    expect(await phoneFromLeftToRight(phone)).toBe("+47(55)550142");
  });
});

for (const [device, brightDevice] of [
  ["light", true],
  ["dark", false],
] as const) {
  test.describe(`on a ${device} device`, () => {
    test.use({ colorScheme: device });

    test("the page looks like the device, until a person chooses; the choice stays", async ({ page }) => {
      const isBright = async () => (await brightness(page)) > 0.5;
      const choose = (name: string) => page.getByRole("combobox", { name: "Appearance" }).selectOption(name);
      await page.goto("/");
      await expect.poll(isBright).toBe(brightDevice);
      await choose(brightDevice ? "Dark" : "Light");
      await expect.poll(isBright).toBe(!brightDevice);
      await page.reload();
      await expect.poll(isBright).toBe(!brightDevice);
      await choose("Same as device");
      await expect.poll(isBright).toBe(brightDevice);
    });
  });
}

test.describe("where motion is unwelcome", () => {
  test.use({ contextOptions: { reducedMotion: "reduce" } });

  test("nothing moves, not even while loading", async ({ page, people, site, gateway }) => {
    const { id } = await gateway.create(people.next());
    site.chaos.hold("GET /customers/*");
    await page.goto(`/customers/${id}`);
    await expect(page.getByText("Loading your profile…").first()).toBeAttached();
    const moving = await page.evaluate(() => {
      const long = (animation: Animation) => Number(animation.effect?.getComputedTiming().endTime ?? 0) > 10;
      return document.getAnimations().filter(long).length;
    });
    expect(moving).toBe(0);
  });
});

test("on paper stands what is known, and nothing that one could press", async ({
  customer,
  gateway,
  page,
  profile,
  watch,
}) => {
  watch.allowFailures(412);
  await profile.open(customer.id);
  await showAs(page, { media: "print" });
  await expect(profile.summary("address")).toBeVisible();
  await expect(page.getByText("Mastercard")).toBeVisible();
  await expect(page.getByRole("button")).toHaveCount(0);
  await expect(page.getByRole("combobox")).toHaveCount(0);
  await showAs(page, { media: "screen" });
  await profile.type("phone", "+44 20 7946 0018");
  await gateway.change(customer.id, { phone: "+44 20 7946 0999" });
  await profile.save("phone");
  await expect(profile.dialog).toBeVisible();
  await showAs(page, { media: "print" });
  await expect(profile.dialog).toBeHidden();
  await showAs(page, { media: "screen" });
  await page.goto("/elsewhere");
  await expect(page.getByRole("link", { name: "Go to the start page" })).toBeVisible();
  await showAs(page, { media: "print" });
  await expect(page.getByRole("link", { name: "Go to the start page" })).toBeHidden();
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in forced colours, ${colorScheme}`, () => {
    test.use({ contextOptions: { forcedColors: "active" }, colorScheme });

    test("the meter shows how much is filled in", async ({ gateway, page, people, profile }) => {
      const { name, email } = people.next();
      await profile.open((await gateway.create({ name, email })).id);
      const picture = (await page.getByRole("progressbar").screenshot()).toString("base64");
      // Two of five details: the middle of the first fifth against the middle of the last.
      const [full, empty] = await page.evaluate(async (picture) => {
        const image = new Image();
        image.src = `data:image/png;base64,${picture}`;
        await image.decode();
        const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d", {
          willReadFrequently: true,
        });
        canvas?.drawImage(image, 0, 0);
        return [0.1, 0.9].map((at) =>
          canvas?.getImageData(image.width * at, image.height / 2, 1, 1).data.join(),
        );
      }, picture);
      expect(full).not.toBe(empty);
    });
  });
}

test("on a phone nothing below moves while a save is told of", async ({ customer, page, profile, site }) => {
  await resize(page, 390, 844);
  await profile.open(customer.id);
  const top = async () => (await profile.section("name").boundingBox())?.y;
  const before = await top();
  const gate = site.chaos.hold("PUT /customers/*");
  await profile.change("phone", "+44 20 7946 0018");
  await profile.shows("Saving your changes…");
  await page.evaluate(() => scrollTo(0, 0));
  expect(await top()).toBe(before);
  gate.open();
  await expect(profile.undo).toBeVisible();
  expect(await top()).toBe(before);
});
