// Fills a case in, sends it, and compares: what the client got, what the gateway got.

import assert from "node:assert/strict";

import { BASE_PATH } from "./gateway.mjs";
import { send } from "./client.mjs";

let count = 0;

/** The request of a case, with what only this run knows. */
export function filled(one, { engine, port, token, id, fingerprint }) {
  const n = ++count;
  const fill = (text) => text.replaceAll("{n}", `${n}`).replaceAll("{id}", `${id}`).replaceAll("{fingerprint}", fingerprint);
  const given = typeof one.body === "function" ? one.body(`${n}`) : (one.body ?? null);
  const name = `${engine}-${n}`;
  if (one.stopped) return hidden(one, { name, n, token, path: `${BASE_PATH}/customers` });
  const body = typeof given === "string" ? Buffer.from(fill(given)) : given === null ? null : filledBytes(given, fill);
  const path = fill(one.target ?? `${BASE_PATH}${one.path ?? "/customers"}`);
  const headers = [["x-case", name]];
  if (!one.anonymous) headers.push(["authorization", `Bearer ${token}`]);
  const own = one.headers ?? (body === null ? [] : [["content-type", "application/json"]]);
  headers.push(...own.map(([key, value]) => [key, fill(value)]));
  const target = one.absolute ? `http://127.0.0.1:${port}${path}` : path;
  return { name, method: one.method ?? (one.path === undefined || body !== null ? "POST" : "GET"), path, target, headers, body, one };
}

/** With the lengths that its body has. */
function hidden(one, { name, token, path }) {
  const named = one.body.replaceAll("{name}", name);
  const inner = /\{hex\}\r\n(.*)\r\n0\r\n\r\n$/s.exec(named)?.[1] ?? "";
  const body = Buffer.from(named.replace("{hex}", inner.length.toString(16)));
  const own = one.headers.map(([key, value]) => [key, value.replace("{length}", `${body.length}`)]);
  const headers = [["x-case", name], ["authorization", `Bearer ${token}`], ...own];
  return { name, method: one.method ?? "POST", path, target: path, headers, body, one };
}

function filledBytes(bytes, fill) {
  const text = bytes.toString("latin1");
  return text.length < 1000 ? Buffer.from(fill(text), "latin1") : bytes;
}

/** Over a socket. */
export function overSocket(port, { method, target, headers, body, one }) {
  const framing = [];
  let chunks = null;
  if (one.chunks !== undefined) {
    chunks = [];
    for (let at = 0; at < body.length; at += one.chunks) chunks.push(body.subarray(at, at + one.chunks));
    framing.push(["transfer-encoding", "chunked"]);
  } else if (!one.stopped && body !== null && (body.length > 0 || one.length)) framing.push(["content-length", String(body.length)]);
  // What follows a request on the connection is seen only where the connection stays open.
  const connection = one.stopped ? "keep-alive" : "close";
  const all = [["host", `127.0.0.1:${port}`], ["connection", connection], ...headers, ...framing];
  return send(port, { method, target, headers: all, body, chunks, extension: one.extension, trailers: one.trailers, version: one.http ?? "1.1" });
}

const STAMP = /"timestamp":"[^"]*","requestId":"[^"]*"/;
export const unstamped = (body) => body.toString().replace(STAMP, '"timestamp":"","requestId":""');

/** The answer is the edge's own, as the table says. */
export function assertRefused(answer, { one }, fingerprint) {
  const { status, code, fields } = one.refused;
  const said = `${answer.status} ${answer.body}`;
  assert.equal(answer.status, status, said);
  const { error } = JSON.parse(answer.body);
  assert.equal(error.code, code, said);
  assert.deepEqual((error.details.fields ?? []).map((entry) => `${entry.field}.${entry.code}`), fields, said);
  assert.equal(answer.headers["content-type"], "application/json");
  assert.equal(answer.headers["cache-control"], "no-store");
  assert.equal(answer.headers["x-contract"], fingerprint);
  assert.equal(answer.headers["x-request-id"], error.details.requestId);
  assert.match(error.details.timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  if (one.changed !== undefined) assert.equal(answer.headers["x-contract-changed"], one.changed ? "true" : undefined);
  if (one.requestId !== undefined) assert.equal(error.details.requestId, one.requestId);
  if (one.acceptEncoding) assert.equal(answer.headers["accept-encoding"], "identity");
}

/** Somebody refused it, or closed the connection. */
export function assertStopped(answer) {
  if (answer !== null) assert.ok(answer.status >= 400, `${answer.status} ${answer.body}`);
}

/** The answer is the gateway's, and the gateway got what was sent. */
export function assertPassed(answer, { method, path, headers, body }, received) {
  assert.equal(received.length, 1, `the gateway saw it ${received.length} times; the answer was ${answer.status} ${answer.body}`);
  const [record] = received;
  assert.equal(record.method, method);
  assert.equal(pathOf(record.target), pathOf(path));
  assert.ok((body ?? Buffer.alloc(0)).equals(record.body), "the body was changed on its way");
  for (const [name] of headers) {
    if (/^(expect|origin|access-control-.*)$/i.test(name)) continue;
    const values = headers.filter(([other]) => other.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
    // Envoy joins them without a space.
    const isJoined = record.headers[name.toLowerCase()] === values.join(",");
    if (!isJoined) assert.equal(record.headers[name.toLowerCase()], values.join(", "), name);
  }
  assert.equal(answer.status, record.answer.status);
  if (method !== "HEAD") assert.equal(answer.body.toString(), record.answer.body.toString());
  for (const name of ["content-type", "x-contract", "x-request-id", "etag", "location", "www-authenticate"]) {
    assert.equal(answer.headers[name], record.answer.headers[name], name);
  }
}

/** As a URL, since some hosts resolve dot segments before we see them. */
function pathOf(target) {
  const { pathname, search } = new URL(target, "http://host");
  return pathname + search;
}
