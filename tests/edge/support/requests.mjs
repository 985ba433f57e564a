// Requests of the core call.

export const bytes = (text) => new TextEncoder().encode(text);
export const GOOD = '{"name":"Ana","email":"ana@example.com"}';

export function post(body = "{}", headers = {}) {
  return { method: "POST", path: "/ipg/2.0.0/customers", headers: { "content-type": "application/json", ...headers }, body: bytes(body) };
}

/** An error envelope as `CODE field.code ...`. */
export function said(body) {
  const { error } = JSON.parse(Buffer.from(body));
  return [error.code, ...(error.details.fields ?? []).map((one) => `${one.field}.${one.code}`)].join(" ");
}
