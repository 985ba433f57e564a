// Whether a request could be one that the rules judge: asked where they cannot be asked. It says yes too often, never too seldom.

import { OVERRIDES, relevantHeaders } from "./headers.mjs";

const WRITES = /^(post|put|patch)$/i;

export function mayWrite({ method, path, headers }) {
  if (WRITES.test(method) || path.includes("_method=")) return true;
  const pairs = relevantHeaders(headers);
  for (let i = 0; i < pairs.length; i += 2) if (OVERRIDES.includes(pairs[i])) return true;
  return false;
}
