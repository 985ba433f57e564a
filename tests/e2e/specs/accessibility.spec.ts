// Every state of every screen is for everybody: left to right and right to left, light and dark, wide and narrow.

import { expectAccessible, expectNoSidewaysScrolling } from "../support/accessibility.ts";
import { speak, STATES } from "../support/states.ts";
import { test } from "../support/test.ts";

for (const { name, reach } of STATES) {
  test(`${name}: nothing is found`, async ({
    context,
    page,
    site,
    gateway,
    people,
    watch,
    onboarding,
    profile,
  }) => {
    await reach({ context, page, site, gateway, people, watch, onboarding, profile });
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
