// Whether a request could be one that the rules judge: asked where they cannot be asked. It says yes too often, never too seldom.

import { OVERRIDES, relevantHeaders } from "./headers.mjs";

const WRITES = /^(post|put|patch)$/i;

export function mayWrite({ method, path, headers }) {
  if (WRITES.test(method) || decoded(path).includes("_method=")) return true;
  const pairs = relevantHeaders(headers);
  for (let i = 0; i < pairs.length; i += 2) if (OVERRIDES.includes(pairs[i])) return true;
  return false;
}

/** Three layers, as the module takes away: each hop may remove one. */
function decoded(path) {
  for (let layer = 0; layer < 3 && path.includes("%"); layer++) {
    path = path.replace(/%([0-9a-f]{2})/gi, (_, digits) => String.fromCharCode(parseInt(digits, 16)));
  }
  return path;
}
