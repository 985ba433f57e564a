// What others do to an element's content: libraries that morph a page to what the server sends, scripts that empty it.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";

const { resolve } = createRequire(import.meta.url);

/** Both libraries as globals of every page. */
export async function bringLibraries(page: Page): Promise<void> {
  const idiomorph = readFileSync(resolve("idiomorph/dist/idiomorph.js"), "utf8");
  await page.addInitScript(`${idiomorph}; globalThis.Idiomorph = Idiomorph;`);
  // It finds its place by what `this` is there.
  const morphdom = readFileSync(resolve("morphdom/dist/morphdom-umd.js"), "utf8");
  await page.addInitScript(`(function () { ${morphdom} }).call(globalThis);`);
}

/** The element's surroundings as the server would send them again, with this in the element. */
const served = (fallback: string) => `
  const old = document.querySelector("cyrexa-customer");
  const holder = old.parentElement;
  const sent = holder.cloneNode(false);
  for (const one of holder.children) sent.append(one === old ? old.cloneNode(false) : one.cloneNode(true));
  sent.querySelector("cyrexa-customer").append(...[${fallback}]);`;

const LOADING = `Object.assign(document.createElement("div"), { textContent: "Loading…" })`;

/** By name, as functions of the page. All leave the element itself where it is. */
export const OTHERS: Record<string, string> = {
  idiomorph: `${served("")} Idiomorph.morph(holder, sent, { morphStyle: "outerHTML" });`,
  "idiomorph, with something for browsers without scripts": `${served(LOADING)} Idiomorph.morph(holder, sent);`,
  morphdom: `${served("")} morphdom(holder, sent);`,
  "morphdom, with something for browsers without scripts": `${served(LOADING)} morphdom(holder, sent);`,
  "a script that empties the element": `
    const element = document.querySelector("cyrexa-customer");
    (element.shadowRoot ?? element).replaceChildren();`,
  "a script that empties it twice": `
    const element = document.querySelector("cyrexa-customer");
    (element.shadowRoot ?? element).replaceChildren();
    Promise.resolve().then(() => Promise.resolve()).then(() => (element.shadowRoot ?? element).replaceChildren());`,
  "a script that moves the element": `
    const element = document.querySelector("cyrexa-customer");
    element.parentElement.prepend(element);`,
  "a script that writes its attributes anew": `
    const element = document.querySelector("cyrexa-customer");
    const attributes = [...element.attributes].map(({ name, value }) => [name, value]);
    for (const [name] of attributes) element.removeAttribute(name);
    for (const [name, value] of attributes) element.setAttribute(name, value);`,
};
