// What the five fields are called on the screen, in contract order.

import type { Fields } from "./gateway.ts";

export type Key = keyof Fields;

export const LABELS: Record<Key, string> = {
  name: "Full name",
  email: "Email address",
  address: "Billing address",
  phone: "Phone number",
  memberId: "Member number",
};

export const KEYS = Object.keys(LABELS) as Key[];
