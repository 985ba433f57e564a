// `(req, res, next)`: Express, Connect, a bare `node:http`. Put it before anything that reads bodies.
//
// The body is read and put back (`unshift`) before its end is announced, so that the next handler reads the same bytes from an
// ordinary stream.

/** The gateway's own bound: who sends more has not made a slip. */
const MOST_DRAINED = 2 * 1024 * 1024;

/** Middleware over an edge. */
export function nodeMiddleware(edge) {
  return function cyrexaEdge(req, res, next) {
    const head = { method: req.method, path: req.originalUrl ?? req.url, headers: pairs(req.rawHeaders) };
    const verdict = edge.inspectHead(head);
    if (verdict.action === "pass") return next();
    if (verdict.action === "reject") return answer(verdict, req, res);
    if (req.readableDidRead) {
      const error = new Error("the body was read before the edge middleware: put it first");
      const fault = edge.fault(head, error);
      return fault.action === "pass" ? next() : answer(fault, req, res);
    }
    receive(req, edge.options, (bytes) => {
      const judged = edge.inspectBody({ ...head, body: bytes }, verdict.operation);
      if (judged.action === "reject") return answer(judged, req, res);
      // After the stream has noticed that it has no listener any more.
      process.nextTick(next);
    });
  };
}

/** Calls back once with the whole body, or with what is there as soon as it is longer than the limit; puts it all back. */
function receive(req, { limit }, callback) {
  const chunks = [];
  let total = 0;
  const settle = () => {
    req.removeListener("readable", onReadable);
    const bytes = Buffer.concat(chunks, total);
    if (total > 0) req.unshift(bytes);
    callback(bytes);
  };
  const onReadable = () => {
    for (let chunk = req.read(); chunk !== null; chunk = req.read()) {
      chunks.push(chunk);
      total += chunk.length;
    }
    if (req.complete || total > limit) settle();
  };
  // The client has disconnected: there is no one to answer.
  req.on("readable", onReadable);
}

function answer({ status, headers, body }, req, res) {
  drain(req, (isWhole) => {
    if (!isWhole) res.setHeader("connection", "close");
    res.writeHead(status, { ...headers, "content-length": body.length });
    res.end(req.method === "HEAD" ? undefined : body);
  });
}

/**
 * Reads and drops the rest of an unwanted body, up to a bound, and calls back with whether that was all: a connection that ends while
 * the client still sends may lose it the answer, and what it has sent behind the body would be served without one.
 */
function drain(req, callback) {
  if (req.complete) return callback(true);
  let left = MOST_DRAINED;
  const settle = (isWhole) => {
    req.removeListener("data", onData);
    req.removeListener("end", onEnd);
    if (!isWhole) req.pause();
    callback(isWhole);
  };
  const onEnd = () => settle(true);
  const onData = (chunk) => {
    left -= chunk.length;
    if (left < 0) settle(false);
  };
  // The client has disconnected: there is no one to answer.
  req.on("data", onData).on("end", onEnd);
  // The caller may have paused it after reading a body for us to judge.
  req.resume();
}

function pairs(raw) {
  const pairs = [];
  for (let i = 0; i + 1 < raw.length; i += 2) pairs.push([raw[i], raw[i + 1]]);
  return pairs;
}
