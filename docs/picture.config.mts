// Makes docs/profile-light.png again: see docs/picture.spec.mts for how.

import tests from "../tests/e2e/playwright.config.ts";

export default {
  ...tests,
  testDir: ".",
  testMatch: "picture.spec.mts",
  outputDir: "../tests/e2e/results/picture",
  use: { ...tests.use, viewport: { width: 1040, height: 700 }, deviceScaleFactor: 2, colorScheme: "light" },
};
