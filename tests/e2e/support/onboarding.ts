// What a person does on the onboarding page, in their words.

import { expect, type Locator, type Page } from "@playwright/test";
import { type Key, LABELS } from "./labels.ts";
import type { Person } from "./people.ts";

/** The steps' headings and the fields asked for under each. */
const STEPS: { heading: string; fields: Key[] }[] = [
  { heading: "What is your name?", fields: ["name", "memberId"] },
  { heading: "How can we reach you?", fields: ["email", "phone"] },
  { heading: "What is your billing address?", fields: ["address"] },
];

export class Onboarding {
  constructor(private readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto("/");
    await expect(this.heading("What is your name?")).toBeVisible();
  }

  heading(name: string): Locator {
    return this.page.getByRole("heading", { name });
  }

  field(key: Key): Locator {
    return this.page.getByRole("textbox", { name: LABELS[key] });
  }

  async next(): Promise<void> {
    await this.page.getByRole("button", { name: "Continue" }).click();
  }

  async back(): Promise<void> {
    await this.page.getByRole("button", { name: "Back" }).click();
  }

  /** Answers every step, and comes to the review. */
  async fill(person: Partial<Person>): Promise<void> {
    for (const step of STEPS) {
      await expect(this.heading(step.heading)).toBeVisible();
      for (const key of step.fields) await this.field(key).fill(person[key] ?? "");
      await this.next();
    }
    await expect(this.heading("Is everything right?")).toBeVisible();
  }

  get create(): Locator {
    return this.page.getByRole("button", { name: /^Creat/ });
  }

  get toProfile(): Locator {
    return this.page.getByRole("link", { name: "Go to your profile" });
  }
}
