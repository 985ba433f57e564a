// Every state of every screen is for everybody: left to right and right to left, light and dark, wide and narrow.

import { resize } from "../support/switches.ts";
import { expectAccessible, expectNoSidewaysScrolling } from "../support/accessibility.ts";
import { speak, STATES } from "../support/states.ts";
import { expect, test } from "../support/test.ts";

for (const { name, reach } of STATES) {
  test(`${name}: nothing is found`, async ({
    network,
    page,
    site,
    gateway,
    people,
    watch,
    onboarding,
    profile,
  }) => {
    await reach({ network, page, site, gateway, people, watch, onboarding, profile });
    await expectAccessible(page, `${name}, English`, "ltr");
    await speak(page, "ar");
    await expectAccessible(page, `${name}, Arabic`, "rtl");
  });
}

test("text at twice its size needs no sideways scrolling", async ({
  page,
  people,
  gateway,
  profile,
  onboarding,
}) => {
  const { id } = await gateway.create(people.next());
  const enlarge = () => page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
  await onboarding.open();
  await enlarge();
  await expectNoSidewaysScrolling(page, "onboarding, large text");
  await profile.open(id);
  await profile.edit("email");
  await enlarge();
  await expectNoSidewaysScrolling(page, "profile, large text");
});

test("the longest words that may be stored need no sideways scrolling", async ({
  page,
  gateway,
  profile,
  onboarding,
}) => {
  await resize(page, 320, 640);
  const person = {
    name: "W".repeat(100),
    email: `${"w".repeat(60)}@${"w".repeat(35)}.com`,
    address: "W".repeat(200),
    phone: "+441234567890123",
    memberId: "W".repeat(50),
  };
  const { id } = await gateway.create({ ...person, email: person.email.replace("w", "v") });
  await profile.open(id);
  await expectNoSidewaysScrolling(page, "profile, longest words");
  for (const key of ["name", "email", "address"] as const) await profile.edit(key);
  await expectNoSidewaysScrolling(page, "profile, longest words, editing");
  await onboarding.open();
  await onboarding.fill(person);
  await expectNoSidewaysScrolling(page, "review, longest words");
  await onboarding.create.click();
  await expect(onboarding.heading("Welcome,")).toBeVisible();
  await expectNoSidewaysScrolling(page, "welcome, longest words");
});
