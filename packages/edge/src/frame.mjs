// Writes request frames (crates/edge/src/frame.rs) into one buffer of the module, used again for every request.

import { relevantHeaders } from "./headers.mjs";

const VERSION = 2;
const HEAD_ONLY = 1;
const OBSERVE = 2;

const FIRST_BUFFER = 16 * 1024;
/** A larger buffer goes back after use: one long body must not keep its memory for ever. */
const KEPT_BUFFER = 256 * 1024;
/** Up to here a loop is faster than a call of the encoder. */
const SHORT_TEXT = 64;

const encoder = new TextEncoder();

export class FrameWriter {
  address = 0;
  #exports;
  #options;
  #origins;
  #capacity = 0;
  #octets = new Uint8Array(0);
  #at = 0;

  constructor(exports, options) {
    this.#exports = exports;
    this.#options = options;
    this.#origins = options.allowOrigins.join(",");
    this.#reserve(FIRST_BUFFER);
  }

  /** Returns the frame's length. */
  write({ method, path, headers }, body, isHeadOnly, requestId) {
    const pairs = relevantHeaders(headers);
    const options = this.#options;
    // What is longer than the limit is refused for its length, whatever it holds.
    const octets = body === null ? null : body.length > options.limit ? body.subarray(0, options.limit + 1) : body;
    let needed = 64 + 3 * (options.basePath.length + method.length + path.length + requestId.length + this.#origins.length);
    for (let i = 0; i < pairs.length; i++) needed += 4 + 3 * pairs[i].length;
    needed += octets === null ? 0 : octets.length;
    if (needed > this.#capacity) this.#reserve(needed);
    else if (this.#octets.buffer !== this.#exports.memory.buffer) this.#look();

    this.#at = 0;
    const now = Date.now();
    this.#u32(VERSION | ((isHeadOnly ? HEAD_ONLY : 0) | (options.mode === "observe" ? OBSERVE : 0)) << 8);
    this.#u32(options.limit);
    this.#u32(now % 0x1_0000_0000);
    this.#u32(now / 0x1_0000_0000);
    this.#text(options.basePath);
    this.#text(method);
    this.#text(path);
    this.#text(requestId);
    this.#text(this.#origins);
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

  #reserve(length) {
    if (this.address !== 0) this.#exports.free(this.address);
    this.#capacity = Math.max(length, FIRST_BUFFER);
    this.address = this.#exports.alloc(this.#capacity) >>> 0;
    if (this.address === 0) throw new Error("the edge module has no memory for this request");
    this.#look();
  }

  /** The memory may have grown and moved. */
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
