// A guard over web-standard requests: the body is read once, and what was read is what is forwarded.

import { mayWrite } from "./may_write.mjs";

/** The gateway's own bound: who sends more has not made a slip. */
const MOST_DRAINED = 2 * 1024 * 1024;

/** `(request, forward) => Promise<Response>` over an edge, or the promise of one. */
export function fetchGuard(edge, fail = "closed") {
  return async function guard(request, forward) {
    const { pathname, search } = new URL(request.url);
    const head = { method: request.method, path: pathname + search, headers: request.headers };
    let judge;
    try {
      judge = await edge;
    } catch (error) {
      return withoutModule(error, head, fail, () => forward(request));
    }
    const verdict = judge.inspectHead(head);
    if (verdict.action === "reject") {
      await drained(request.body?.getReader());
      return answered(verdict, request);
    }
    if (verdict.action === "pass") return forward(request);
    return guardBody(judge, head, verdict.operation, request, forward);
  };
}

async function guardBody(judge, head, operation, request, forward) {
  const { limit, mode } = judge.options;
  if (request.bodyUsed) {
    const fault = judge.fault(head, new Error("the body was read before the edge middleware: put it first"));
    return fault.action === "pass" ? forward(request) : answered(fault, request);
  }
  let received;
  try {
    received = await read(request, limit);
  } catch {
    // The client has disconnected: the body is incomplete, and an answer would not arrive.
    return new Response(null, { status: 400 });
  }
  const { bytes, rest } = received;
  const verdict = judge.inspectBody({ ...head, body: bytes }, operation);
  if (verdict.action === "reject") {
    await drained(rest);
    return answered(verdict, request);
  }
  if (rest !== null && mode === "observe") {
    return forward(withBody(request, { body: continued(bytes, rest), duplex: "half" }));
  }
  // GET and HEAD can have no body here, whatever a header says of the method.
  return forward(request.body === null ? request : withBody(request, { body: bytes }));
}

function withBody(request, init) {
  // The body is here: there is nothing left to ask the gateway's permission for.
  if (!request.headers.has("expect")) return new Request(request, init);
  const headers = new Headers(request.headers);
  headers.delete("expect");
  return new Request(request, { ...init, headers });
}

/**
 * Takes in what is left of a body, up to a bound. A server that answers and closes while the client is still sending resets the
 * connection, and the client may lose the answer it was about to read.
 */
async function drained(reader) {
  try {
    for (let left = MOST_DRAINED; reader && left > 0; ) {
      const { done, value } = await reader.read();
      if (done) return;
      left -= value.length;
    }
    await reader?.cancel();
  } catch {
    // The client has disconnected: an answer would not arrive.
  }
}

/** The whole body, or what came up to the first chunk beyond the limit, with the reader of the rest. */
async function read(request, limit) {
  if (request.body === null) return { bytes: new Uint8Array(0), rest: null };
  const announced = Number(request.headers.get("content-length") ?? Infinity);
  // The server has checked the length: no need to go by chunks.
  if (announced <= limit) return { bytes: new Uint8Array(await request.arrayBuffer()), rest: null };
  const reader = request.body.getReader();
  const chunks = [];
  let total = 0;
  while (total <= limit) {
    const { done, value } = await reader.read();
    if (done) return { bytes: joined(chunks, total), rest: null };
    chunks.push(value);
    total += value.length;
  }
  return { bytes: joined(chunks, total), rest: reader };
}

function joined(chunks, total) {
  if (chunks.length === 1) return chunks[0];
  const whole = new Uint8Array(total);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function continued(bytes, reader) {
  return new ReadableStream({
    start: (controller) => controller.enqueue(bytes),
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

function answered({ status, headers, body }, request) {
  return new Response(request.method === "HEAD" ? null : body, { status, headers });
}

async function withoutModule(error, head, fail, pass) {
  const { brokenAnswer } = await import("./broken.mjs");
  console.error("@cyrexa/edge: the module cannot be loaded:", error);
  if (fail === "open" || !mayWrite(head)) return pass();
  const { status, headers, body } = brokenAnswer(head);
  return new Response(body, { status, headers });
}
