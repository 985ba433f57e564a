// Every screen in every state that a person can meet, and how to come to it. One list, for the accessibility specs and for
// the pictures to look at.

import type { Page } from "@playwright/test";
import type { Gateway } from "./gateway.ts";
import type { Onboarding } from "./onboarding.ts";
import type { People } from "./people.ts";
import type { Profile } from "./profile.ts";
import type { Site } from "./site.ts";
import type { Network } from "./switches.ts";
import { takeTime, untilTimePasses } from "./passing_time.ts";
import type { Watch } from "./watch.ts";
import { expect } from "@playwright/test";

/** What a state is made with. */
export interface Stage {
  page: Page;
  site: Site;
  gateway: Gateway;
  people: People;
  network: Network;
  watch: Watch;
  onboarding: Onboarding;
  profile: Profile;
}

interface State {
  name: string;
  reach: (stage: Stage) => Promise<unknown>;
}

const READ = "GET /customers/*";
const WRITE = "PUT /customers/*";

const heading = (page: Page, name: string) => expect(page.getByRole("heading", { name })).toBeVisible();

async function open({ gateway, people, profile }: Stage): Promise<number> {
  const { id } = await gateway.create(people.next());
  await profile.open(id);
  return id;
}

async function refusedRead(stage: Stage, status: number, title: string): Promise<void> {
  stage.watch.allowFailures(status);
  stage.site.chaos.answer(READ, status);
  const { id } = await stage.gateway.create(stage.people.next());
  await stage.page.goto(`/customers/${id}`);
  await heading(stage.page, title);
}

async function savePhone({ profile }: Stage): Promise<void> {
  await profile.change("phone", "+44 20 7946 0018");
}

