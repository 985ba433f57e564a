// The README, the manifest and the types say what the sources have, and nothing else: none of the four can drift.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { elementClass, matches, PACKAGE, read, set, sources } from "./sources.mjs";

const CALLBACKS = ["constructor", "connectedCallback", "disconnectedCallback", "attributeChangedCallback"];

const readme = read(PACKAGE, "README.md");
const types = read(PACKAGE, "index.d.ts");
const jsx = read(PACKAGE, "jsx.d.ts");
const manifest = JSON.parse(read(PACKAGE, "custom-elements.json"));
const declaration = manifest.modules[0].declarations[0];
const found = sources();
const Element = await elementClass();

const names = (list) => set(list.map(({ name }) => name));
const membersOf = (kind) => names(declaration.members.filter((member) => member.kind === kind));

/** The text under a heading. */
const section = (heading) => readme.split(`\n## ${heading}\n`)[1].split("\n## ")[0];
/** The names in the first column of its tables. */
const rows = (heading) => matches(section(heading), /^\| `([^`(]+)/gm);
const table = (heading) => set(rows(heading));
const cell = (heading, name) =>
  section(heading)
    .split("\n")
    .find((line) => line.startsWith(`| \`${name}\``));
const quoted = (text) => set(matches(text, /["`]([a-z-]+)["`]/g));

/** The body of an interface. */
const face = (text, name) => text.split(`interface ${name} `)[1].split("\n}")[0];
const element = face(types, "CyrexaCustomerElement extends HTMLElement");
const eventMap = face(types, "CyrexaCustomerEventMap");
/** The literals of one event's detail. */
const literals = (event) => quoted(eventMap.split(`"${event}":`)[1].split("}>")[0]);
const union = (name) => set(matches(types.split(`type ${name} =`)[1].split(";")[0], /"([\w-]+)"/g));

const accessors = Object.entries(Object.getOwnPropertyDescriptors(Element.prototype));
const inClass = {
  attributes: set([...Element.observedAttributes, "shadow"]),
  properties: set(accessors.filter(([, { value }]) => typeof value !== "function").map(([name]) => name)),
  methods: set(accessors.filter(([name, { value }]) => typeof value === "function" && !CALLBACKS.includes(name)).map(([name]) => name)),
};

/** What is said of the same thing in each place. */
const places = {
  attributes: {
    class: inClass.attributes,
    README: table("Attributes"),
    manifest: names(declaration.attributes),
  },
  properties: {
    class: inClass.properties,
    README: table("Properties"),
    manifest: membersOf("field"),
    types: set(matches(element, /^ {2}(?:readonly |get )?(\w+)(?:\(\))?: (?!void)/gm).filter((name) => !inClass.methods.includes(name))),
  },
  methods: {
    class: inClass.methods,
    README: table("Methods"),
    manifest: membersOf("method"),
    types: set(matches(element, /^ {2}(\w+)\(.*\): /gm).filter((name) => !name.endsWith("EventListener"))),
  },
  events: {
    sources: found.events,
    README: table("Events"),
    manifest: names(declaration.events),
    types: set(matches(eventMap, /^ {2}"([a-z-]+)":/gm)),
  },
  "custom properties": {
    sources: found.cssProperties,
    README: table("Custom properties"),
    manifest: names(declaration.cssProperties),
  },
  parts: { sources: found.parts, README: table("Parts"), manifest: names(declaration.cssParts) },
  "types of cyrexa-load-error": {
    sources: found.loadErrors,
    README: set(quoted(cell("Events", "cyrexa-load-error")).filter((name) => !name.startsWith("cyrexa-"))),
    types: literals("cyrexa-load-error"),
  },
  "types of cyrexa-error": {
    sources: found.errors,
    README: set(quoted(cell("Events", "cyrexa-error")).filter((name) => !name.startsWith("cyrexa-"))),
    types: literals("cyrexa-error"),
  },
  "reasons of cyrexa-rolled-back": {
    sources: found.reasons,
    README: set(quoted(cell("Events", "cyrexa-rolled-back")).filter((name) => !name.startsWith("cyrexa-"))),
    types: literals("cyrexa-rolled-back"),
  },
  sections: {
    sources: found.sections,
    README: set(quoted(cell("Attributes", "sections")).filter((name) => name !== "sections")),
    types: union("CyrexaSection"),
  },
  fields: {
    sources: found.fields,
    README: set(matches(cell("Attributes", "readonly-fields"), /`(\w+)`/g)),
    types: union("CyrexaField"),
  },
  "properties in JSX": {
    class: set([...inClass.properties.filter((name) => name !== "ready"), "shadow"]),
    types: set(matches(jsx.split("Listeners &")[1], /^ {4}(\w+)\?:/gm)),
  },
};

for (const [what, says] of Object.entries(places)) {
  const [[origin, expected], ...others] = Object.entries(says);
  for (const [place, actual] of others) {
    test(`${what}: ${place} and ${origin} agree`, () => {
      assert.ok(expected.length > 0, `${origin} has ${what}`);
      assert.deepEqual(actual, expected);
    });
  }
}

test("no attribute, property or event stands twice in a table", () => {
  for (const heading of ["Attributes", "Properties", "Events", "Methods", "Custom properties", "Parts"]) {
    assert.equal(rows(heading).length, table(heading).length, heading);
  }
});

test("each property of the manifest names the attribute it reflects", () => {
  for (const { name, attribute } of declaration.members.filter(({ attribute }) => attribute)) {
    assert.equal(
      attribute.replace(/-./, (dash) => dash[1].toUpperCase()),
      name,
    );
    assert.equal(declaration.attributes.find((other) => other.name === attribute).fieldName, name);
  }
});

test("every property but `ready` can be set, by an accessor: of what has no setter Svelte makes an attribute", () => {
  const settable = accessors.filter(([, { set }]) => set).map(([name]) => name);
  assert.deepEqual(set(settable), set(inClass.properties.filter((name) => name !== "ready")));
});

test("the README keeps its order", () => {
  const order = "Importing Attributes Properties Events Methods Slots Custom_properties Parts Accessibility CSP Isolation Privacy Limits";
  assert.deepEqual(
    matches(readme, /^## (.+)$/gm).map((heading) => heading.replace(" ", "_")),
    order.split(" "),
  );
});

test("the package has the workspace's version and only files that are there", () => {
  const manifest = JSON.parse(read(PACKAGE, "package.json"));
  assert.equal(manifest.version, found.version);
  const made = ["index.js", "sri.json"];
  const files = [...readdirSync(PACKAGE), ...made];
  for (const target of Object.values(manifest.exports).flatMap((way) => (typeof way === "string" ? way : Object.values(way)))) {
    assert.ok(files.includes(target.replace("./", "")), target);
  }
});

test("what is built is packed, and so is what the package names", () => {
  const { files, exports } = JSON.parse(read(PACKAGE, "package.json"));
  const ways = Object.values(exports).flatMap((way) => (typeof way === "string" ? way : Object.values(way)));
  const built = ["view-0123456789abcdef.js", "view-0123456789abcdef.wasm", "ar-0123456789abcdef.js", "LICENSE-MIT"];
  const isPacked = (name) => name === "package.json" || files.some((pattern) => new RegExp(`^${pattern.replace(".", "\\.").replace("*", ".*")}$`).test(name));
  const names = [...built, ...ways.map((way) => way.replace("./", ""))];
  assert.deepEqual(
    names.filter((name) => !isPacked(name)),
    [],
  );
});

test("on a server the import does nothing", async () => {
  // By its name, as a server does: a package may import itself.
  assert.deepEqual(Object.keys(await import("@cyrexa/customer")), []);
  // Deno and Bun go by `node`. Of several that hold the first counts.
  const ways = JSON.parse(read(PACKAGE, "package.json")).exports["."];
  for (const server of ["node", "workerd", "edge-light"]) assert.equal(ways[server], "./server.js", server);
  assert.equal(Object.keys(ways).at(-1), "default");
});
