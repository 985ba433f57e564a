// A bad day, on demand: CYREXA_STRESS=300 makes every answer, every file and every told event up to so many milliseconds late, each
// by its own chance, and Chromium four times as slow (CYREXA_SLOWER=1: as it is, for a machine that other work makes slow; the
// browser's own brake burns what it takes away). What a spec takes for granted and only mostly is so, fails then.

import type { Page } from "@playwright/test";

const LONGEST = Number(process.env["CYREXA_STRESS"] || 0);
const TIMES_SLOWER = Number(process.env["CYREXA_SLOWER"] || 4);

/** Waits a while, if this is a bad day. */
export async function delay(): Promise<void> {
  if (LONGEST > 0) await new Promise((go) => setTimeout(go, Math.random() * LONGEST));
}

/** Gives the page a slow machine, if this is a bad day. */
export async function slowDown(page: Page): Promise<void> {
  if (LONGEST === 0 || TIMES_SLOWER === 1 || page.context().browser()?.browserType().name() !== "chromium") return;
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: TIMES_SLOWER });
}
