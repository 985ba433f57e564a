// What a merchant's own TypeScript may write, and what it may not. Compiled, never run, with the page in React (demo/react).

import "@cyrexa/customer";
import type { CyrexaCustomerElement, CyrexaCustomerValue, CyrexaField, CyrexaSection } from "@cyrexa/customer";

const made = document.createElement("cyrexa-customer");
made.gateway = "https://gateway.example/ipg/2.0.0";
made.customerId = 4711;
made.customerId = 9_007_199_254_740_993n;
made.customerId = "4711";
made.customerId = null;
made.mode = "edit";
made.theme = "auto";
made.locale = "ar-EG";
made.sections = "personal contact" satisfies `${CyrexaSection} ${CyrexaSection}`;
made.readonlyFields = null;
export const id: string | null = made.customerId;
// @ts-expect-error there is no such mode
made.mode = "delete";
// @ts-expect-error there is no such theme
made.theme = "pink";
// @ts-expect-error it cannot be set
made.ready = true;

made.tokenProvider = async ({ reason, previous }) => {
  const why: "initial" | "expired" = reason;
  const refused: string | null = previous;
  return `${why} ${refused}`;
};
made.tokenProvider = () => "a token";
made.tokenProvider = async () => null;
made.tokenProvider = undefined;
// @ts-expect-error a number is no token
made.tokenProvider = () => 5;

export const found: CyrexaCustomerElement | null = document.querySelector("cyrexa-customer");

export function use(element: CyrexaCustomerElement): void {
  const started: boolean = element.submit();
  const valid: boolean = element.showValidation();
  const value: CyrexaCustomerValue | null = element.getValue();
  const memberId: string | undefined = value?.memberId;
  // @ts-expect-error there may be nothing yet
  element.getValue().name;
  element.reset();
  element.logout();
  element.focus({ preventScroll: true });
  void element.retry().then(() => [started, valid, memberId]);
}

export function listen(element: CyrexaCustomerElement): void {
  element.addEventListener("cyrexa-ready", ({ detail }): "create" | "edit" => detail.mode);
  element.addEventListener("cyrexa-load-error", ({ detail }): "network" | "wasm-refused" | "unsupported" => detail.type);
  element.addEventListener("cyrexa-change", ({ detail }): CyrexaField => detail.field);
  element.addEventListener("cyrexa-before-save", (event): CyrexaField[] => (event.preventDefault(), event.detail.fields));
  element.addEventListener("cyrexa-saved", ({ detail }): [string | null, CyrexaField[], boolean] => [
    detail.customerId,
    detail.fields,
    detail.created,
  ]);
  element.addEventListener("cyrexa-rolled-back", ({ detail }): [CyrexaField[], string] => [detail.fields, detail.reason]);
  element.addEventListener("cyrexa-conflict", ({ detail }): CyrexaField[] => detail.fields);
  element.addEventListener("cyrexa-validation-error", ({ detail }): [CyrexaField, string][] =>
    detail.fields.map(({ field, code }) => [field, code]),
  );
  element.addEventListener("cyrexa-auth-required", ({ detail }): Record<string, never> => detail);
  element.addEventListener("cyrexa-error", ({ detail }): string => detail.type);
  element.addEventListener("click", (event): number => event.clientX);
  // @ts-expect-error no detail holds a value
  element.addEventListener("cyrexa-saved", ({ detail }) => detail.name);
  element.removeEventListener("cyrexa-saved", ({ detail }) => detail.created);
}
