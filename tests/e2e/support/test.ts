// `test` for every spec: a gateway and a site of its own for each test, a watched browser, people to be. See README.md.

import { test as base, expect } from "@playwright/test";
import { DIST } from "./environment.ts";
import { type Customer, Gateway, type GatewayOptions } from "./gateway.ts";
import { Onboarding } from "./onboarding.ts";
import { People } from "./people.ts";
import { Profile } from "./profile.ts";
import { Site } from "./site.ts";
import { slowDown } from "./stress.ts";
import { Network } from "./switches.ts";
import { Watch } from "./watch.ts";

export { expect };

/** What a spec sets by `test.use`. */
export interface Options {
  gatewayOptions: GatewayOptions;
  /** The folder that is served. */
  dist: string;
}

interface Fixtures {
  gateway: Gateway;
  site: Site;
  /** Between the pages and everything they call. */
  network: Network;
  people: People;
  watch: Watch;
  /** Somebody who is a customer already. */
  customer: Customer;
  onboarding: Onboarding;
  profile: Profile;
}

export const test = base.extend<Options & Fixtures>({
  gatewayOptions: [{}, { option: true }],
  dist: [DIST, { option: true }],

  gateway: async ({ gatewayOptions }, use, info) => {
    const gateway = await Gateway.start(gatewayOptions);
    await use(gateway);
    if (info.status !== info.expectedStatus) await info.attach("gateway", { body: gateway.output });
    await gateway.dispose();
  },

  site: async ({ gateway, dist }, use) => {
    const site = await Site.start(dist, () => gateway.origin);
    await use(site);
    await site.stop();
  },

  baseURL: async ({ site }, use) => use(site.origin),

  page: async ({ page }, use) => {
    await slowDown(page);
    await use(page);
  },

  network: async ({ context, site }, use) => use(new Network(context, [site])),

  people: async ({}, use, info) => use(new People(info.parallelIndex + 1)),

  watch: [
    async ({ context, site, people }, use, info) => {
      const watch = new Watch(context, site, people);
      await watch.begin();
      await use(watch);
      if (info.status === "passed") await watch.end();
    },
    { auto: true },
  ],

  customer: async ({ gateway, people }, use) => use(await gateway.create(people.next())),

  onboarding: async ({ page }, use) => use(new Onboarding(page)),
  profile: async ({ page }, use) => use(new Profile(page)),
});

/** The same spec against the full gateway and against one that has only what upstream documents. */
export function forEachGateway(spec: (kind: "full" | "documented only") => void): void {
  for (const kind of ["full", "documented only"] as const) {
    test.describe(`${kind} gateway`, () => {
      test.use({ gatewayOptions: { documentedOnly: kind === "documented only" } });
      spec(kind);
    });
  }
}
