// How the widget's specs run: Chromium and Firefox of the system. What needs Chromium's own protocol is in `*.chromium.spec.ts`.

import { defineConfig } from "@playwright/test";
import tests from "./playwright.config.ts";
import { FIREFOX } from "./widget/support/environment.ts";

export default defineConfig(tests, {
  testDir: "widget",
  // Pictures prove nothing: they are for looking at.
  testMatch: process.env["CYREXA_SCREENS"] ? "screens.spec.ts" : "*.spec.ts",
  testIgnore: process.env["CYREXA_SCREENS"] ? [] : ["screens.spec.ts"],
  outputDir: "results/widget-traces",
  projects: [
    { name: "chromium" },
    {
      name: "firefox",
      testIgnore: ["*.chromium.spec.ts", "screens.spec.ts"],
      use: {
        browserName: "firefox",
        // By WebDriver BiDi: Playwright's own build of Firefox is not needed.
        launchOptions: { channel: "moz-firefox", executablePath: FIREFOX, args: [] },
      },
    },
  ],
});
