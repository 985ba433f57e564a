// Switches of the browser and of the way to it. A test relies on each as soon as the call is over: it is in force then. Specs use no
// raw switch: `harness.spec.ts` looks.

import type { BrowserContext, Page } from "@playwright/test";

/** A server that a test can take off the network. */
export interface Pluggable {
  isUnplugged: boolean;
}

/** The network between the pages of a context and everything they call. */
export class Network {
  constructor(
    private readonly context: BrowserContext,
    private readonly servers: Pluggable[],
  ) {}

  /**
   * Gone, and every page knows. The browser's own switch reaches the part that sends requests a moment later than the page: until
   * then a request slips through. So the servers are gone first, at once.
   */
  async goes(): Promise<void> {
    this.plug(true);
    await this.context.setOffline(true);
    await this.areOnline(false);
  }

  /** There again, and every page knows. */
  async comesBack(): Promise<void> {
    this.plug(false);
    await this.context.setOffline(false);
    await this.areOnline(true);
  }

  private plug(isUnplugged: boolean): void {
    for (const server of this.servers) server.isUnplugged = isUnplugged;
  }

  private async areOnline(isOnline: boolean): Promise<void> {
    const pages = this.context.pages();
    const knows = (page: Page) => page.waitForFunction((wanted) => navigator.onLine === wanted, isOnline);
    await Promise.all(pages.map(knows));
  }
}

/** How a page is shown. */
export interface Look {
  media?: "print" | "screen";
  colorScheme?: "light" | "dark";
  reducedMotion?: "reduce";
}

/** Shows the page so; its styles are those of it. */
export async function showAs(page: Page, look: Look): Promise<void> {
  await page.emulateMedia(look);
  // The system's Firefox emulates no media (widget/support/firefox.ts).
  if (page.context().browser()?.browserType().name() === "firefox") return;
  const queries = [
    ...(look.media ? [look.media] : []),
    ...(look.colorScheme ? [`(prefers-color-scheme: ${look.colorScheme})`] : []),
    ...(look.reducedMotion ? [`(prefers-reduced-motion: ${look.reducedMotion})`] : []),
  ];
  await page.waitForFunction((all) => all.every((query) => matchMedia(query).matches), queries);
}

/** Makes the window so large; the page is laid out in it. A phone lays an empty page out wider than its screen. */
export async function resize(page: Page, width: number, height: number): Promise<void> {
  await page.setViewportSize({ width, height });
  await page.waitForFunction(
    ([width, height]) =>
      (innerWidth === width && innerHeight === height) ||
      (navigator.maxTouchPoints > 0 && screen.width === width && screen.height === height),
    [width, height],
  );
}
