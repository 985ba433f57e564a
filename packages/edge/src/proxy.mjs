// Forwards to a gateway at another address, for hosts that are no proxies themselves.

/** RFC 9110, 7.6.1: they belong to one connection. The host is the gateway's own. */
const HOP_BY_HOP = ["connection", "host", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"];

/** `(request) => Promise<Response>`; `init` is what the host's `fetch` takes beyond the standard. */
export function forwardTo(upstream, init = {}) {
  const base = new URL(upstream);
  return async function forward(request) {
    const { pathname, search } = new URL(request.url);
    const target = new URL(base);
    target.pathname = base.pathname.replace(/\/$/, "") + pathname;
    target.search = search;
    const headers = new Headers(request.headers);
    for (const name of HOP_BY_HOP) headers.delete(name);
    const outgoing = { method: request.method, headers, body: request.body, redirect: "manual", signal: request.signal, ...init };
    if (request.body !== null) outgoing.duplex = "half";
    let response;
    try {
      response = await fetch(target, outgoing);
    } catch (error) {
      if (request.signal?.aborted) throw error;
      console.error("@cyrexa/edge: the gateway cannot be reached:", error.message);
      return new Response(null, { status: 502 });
    }
    return asSent(response);
  };
}

/** `fetch` has undone the encoding already. */
function asSent(response) {
  const headers = new Headers(response.headers);
  const isEmpty = [101, 204, 205, 304].includes(response.status);
  if (headers.has("content-encoding")) {
    headers.delete("content-encoding");
    headers.delete("content-length");
  }
  for (const name of HOP_BY_HOP) headers.delete(name);
  return new Response(isEmpty ? null : response.body, { status: response.status, statusText: response.statusText, headers });
}
