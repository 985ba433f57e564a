// A module that traps: a real one, as a panic is one in the release build, at its next call to the browser.

import type { Page } from "@playwright/test";
import type { Watch } from "./watch.ts";

/** Before the page is opened. What browsers say of a trap is to be expected then. */
export async function prepareTrap(page: Page, watch: Watch): Promise<void> {
  watch.allow(/unreachable|RuntimeError|recursive use|closure invoked/);
  await page.addInitScript(() => {
    const unreachable = new Uint8Array([
      0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 116, 0, 0, 10, 5, 1, 3, 0, 0,
      11,
    ]);
    const fall = () => {
      const { exports } = new WebAssembly.Instance(new WebAssembly.Module(unreachable));
      (exports["t"] as () => void)();
    };
    Reflect.set(globalThis, "fall", fall);
    const start = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = (source, imports = {}) => {
      const all = Object.values(imports)[0] as Record<string, (...all: unknown[]) => unknown>;
      for (const [name, original] of Object.entries(all)) {
        if (typeof original !== "function") continue;
        all[name] = (...rest) => {
          if (Reflect.get(globalThis, "trap") === true) {
            Reflect.set(globalThis, "trap", false);
            fall();
          }
          return original(...rest);
        };
      }
      return start(source, imports);
    };
  });
}

/** The next call from the module to the browser meets it. */
export const trapNext = (page: Page): Promise<unknown> =>
  page.evaluate(() => Reflect.set(globalThis, "trap", true));
