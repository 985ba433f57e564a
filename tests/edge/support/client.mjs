// A client that sends exactly the bytes of a case, over a socket of its own, and reads one answer.

import { connect } from "node:net";

/** `{status, headers, body}` of one request. */
export function send(port, { method, target, headers, body = null, chunks = null, extension = "", trailers = [], version = "1.1" }) {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    const parts = [];
    const finish = () => {
      const raw = Buffer.concat(parts);
      try {
        resolve(parse(raw, method));
      } catch (error) {
        reject(error);
      }
    };
    socket.on("data", (part) => {
      parts.push(part);
      if (isWhole(Buffer.concat(parts), method)) {
        socket.destroy();
        finish();
      }
    });
    socket.on("end", finish);
    // A server that has answered may close before it has read all of a body.
    socket.on("error", (error) => (parts.length > 0 ? finish() : reject(error)));
    socket.on("connect", async () => {
      const lines = [`${method} ${target} HTTP/${version}`, ...headers.map(([name, value]) => `${name}: ${value}`)];
      socket.write(Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1"));
      if (chunks !== null) {
        for (const chunk of chunks) {
          if (chunk.length === 0) continue;
          await written(socket, Buffer.concat([Buffer.from(`${chunk.length.toString(16)}${extension}\r\n`), chunk, Buffer.from("\r\n")]));
        }
        const lines = trailers.map(([name, value]) => `${name}: ${value}\r\n`);
        await written(socket, Buffer.from(`0${extension}\r\n${lines.join("")}\r\n`));
      } else if (body !== null) await written(socket, body);
    });
  });
}

function written(socket, bytes) {
  return new Promise((resolve) => (socket.writable ? socket.write(bytes, () => resolve()) : resolve()));
}

function parse(raw, method) {
  const { head, rest } = split(raw);
  const [status, ...lines] = head.split("\r\n");
  const headers = {};
  for (const line of lines) {
    const at = line.indexOf(":");
    headers[line.slice(0, at).toLowerCase()] = line.slice(at + 1).trim();
  }
  const isChunked = /chunked/i.test(headers["transfer-encoding"] ?? "");
  const length = headers["content-length"];
  const body = isChunked ? unchunked(rest).bytes : length === undefined ? rest : rest.subarray(0, Number(length));
  return { status: Number(status.split(" ")[1]), headers, body: method === "HEAD" ? Buffer.alloc(0) : body };
}

function split(raw) {
  let at = raw.indexOf("\r\n\r\n");
  if (at < 0) throw new Error(`no answer, but ${raw.length} bytes: ${raw.toString("latin1").slice(0, 200)}`);
  let head = raw.subarray(0, at).toString("latin1");
  let rest = raw.subarray(at + 4);
  // An interim answer is not the answer.
  if (/^HTTP\/1\.\d 1\d\d/.test(head)) return split(rest);
  return { head, rest };
}

function isWhole(raw, method) {
  let parts;
  try {
    parts = split(raw);
  } catch {
    return false;
  }
  const length = /^content-length:\s*(\d+)/im.exec(parts.head);
  const status = Number(parts.head.split(" ")[1]);
  if (method === "HEAD" || status === 204 || status === 304) return true;
  if (/^transfer-encoding:.*chunked/im.test(parts.head)) return unchunked(parts.rest).isWhole;
  return length !== null && parts.rest.length >= Number(length[1]);
}

function unchunked(bytes) {
  const parts = [];
  let at = 0;
  for (;;) {
    const end = bytes.indexOf("\r\n", at);
    if (end < 0) return { bytes: Buffer.concat(parts), isWhole: false };
    const size = parseInt(bytes.subarray(at, end).toString("latin1"), 16);
    if (size === 0) return { bytes: Buffer.concat(parts), isWhole: bytes.length >= end + 4 };
    parts.push(bytes.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
}
