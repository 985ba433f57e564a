// What is put on a page and taken off again leaves nothing behind.

import type { CDPSession } from "@playwright/test";
import { expect, forEachDom, test } from "./support/test.ts";

const ROUNDS = 100;
/** What use fills for good, ever more slowly: compiled code, inline caches, the pool of the module's memory. */
const WARM_UP = 100;
const PART = 0.02;

/** The module's memory is the glue's own: seen where the module is made. */
const SEE_MEMORY = `
const made = WebAssembly.instantiateStreaming;
WebAssembly.instantiateStreaming = async (...given) => {
  const result = await made(...given);
  globalThis.wasmBytes = () => Object.values(result.instance.exports).find((one) => one instanceof WebAssembly.Memory)?.buffer.byteLength;
  return result;
};`;

async function heap(session: CDPSession): Promise<number> {
  // Twice: what one round frees may hold on to more.
  for (let round = 0; round < 2; round += 1) await session.send("HeapProfiler.collectGarbage");
  return (await session.send("Runtime.getHeapUsage")).usedSize;
}

async function listeners(session: CDPSession): Promise<string[]> {
  const found: string[] = [];
  for (const expression of ["window", "document", "document.documentElement", "document.body"]) {
    const { result } = await session.send("Runtime.evaluate", { expression });
    const { listeners } = await session.send("DOMDebugger.getEventListeners", {
      objectId: result.objectId ?? "",
    });
    found.push(...listeners.map(({ type }) => `${expression} ${type}`));
  }
  return found.sort();
}

forEachDom((dom) => {
  test(`${ROUNDS} mounts and unmounts: memory as before, no listener left`, async ({
    context,
    customer,
    page,
    widget,
  }) => {
    test.setTimeout(120_000);
    await widget.show({ body: "", before: SEE_MEMORY });
    const session = await context.newCDPSession(page);
    const before = await listeners(session);
    const mount = (times: number) =>
      page.evaluate(
        async ([times, gateway, customer, isLight]) => {
          const { signIn } = globalThis as unknown as { signIn: (element: Element) => void };
          for (let round = 0; round < times; round += 1) {
            const element = document.createElement("cyrexa-customer");
            if (isLight) element.setAttribute("shadow", "false");
            element.setAttribute("gateway", gateway);
            // Half of them edit, half of them create.
            if (round % 2 === 0) element.setAttribute("customer-id", String(customer));
            const ready = new Promise((resolve) =>
              element.addEventListener("cyrexa-ready", resolve, { once: true }),
            );
            signIn(element);
            document.querySelector("main")?.append(element);
            await ready;
            element.remove();
            // The element ends in a microtask, its requests with it.
            await new Promise(requestAnimationFrame);
          }
        },
        [times, widget.shop.gateway, customer.id, dom === "light"] as const,
      );
    const wasm = () =>
      page.evaluate(() => (globalThis as unknown as { wasmBytes: () => number }).wasmBytes());
    await mount(WARM_UP);
    widget.heard.length = 0;
    const [heapBefore, wasmBefore] = [await heap(session), await wasm()];
    await mount(ROUNDS);
    const [heapAfter, wasmAfter] = [await heap(session), await wasm()];
    console.log(`${dom}: heap ${heapBefore} -> ${heapAfter}, wasm ${wasmBefore} -> ${wasmAfter}`);
    expect(heapAfter / heapBefore - 1, "growth of the heap").toBeLessThan(PART);
    expect(wasmAfter / wasmBefore - 1, "growth of the module's memory").toBeLessThan(PART);
    expect(await listeners(session)).toEqual(before);
    expect(await page.evaluate(() => document.adoptedStyleSheets.length)).toBe(0);
  });
});
