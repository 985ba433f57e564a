// The types of <cyrexa-customer>. Importing the package defines the element.

/** A field of a customer. */
export type CyrexaField = "name" | "email" | "address" | "phone" | "memberId";

/** A part of a profile. */
export type CyrexaSection = "personal" | "contact" | "address" | "account" | "payment-methods";

/**
 * Asked for a token when one is needed: for the first time, or because the gateway has refused `previous`. White space around the token
 * is taken off; `null` or an empty string: nobody is signed in.
 */
export type CyrexaTokenProvider = (question: {
  reason: "initial" | "expired";
  previous: string | null;
}) => string | null | Promise<string | null>;

/** What the form shows: what is typed, over what is stored. */
export type CyrexaCustomerValue = Record<CyrexaField, string>;

/** Every event bubbles and crosses shadow roots. No detail holds personal data. */
export interface CyrexaCustomerEventMap {
  "cyrexa-ready": CustomEvent<{ mode: "create" | "edit" }>;
  "cyrexa-load-error": CustomEvent<{ type: "network" | "wasm-refused" | "unsupported" }>;
  "cyrexa-change": CustomEvent<{ field: CyrexaField }>;
  /** Cancelable: `preventDefault()` keeps the changes unsaved. */
  "cyrexa-before-save": CustomEvent<{ fields: CyrexaField[] }>;
  /** `customerId` is text, as ids go beyond JavaScript's numbers; null where the gateway does not tell it. */
  "cyrexa-saved": CustomEvent<{ customerId: string | null; fields: CyrexaField[]; created: boolean }>;
  "cyrexa-rolled-back": CustomEvent<{
    fields: CyrexaField[];
    reason: "invalid" | "duplicate" | "forbidden" | "not-found" | "refused" | "unlinked" | "not-kept";
  }>;
  "cyrexa-conflict": CustomEvent<{ fields: CyrexaField[] }>;
  "cyrexa-validation-error": CustomEvent<{ fields: { field: CyrexaField; code: string }[] }>;
  "cyrexa-auth-required": CustomEvent<Record<string, never>>;
  "cyrexa-error": CustomEvent<{
    type: "network" | "timeout" | "rate-limited" | "server" | "forbidden" | "not-found" | "refused" | "duplicate" | "configuration" | "stopped";
  }>;
}

export interface CyrexaCustomerElement extends HTMLElement {
  /** The gateway's address with its base path, as in `https://gateway.example/ipg/2.0.0`; `http:` only on this machine. */
  gateway: string | null;
  /** Whose profile it is. */
  get customerId(): string | null;
  set customerId(id: string | number | bigint | null | undefined);
  /** Without it: `edit` where there is a customer id, else `create`. */
  mode: "create" | "edit" | null;
  /** A BCP 47 tag. Without it: the nearest `lang` around the element. */
  locale: string | null;
  /** Without it: `auto`, as the device is set. */
  theme: "light" | "dark" | "auto" | null;
  /** Which sections are shown and in which order, with spaces between: `CyrexaSection`. */
  sections: string | null;
  /** Which fields are only shown, with spaces between: `CyrexaField`. */
  readonlyFields: string | null;
  /** Gives tokens for the gateway. They are kept in memory only. */
  tokenProvider: CyrexaTokenProvider | null | undefined;
  /** Whether `cyrexa-ready` has been, and the form has not stopped. */
  readonly ready: boolean;

  /** To the first input, else to the first button. */
  focus(options?: FocusOptions): void;
  /** Saves, as the button does; whether a save was started. */
  submit(): boolean;
  /** Drops what is not saved. */
  reset(): void;
  /** Personal data: what is shown now; null before there is anything. */
  getValue(): CyrexaCustomerValue | null;
  /** Shows everything that is wrong and leads to the first; whether nothing is. */
  showValidation(): boolean;
  /** Forgets the token and everything shown. */
  logout(): void;
  /** Loads now: ahead of the viewport, or once more after `cyrexa-load-error`. Asks for a token again: somebody has signed in. */
  retry(): Promise<void>;

  addEventListener<Name extends keyof CyrexaCustomerEventMap>(
    type: Name,
    listener: (this: CyrexaCustomerElement, event: CyrexaCustomerEventMap[Name]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<Name extends keyof HTMLElementEventMap>(
    type: Name,
    listener: (this: CyrexaCustomerElement, event: HTMLElementEventMap[Name]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<Name extends keyof CyrexaCustomerEventMap>(
    type: Name,
    listener: (this: CyrexaCustomerElement, event: CyrexaCustomerEventMap[Name]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener<Name extends keyof HTMLElementEventMap>(
    type: Name,
    listener: (this: CyrexaCustomerElement, event: HTMLElementEventMap[Name]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "cyrexa-customer": CyrexaCustomerElement;
  }
}
