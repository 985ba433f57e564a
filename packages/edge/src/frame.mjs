// Writes request frames (crates/edge/src/frame.rs) into one buffer of the module, used again for every request. What does not change from
// request to request, the settings and an unused request id, stays there from the last one.

import { relevantHeaders } from "./headers.mjs";

const VERSION = 3;
const HEAD_ONLY = 1;
const OBSERVE = 1;

const FIRST_BUFFER = 16 * 1024;
/** A larger buffer goes back after use: one long body must not keep its memory for ever. */
const KEPT_BUFFER = 256 * 1024;
/** Up to here a loop is faster than a call of the encoder. */
const SHORT_TEXT = 64;

const encoder = new TextEncoder();

export class FrameWriter {
  address = 0;
  #exports;
  #limit;
  #settings;
  #capacity = 0;
  #octets = new Uint8Array(0);
  /** The request id that stands in the buffer, and where what changes begins behind it. */
  #requestId = null;
  #start = 0;
  #at = 0;

  constructor(exports, { basePath, allowOrigins, limit, mode }) {
    this.#exports = exports;
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
    this.#reserve(FIRST_BUFFER);
  }

  /** Returns the frame's length. */
  write({ method, path, headers }, body, isHeadOnly, requestId) {
    const pairs = relevantHeaders(headers);
    // What is longer than the limit is refused for its length, whatever it holds.
    const octets = body !== null && body.length > this.#limit ? body.subarray(0, this.#limit + 1) : body;
    let needed = 64 + this.#settings.length + 3 * (method.length + path.length + requestId.length);
    for (let i = 0; i < pairs.length; i++) needed += 4 + 3 * pairs[i].length;
    if (octets !== null) needed += octets.length;
    if (needed > this.#capacity) this.#reserve(needed);
    else if (this.#octets.length === 0) this.#look();

    if (requestId !== this.#requestId) this.#writeStart(requestId);
    this.#octets[1] = isHeadOnly ? HEAD_ONLY : 0;
    this.#at = this.#start;
    const now = Date.now();
    this.#u32(now % 0x1_0000_0000);
    this.#u32(now / 0x1_0000_0000);
    this.#text(method);
    this.#text(path);
    this.#u32(pairs.length / 2);
    for (let i = 0; i < pairs.length; i++) this.#text(pairs[i]);
    if (octets !== null) {
      this.#octets.set(octets, this.#at);
      this.#at += octets.length;
    }
    return this.#at;
  }

  /** After a call: gives a large buffer back. */
  rest() {
    if (this.#capacity > KEPT_BUFFER) this.#reserve(FIRST_BUFFER);
  }

  #writeStart(requestId) {
    const settings = this.#settings;
    this.#at = 0;
    this.#u32(VERSION);
    this.#u32(settings.length);
    this.#octets.set(settings, this.#at);
    this.#at += settings.length;
    this.#text(requestId);
    this.#requestId = requestId;
    this.#start = this.#at;
  }

  #reserve(length) {
    if (this.address !== 0) this.#exports.free(this.address);
    this.#capacity = Math.max(length, FIRST_BUFFER);
    this.#requestId = null;
    this.address = this.#exports.alloc(this.#capacity) >>> 0;
    if (this.address === 0) throw new Error("the edge module has no memory for this request");
    this.#look();
  }

  /** Memory that has grown has moved, which leaves the old view without octets. */
  #look() {
    this.#octets = new Uint8Array(this.#exports.memory.buffer, this.address, this.#capacity);
  }

  #u32(value) {
    const octets = this.#octets;
    const at = this.#at;
    octets[at] = value;
    octets[at + 1] = value >>> 8;
    octets[at + 2] = value >>> 16;
    octets[at + 3] = value >>> 24;
    this.#at = at + 4;
  }

  #text(text) {
    const start = this.#at + 4;
    const octets = this.#octets;
    let length = 0;
    if (text.length <= SHORT_TEXT) {
      for (; length < text.length; length++) {
        const code = text.charCodeAt(length);
        if (code > 0x7f) break;
        octets[start + length] = code;
      }
    }
    if (length !== text.length) length = encoder.encodeInto(text, octets.subarray(start)).written;
    this.#u32(length);
    this.#at = start + length;
  }
}
