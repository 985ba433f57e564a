// What the element's sources say it has: the loader by asking the class itself, Rust and the style sheet by reading them.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const PACKAGE = join(import.meta.dirname, "..");
const ROOT = join(PACKAGE, "../..");
const LOADER = join(ROOT, "src/widget/element.js");

export const read = (...path) => readFileSync(join(...path), "utf8");

/** Without duplicates, sorted. */
export const set = (names) => [...new Set(names)].sort();

export const matches = (text, pattern) => [...text.matchAll(pattern)].map((match) => match[1]);

/** The class that the loader defines, in a world of stand-ins that only let it be defined. */
export async function elementClass() {
  let defined;
  Object.assign(globalThis, {
    HTMLElement: class {},
    IntersectionObserver: class {},
    CSSStyleSheet: class {
      replaceSync() {}
    },
    customElements: {
      get: () => defined,
      define: (_tag, made) => {
        defined = made;
      },
    },
  });
  await import(LOADER);
  return defined;
}

const rust = (folder) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith(".rs"))
    .map((name) => read(ROOT, folder, name))
    .join("\n");

/** Up to the first brace that closes a line of its own. */
const body = (source, opening) => {
  const start = source.indexOf(opening);
  if (start < 0) throw new Error(`the sources have no ${opening}`);
  const end = /\n *\}\n/.exec(source.slice(start));
  return source.slice(start, start + end.index);
};

export function sources() {
  const widget = rust("src/widget");
  const drawn = rust("src/components") + rust("src/panels");
  const loader = read(LOADER);
  const buttons = read(ROOT, "src/components/button.rs");
  const events = read(ROOT, "src/widget/events.rs");
  const view = read(ROOT, "src/widget/view.js");
  const words = (text) => matches(text, /"([a-z-]+)"/g);
  return {
    version: matches(read(ROOT, "Cargo.toml"), /^version = "(.+)"/gm)[0],
    events: set([...matches(widget, /"(cyrexa-[a-z-]+)"/g), ...matches(loader + view, /CustomEvent\("([a-z-]+)"/g)]),
    parts: set([
      ...matches(drawn, /\.part\("([a-z-]+)"\)/g),
      ...words(buttons.slice(buttons.indexOf("const fn part("), buttons.indexOf("/// `label` is"))),
      ...matches(widget, /set_attribute\("part", "([a-z-]+)"\)/g),
      ...matches(loader + view, /part: "([a-z-]+)"/g),
    ]),
    cssProperties: set(matches(read(ROOT, "style/tokens.css") + read(ROOT, "style/widget-tokens.css"), /(--cyrexa-[a-z-]+)/g)),
    loadErrors: set(matches(loader, /"(network|unsupported|wasm-refused)"/g)),
    errors: set([...words(body(events, "const fn kind(")), ...matches(events, /\("type", "([a-z-]+)"/g), ...matches(view, /detail = \{ type: "([a-z-]+)"/g)]),
    reasons: set(words(body(events, "const fn reason("))),
    sections: set(words(body(read(ROOT, "src/panels/profile.rs"), "pub const fn name("))),
    fields: set(matches(read(ROOT, "crates/contract/src/field.rs").split("\nfields! {")[1] ?? "", /\bkey: "(\w+)"/g)),
  };
}
