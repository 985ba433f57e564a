// How the specs run: the system's own Chromium, two at a time. A spec that needs a second try is a bug: README.md.

import { defineConfig } from "@playwright/test";
import { CHROME, CHROME_FLAGS } from "./support/environment.ts";
import type { Options } from "./support/test.ts";

export default defineConfig<Options>({
  testDir: "specs",
  outputDir: "results/traces",
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  retries: 0,
  // Long enough for a machine that does ten other things: a limit ends what hangs, it measures nothing.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: "line",
  use: {
    browserName: "chromium",
    launchOptions: { executablePath: CHROME, args: CHROME_FLAGS, chromiumSandbox: false },
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    viewport: { width: 1280, height: 800 },
    screenshot: "only-on-failure",
  },
});
