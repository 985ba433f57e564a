// The gateway's own 500, for `fail: "closed"` when the module cannot be asked.

import { headerOf } from "./headers.mjs";

const PLAIN_ID = /^[A-Za-z0-9._-]{1,64}$/;

export function brokenAnswer({ headers }) {
  const own = headerOf(headers, "x-request-id");
  const requestId = own !== undefined && PLAIN_ID.test(own) ? own : crypto.randomUUID();
  const message = "Something went wrong here; the request may be tried again";
  const details = { timestamp: new Date().toISOString(), requestId };
  const envelope = { error: { code: "INTERNAL", message, details } };
  return {
    action: "reject",
    status: 500,
    headers: { "content-type": "application/json", "cache-control": "no-store", "x-request-id": requestId },
    body: new TextEncoder().encode(JSON.stringify(envelope)),
    finding: { code: "INTERNAL", fields: [] },
  };
}
