// A buffer that the module allocates in its memory, reused for every request.

const FIRST_BUFFER = 16 * 1024;
/** A larger buffer is freed after use: one long body must not keep its memory for ever. */
const KEPT_BUFFER = 256 * 1024;

/** A string would be stored, and judged, as zeros. */
export function mustBeBytes(body) {
  if (!ArrayBuffer.isView(body)) throw new TypeError("the body is no Uint8Array");
}

export class SharedBuffer {
  address = 0;
  bytes = new Uint8Array(0);
  /** The same memory, for 32-bit stores: fastest where the module loads 32 bits. */
  view = null;
  #capacity = 0;
  #exports;

  constructor(exports) {
    this.#exports = exports;
  }

  /** Makes room; returns whether the content was lost. */
  reserve(length) {
    if (length > this.#capacity || this.#capacity === 0) {
      this.#reallocate(Math.max(length, FIRST_BUFFER));
      return true;
    }
    // Memory that has grown is another ArrayBuffer; the old view is detached and empty.
    if (this.bytes.length === 0) this.#createViews();
    return false;
  }

  put(bytes) {
    mustBeBytes(bytes);
    this.reserve(bytes.length);
    this.bytes.set(bytes);
  }

  /** After a call: frees a large buffer. */
  shrink() {
    if (this.#capacity > KEPT_BUFFER) this.#free();
  }

  #reallocate(length) {
    this.#free();
    this.address = this.#exports.alloc(length) >>> 0;
    if (this.address === 0) throw new Error("the edge module has no memory for this request");
    this.#capacity = length;
    this.#createViews();
  }

  #free() {
    if (this.address !== 0) this.#exports.free(this.address);
    this.#capacity = 0;
    this.address = 0;
  }

  #createViews() {
    const { buffer } = this.#exports.memory;
    this.bytes = new Uint8Array(buffer, this.address, this.#capacity);
    this.view = new DataView(buffer, this.address, this.#capacity);
  }
}