export const STATES: State[] = [
  { name: "onboarding, first step", reach: ({ onboarding }) => onboarding.open() },
  {
    name: "onboarding, refused",
    reach: async ({ onboarding, page }) => {
      await onboarding.open();
      await onboarding.next();
      await expect(page.getByText("Please check these details")).toBeVisible();
    },
  },
  {
    name: "onboarding, review",
    reach: async ({ onboarding, people }) => {
      await onboarding.open();
      await onboarding.fill(people.next());
    },
  },
  {
    name: "onboarding, e-mail address known",
    reach: async ({ onboarding, page, people, gateway, watch }) => {
      watch.allowFailures(409);
      const person = people.next();
      await gateway.create(person);
      await onboarding.open();
      await onboarding.fill(person);
      await onboarding.create.click();
      await expect(page.getByText("There is already a profile").first()).toBeVisible();
    },
  },
  {
    name: "onboarding, done",
    reach: async ({ onboarding, people }) => {
      await onboarding.open();
      await onboarding.fill(people.next());
      await onboarding.create.click();
      await expect(onboarding.heading("Welcome,")).toBeVisible();
    },
  },
  { name: "profile", reach: open },
  {
    name: "profile, nearly empty",
    reach: async ({ gateway, people, profile, site, page }) => {
      site.chaos.answer("GET /users/payment-methods/*", 200, { body: "[]" });
      const { name, email } = people.next();
      await profile.open((await gateway.create({ name, email })).id);
      await expect(page.getByText("No saved payment methods")).toBeVisible();
    },
  },
  {
    name: "profile, editing",
    reach: async (stage) => {
      await open(stage);
      await stage.profile.edit("email");
    },
  },
  {
    name: "profile, refused",
    reach: async (stage) => {
      await open(stage);
      await stage.profile.type("email", "nobody");
      await stage.profile.change("phone", "1");
      await expect(stage.page.getByText("Please check these details")).toBeVisible();
    },
  },
  {
    name: "profile, saving",
    reach: async (stage) => {
      await open(stage);
      stage.site.chaos.hold(WRITE);
      await savePhone(stage);
      await stage.profile.shows("Saving your changes…");
    },
  },
  {
    name: "profile, saved",
    reach: async (stage) => {
      await open(stage);
      await savePhone(stage);
      await stage.profile.hasSaved("phone");
    },
  },
  {
    name: "profile, offline",
    reach: async (stage) => {
      stage.watch.allowFailures("network");
      await open(stage);
      // A language comes over the network: the person has chosen it before.
      await speak(stage.page, "ar");
      await speak(stage.page, "en");
      await stage.network.goes();
      await savePhone(stage);
      await expect(
        stage.page.getByRole("status").filter({ hasText: "You are offline" }).last(),
      ).toBeVisible();
    },
  },
  {
    name: "profile, signed out while saving",
    reach: async (stage) => {
      stage.watch.allowFailures(401);
      await open(stage);
      stage.site.chaos.answer(WRITE, 401);
      await savePhone(stage);
      await expect(
        stage.page.getByRole("alert").filter({ hasText: "You have been signed out" }),
      ).toBeVisible();
    },
  },
  {
    name: "profile, gateway busy",
    reach: async (stage) => {
      stage.watch.allowFailures(429);
      await open(stage);
      stage.site.chaos.answer(WRITE, 429, { retryAfter: 600 });
      await savePhone(stage);
      await stage.profile.shows("Saving takes longer than usual.");
    },
  },
  {
    name: "profile, conflict",
    reach: async (stage) => {
      stage.watch.allowFailures(412);
      const id = await open(stage);
      await stage.profile.type("phone", "+44 20 7946 0018");
      await stage.gateway.change(id, { phone: "+44 20 7946 0999" });
      await stage.profile.save("phone");
      await expect(stage.profile.dialog).toBeVisible();
    },
  },
  {
    name: "profile, save answered by a login page",
    reach: async (stage) => {
      await open(stage);
      stage.site.chaos.answer(WRITE, 200, { body: "<!doctype html><title>Sign in</title>" });
      await savePhone(stage);
      await stage.profile.shows("Something other than the payment gateway answered");
    },
  },
  {
    name: "profile, save acknowledged and not kept",
    reach: async (stage) => {
      await takeTime(stage.page);
      const { id } = await stage.gateway.create(stage.people.next());
      await stage.profile.open(id);
      stage.site.chaos.answer(WRITE, 200, { body: "" });
      stage.site.chaos.answer(READ, 200, { body: JSON.stringify(await stage.gateway.read(id)) });
      await savePhone(stage);
      await untilTimePasses(stage.page, stage.site, () =>
        expect(stage.page.getByText("accepted it but shows something else").first()).toBeVisible({
          timeout: 100,
        }),
      );
    },
  },
  {
    name: "profile, record of another customer",
    reach: async (stage) => {
      const [own, other] = [
        await stage.gateway.create(stage.people.next()),
        await stage.gateway.create(stage.people.next()),
      ];
      stage.site.chaos.answer(READ, 200, { body: JSON.stringify(other) });
      await stage.page.goto(`/customers/${own.id}`);
      await heading(stage.page, "We were sent the details of another customer");
    },
  },
  {
    name: "profile, access not confirmed",
    reach: async (stage) => {
      stage.watch.allowFailures(503);
      stage.watch.allow(/could not be found out who is signed in/);
      stage.site.chaos.answer("GET /dev/token", 503);
      const { id } = await stage.gateway.create(stage.people.next());
      await stage.page.goto(`/customers/${id}`);
      await heading(stage.page, "We could not confirm your access");
    },
  },
  {
    name: "profile, perhaps signed out",
    reach: async (stage) => {
      stage.watch.allowFailures(303);
      await open(stage);
      stage.site.chaos.redirect(WRITE, "/sign-in");
      await savePhone(stage);
      await stage.profile.shows("You may have been signed out");
    },
  },
  {
    name: "profile, leaving unsaved",
    reach: async (stage) => {
      await open(stage);
      await stage.profile.type("phone", "+44 20 7946 0018");
      await stage.page.getByRole("link", { name: "Cyrexa" }).click();
      await expect(stage.profile.dialog).toBeVisible();
    },
  },
  {
    name: "profile, loading",
    reach: async ({ gateway, people, page, site }) => {
      site.chaos.hold(READ);
      await page.goto(`/customers/${(await gateway.create(people.next())).id}`);
      await expect(page.getByText("Loading your profile…").first()).toBeAttached();
    },
  },
  { name: "profile, not found", reach: (stage) => refusedRead(stage, 404, "We cannot find this profile") },
  { name: "profile, forbidden", reach: (stage) => refusedRead(stage, 403, "This profile is not yours") },
  { name: "profile, signed out", reach: (stage) => refusedRead(stage, 401, "Please sign in") },
  { name: "profile, failed", reach: (stage) => refusedRead(stage, 500, "Something went wrong") },
  {
    name: "profile, gateway out of reach",
    reach: (stage) => refusedRead(stage, 502, "We cannot reach the payment gateway"),
  },
  {
    name: "page not found",
    reach: async ({ page }) => {
      await page.goto("/elsewhere");
      await heading(page, "We cannot find that page");
    },
  },
];

/** Changes the language where the switch may be behind a dialog; the person would have chosen it before. */
export async function speak(page: Page, language: "en" | "ar"): Promise<void> {
  const label = /^(Language|اللغة)$/;
  await page
    .getByRole("combobox", { name: label, includeHidden: true })
    .evaluate((select: HTMLSelectElement, language) => {
      select.value = language;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }, language);
  await expect(page.locator("html")).toHaveAttribute("lang", language);
}
