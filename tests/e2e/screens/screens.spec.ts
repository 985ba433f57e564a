// Pictures of every state of every screen, to be looked at: results/screens/DEVICE-SCHEME-LANGUAGE/STATE.png.

import { speak, STATES } from "../support/states.ts";
import { test } from "../support/test.ts";

for (const { name, reach } of STATES) {
  test(name, async ({ network, page, site, gateway, people, watch, onboarding, profile }, info) => {
    await reach({ network, page, site, gateway, people, watch, onboarding, profile });
    if (info.project.name.endsWith("arabic")) await speak(page, "ar");
    const path = `results/screens/${info.project.name}/${name.replaceAll(/[ ,]+/g, "-")}.png`;
    // Behind a dialog is only as much as a person sees of it.
    const fullPage = !(await page.getByRole("dialog").isVisible());
    await page.screenshot({ path, fullPage, animations: "disabled" });
  });
}
