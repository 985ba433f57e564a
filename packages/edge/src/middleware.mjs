// `(req, res, next)`: Express, Connect, a bare `node:http`. Put it before anything that reads bodies.
//
// The body is read and put back (`unshift`) before its end is announced, so that whoever comes next reads the same octets from an
// ordinary stream.

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
  // What is left of a body nobody wants is not read: the connection ends after the answer.
  if (!req.complete) res.setHeader("connection", "close");
  res.writeHead(status, { ...headers, "content-length": body.length });
  res.end(req.method === "HEAD" ? undefined : body);
  if (!req.complete) req.resume();
}

function pairs(raw) {
  const pairs = [];
  for (let i = 0; i + 1 < raw.length; i += 2) pairs.push([raw[i], raw[i + 1]]);
  return pairs;
}
