// A state of a screen, judged as people with other needs meet it: axe in light and dark, wide and at 320 CSS pixels (which is
// also 400 % zoom of a 1280 px window), and nothing to scroll sideways.

import { resize, showAs } from "./switches.ts";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
/** Pairs that meet every width and every scheme in each direction of writing: axe is slow. */
const LOOKS = {
  ltr: [
    { width: 320, colorScheme: "light" },
    { width: 1280, colorScheme: "dark" },
  ],
  rtl: [
    { width: 320, colorScheme: "dark" },
    { width: 1280, colorScheme: "light" },
  ],
} as const;

/** Expects nothing to be found in this state, in the looks of a direction of writing; leaves the page in the last. */
export async function expectAccessible(page: Page, state: string, direction: "ltr" | "rtl"): Promise<void> {
  for (const { width, colorScheme } of LOOKS[direction]) {
    await resize(page, width, 800);
    // Without motion: a colour on its way from one scheme to the other is neither.
    await showAs(page, { colorScheme, reducedMotion: "reduce" });
    await expectNoSidewaysScrolling(page, `${state}, ${width} px`);
    expect(await findings(page), `${state}, ${width} px, ${colorScheme}`).toEqual([]);
  }
}

export async function expectNoSidewaysScrolling(page: Page, state: string): Promise<void> {
  const [needed = 0, there = 0] = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return [scrollWidth, clientWidth];
  });
  expect(needed, `width needed in ${state}`).toBeLessThanOrEqual(there);
}

/** A line per finding: the rule, the element, what axe says of it. */
async function findings(page: Page): Promise<string[]> {
  // Legacy mode runs in this page alone; the other opens a second page, which a policy test would count.
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).setLegacyMode(true).analyze();
  return violations.flatMap((violation) =>
    violation.nodes.map(
      (node) => `${violation.id}: ${node.html}\n  ${node.failureSummary?.replaceAll("\n", "\n  ")}`,
    ),
  );
}
