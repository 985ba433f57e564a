// `(req, res, next)`: Express, Connect, a bare `node:http`. Put it before anything that reads bodies.
//
// The body is read and put back (`unshift`) before its end is announced, so that whoever comes next reads the same octets from an
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
    receive(req, edge.options, (octets) => {
      const judged = edge.inspectBody({ ...head, body: octets }, verdict.operation);
      if (judged.action === "reject") return answer(judged, req, res);
      // After the stream has noticed that nobody listens any more.
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
    const octets = Buffer.concat(chunks, total);
    if (total > 0) req.unshift(octets);
    callback(octets);
  };
  const onReadable = () => {
    for (let chunk = req.read(); chunk !== null; chunk = req.read()) {
      chunks.push(chunk);
      total += chunk.length;
    }
    if (req.complete || total > limit) settle();
  };
  // A client that breaks off leaves nobody to answer.
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
 * Takes in what is left of a body nobody wants, up to a bound, and calls back with whether that was all: a connection that ends while
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
  // A client that breaks off leaves nobody to answer.
  req.on("data", onData).on("end", onEnd);
  // It may have been paused, by whoever asked us to judge a body that was read.
  req.resume();
}

function pairs(raw) {
  const pairs = [];
  for (let i = 0; i + 1 < raw.length; i += 2) pairs.push([raw[i], raw[i + 1]]);
  return pairs;
}
