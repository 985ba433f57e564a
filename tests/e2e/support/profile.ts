// What a person does on the profile page, in their words. Each section is read at rest and edited in place.

import { expect, type Locator, type Page } from "@playwright/test";
import { type Key, LABELS } from "./labels.ts";

/** Which part of the page a field is in. */
const SECTIONS: Record<Key, string> = {
  name: "Personal details",
  email: "Contact",
  address: "Address",
  phone: "Contact",
  memberId: "Personal details",
};

export class Profile {
  constructor(readonly page: Page) {}

  async open(id: number): Promise<void> {
    await this.page.goto(`/customers/${id}`);
    await expect(this.section("name")).toBeVisible();
  }

  section(key: Key): Locator {
    return this.page.getByRole("region", { name: SECTIONS[key], exact: true });
  }

  field(key: Key): Locator {
    return this.section(key).getByRole("textbox", { name: LABELS[key] });
  }

  /** The field at rest: its name, its value, and how far its change has come. */
  summary(key: Key): Locator {
    // A term and its definition are neighbours in a description list: no role says which belong together.
    const term = this.section(key).getByRole("term").filter({ hasText: LABELS[key] });
    return term.locator("xpath=following-sibling::dd");
  }

  /** Opens the section's form, if it is not open, and waits for it to have the focus, as a person would. */
  async edit(key: Key): Promise<void> {
    if (await this.field(key).isVisible()) return;
    await this.section(key).getByRole("button", { name: "Edit" }).click();
    await expect(this.section(key).getByRole("textbox").first()).toBeFocused();
  }

  /** Types a new value and leaves the field. */
  async type(key: Key, text: string): Promise<void> {
    await this.edit(key);
    await this.field(key).fill(text);
    await this.field(key).blur();
  }

  async save(key: Key): Promise<void> {
    await this.section(key).getByRole("button", { name: "Save changes" }).click();
  }

  /** Types a new value and saves it. */
  async change(key: Key, text: string): Promise<void> {
    await this.type(key, text);
    await this.save(key);
  }

  async cancel(key: Key): Promise<void> {
    await this.section(key).getByRole("button", { name: "Cancel" }).click();
  }

  get undo(): Locator {
    return this.page.getByRole("button", { name: "Undo" });
  }

  /** What a screen reader hears. */
  async says(words: string | RegExp): Promise<void> {
    await expect(this.page.getByRole("status").filter({ hasText: words })).not.toHaveCount(0);
  }

  /** What can be read on the page. */
  async shows(words: string | RegExp): Promise<void> {
    await expect(this.page.getByText(words).first()).toBeVisible();
  }

  /** The gateway has confirmed it: said, and shown at the field. */
  async hasSaved(key: Key): Promise<void> {
    await this.says(`Saved: ${LABELS[key]}`);
    await expect(this.summary(key)).toContainText("Saved");
  }

  get dialog(): Locator {
    return this.page.getByRole("dialog");
  }
}
