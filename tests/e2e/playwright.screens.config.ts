// `npm run screenshots`: phone and desktop, light and dark, English and Arabic.

import { defineConfig } from "@playwright/test";
import tests from "./playwright.config.ts";

const devices = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } };
const schemes = ["light", "dark"] as const;
const languages = ["english", "arabic"];

export default defineConfig(tests, {
  testDir: "screens",
  projects: Object.entries(devices).flatMap(([device, viewport]) =>
    schemes.flatMap((colorScheme) =>
      languages.map((language) => ({
        name: `${device}-${colorScheme}-${language}`,
        use: { viewport, colorScheme },
      })),
    ),
  ),
});
