// The gateway's own 500, for `fail: "closed"` when the module cannot be asked.

import { headerOf } from "./headers.mjs";

// Of a client's ids these are kept (crates/contract/src/request_id.rs).
const REQUEST_ID = /^(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

export function brokenAnswer({ headers }) {
  const own = headerOf(headers, "x-request-id");
  const requestId = own !== undefined && REQUEST_ID.test(own) ? own : crypto.randomUUID();
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
