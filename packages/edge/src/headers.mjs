// Picks the headers that the rules read, in any of the shapes that hosts have.

const RELEVANT = [
  "content-type",
  "content-encoding",
  "content-length",
  "transfer-encoding",
  "origin",
  "x-contract",
  "x-request-id",
  "x-http-method-override",
  "x-http-method",
  "x-method-override",
  "x-original-url",
  "x-rewrite-url",
];

const IS_RELEVANT = new Set(RELEVANT);

/** Headers that may override the method or the path. */
export const OVERRIDES = RELEVANT.slice(7);

/** `[name, value, name, value, ...]` from a `Headers`, an array of pairs, or a record of texts or arrays. */
export function relevantHeaders(headers) {
  const pairs = [];
  if (headers == null) return pairs;
  if (typeof headers.get === "function") {
    for (let i = 0; i < RELEVANT.length; i++) {
      const value = headers.get(RELEVANT[i]);
      if (value != null) pairs.push(RELEVANT[i], value);
    }
    return pairs;
  }
  if (Array.isArray(headers)) {
    for (const [name, value] of headers) add(pairs, name, value);
    return pairs;
  }
  for (const name in headers) {
    const value = headers[name];
    if (Array.isArray(value)) for (const one of value) add(pairs, name, one);
    else if (value != null) add(pairs, name, value);
  }
  return pairs;
}

function add(pairs, name, value) {
  if (IS_RELEVANT.has(name)) pairs.push(name, String(value));
  else {
    const lower = name.toLowerCase();
    if (IS_RELEVANT.has(lower)) pairs.push(lower, String(value));
  }
}

/** The first value of a header, or undefined. */
export function headerOf(headers, wanted) {
  const pairs = relevantHeaders(headers);
  for (let i = 0; i < pairs.length; i += 2) if (pairs[i] === wanted) return pairs[i + 1];
  return undefined;
}
