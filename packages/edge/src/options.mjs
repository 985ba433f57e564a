// The options of every host, checked: a misspelt one must not quietly enforce, nor quietly observe.

const MAX_LIMIT = 16 * 1024 * 1024;
const KNOWN = new Set(["basePath", "limit", "mode", "fail", "allowOrigins", "onFinding", "onFault"]);

export function readOptions(options) {
  const refuse = (message) => {
    throw new TypeError(`@cyrexa/edge: ${message}`);
  };
  if (options === null || typeof options !== "object") refuse("options with a basePath are needed");
  for (const name of Object.keys(options)) if (!KNOWN.has(name)) refuse(`there is no option ${name}`);
  const { basePath, limit = 65536, mode = "enforce", fail = "closed", allowOrigins = [], onFinding, onFault } = options;
  if (typeof basePath !== "string" || !basePath.startsWith("/") || /(^|[/\\])\.\.([/\\]|$)/.test(basePath)) {
    refuse("basePath must begin with a slash, as /ipg/2.0.0, or be / where there is none");
  }
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) refuse(`limit must be between 1 and ${MAX_LIMIT} bytes`);
  if (mode !== "enforce" && mode !== "observe") refuse('mode must be "enforce" or "observe"');
  if (fail !== "closed" && fail !== "open") refuse('fail must be "closed" or "open"');
  const areOrigins = Array.isArray(allowOrigins) && allowOrigins.every((one) => typeof one === "string" && !one.includes(","));
  if (!areOrigins) refuse("allowOrigins must be an array of origins");
  for (const [name, hook] of [["onFinding", onFinding], ["onFault", onFault]]) {
    if (hook !== undefined && typeof hook !== "function") refuse(`${name} must be a function`);
  }
  return Object.freeze({ basePath, limit, mode, fail, allowOrigins: Object.freeze([...allowOrigins]), onFinding, onFault });
}
