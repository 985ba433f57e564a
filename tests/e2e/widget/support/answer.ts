// What answers in the gateway's stead, for a page of another origin.

import type { Chaos, Instead, Rule } from "../../support/chaos.ts";
import type { Target } from "../../support/target.ts";

/** An answer in the gateway's stead that a page of another origin may read. */
export function answer(chaos: Chaos, target: Target, status: number, instead: Instead = {}): Rule {
  const rule = chaos.answer(target, status, instead);
  if (rule.fate.kind === "answer") {
    rule.fate.headers["access-control-allow-origin"] = "*";
    rule.fate.headers["access-control-expose-headers"] = "Retry-After";
  }
  return rule;
}
