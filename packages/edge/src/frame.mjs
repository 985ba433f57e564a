// Writes request frames (crates/edge/src/frame.rs) into one buffer of the module, used again for every request. What does not change from
// request to request, the settings and an unused request id, stays there from the last one.

import { relevantHeaders } from "./headers.mjs";
import { SharedBuffer, mustBeBytes } from "./shared_buffer.mjs";

const VERSION = 3;
const HEAD_ONLY = 1;
const OBSERVE = 1;

/** Up to here a loop is faster than a call of the encoder. */
const SHORT_TEXT = 64;

const encoder = new TextEncoder();

export class FrameWriter {
  #shared;
  #limit;
  #settings;
  /** The request id that the buffer holds, and the offset after it where the changing part begins. */
  #requestId = null;
  #start = 0;
  #at = 0;

  constructor(exports, { basePath, allowOrigins, limit, mode }) {
    this.#shared = new SharedBuffer(exports);
    this.#limit = limit;
    const path = encoder.encode(basePath);
    const origins = encoder.encode(allowOrigins.join(","));
    const settings = new Uint8Array(9 + path.length + origins.length);
    const view = new DataView(settings.buffer);
    view.setUint32(0, limit, true);
    view.setUint8(4, mode === "observe" ? OBSERVE : 0);
    view.setUint32(5, path.length, true);
    settings.set(path, 9);
    settings.set(origins, 9 + path.length);
    this.#settings = settings;
  }

  /** Returns the frame's length. */
  write({ method, path, headers }, body, isHeadOnly, requestId) {
    if (body !== null) mustBeBytes(body);
    const pairs = relevantHeaders(headers);
    // What is longer than the limit is refused for its length, whatever it holds.
    const bytes = body !== null && body.length > this.#limit ? body.subarray(0, this.#limit + 1) : body;
    let needed = 64 + this.#settings.length + 3 * (method.length + path.length + requestId.length);
    for (let i = 0; i < pairs.length; i++) needed += 4 + 3 * pairs[i].length;
    if (bytes !== null) needed += bytes.length;
    const isNew = this.#shared.reserve(needed);
    if (isNew || requestId !== this.#requestId) this.#writeStart(requestId);
    this.#shared.bytes[1] = isHeadOnly ? HEAD_ONLY : 0;
    this.#at = this.#start;
    const now = Date.now();
    this.#u32(now % 0x1_0000_0000);
    this.#u32(now / 0x1_0000_0000);
    this.#text(method);
    this.#text(path);
    this.#u32(pairs.length / 2);
    for (let i = 0; i < pairs.length; i++) this.#text(pairs[i]);
    if (bytes !== null) {
      this.#shared.bytes.set(bytes, this.#at);
      this.#at += bytes.length;
    }
    return this.#at;
  }

  get address() {
    return this.#shared.address;
  }

  shrink() {
    this.#shared.shrink();
  }

  #writeStart(requestId) {
    const settings = this.#settings;
    this.#at = 0;
    this.#u32(VERSION);
    this.#u32(settings.length);
    this.#shared.bytes.set(settings, this.#at);
    this.#at += settings.length;
    this.#text(requestId);
    this.#requestId = requestId;
    this.#start = this.#at;
  }

  #u32(value) {
    this.#shared.view.setUint32(this.#at, value, true);
    this.#at += 4;
  }

  #text(text) {
    const start = this.#at + 4;
    let length = text.length <= SHORT_TEXT ? this.#ascii(text, start) : -1;
    if (length < 0) length = encoder.encodeInto(text, this.#shared.bytes.subarray(start)).written;
    this.#shared.view.setUint32(this.#at, length, true);
    this.#at = start + length;
  }

  /** Returns the length, or -1 where it is not ASCII. */
  #ascii(text, start) {
    const view = this.#shared.view;
    const { length } = text;
    let all = 0;
    let i = 0;
    for (; i + 3 < length; i += 4) {
      const a = text.charCodeAt(i);
      const b = text.charCodeAt(i + 1);
      const c = text.charCodeAt(i + 2);
      const d = text.charCodeAt(i + 3);
      all |= a | b | c | d;
      view.setUint32(start + i, a | (b << 8) | (c << 16) | (d << 24), true);
    }
    for (; i < length; i++) {
      const a = text.charCodeAt(i);
      all |= a;
      view.setUint8(start + i, a);
    }
    return all > 0x7f ? -1 : length;
  }
}
