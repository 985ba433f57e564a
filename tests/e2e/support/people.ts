// Invented people with unique values, so that a leak of one is found by searching for it.

import type { Fields } from "./gateway.ts";

/** All five fields. */
export type Person = { [Key in keyof Fields]-?: string };

export class People {
  /** Every personal value given out, for the leak check. */
  readonly values = new Set<string>();
  private count = 0;

  constructor(private readonly seed: number) {}

  /** A person with all five fields. */
  next(changes: Partial<Person> = {}): Person {
    this.count += 1;
    const number = `${this.seed}${String(this.count).padStart(2, "0")}`;
    const person = {
      name: `Ada Prüfer ${number}`,
      email: `ada.${number}@example.com`,
      address: `${number} Harbour Road\nSouthampton`,
      phone: `+44 23 8055 ${number.padStart(4, "0").slice(-4)}`,
      memberId: `MEMBER-${number}`,
      ...changes,
    };
    this.know(person);
    return person;
  }

  /** Values that a test makes up itself. */
  know(values: Fields): void {
    for (const value of Object.values(values)) {
      if (typeof value === "string" && value.length >= 6) this.values.add(value);
    }
  }
}
