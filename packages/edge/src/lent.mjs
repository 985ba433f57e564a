// A buffer in the module's memory, lent by it and used again for every request.

const FIRST_BUFFER = 16 * 1024;
/** A larger buffer goes back after use: one long body must not keep its memory for ever. */
const KEPT_BUFFER = 256 * 1024;

/** A text would be stored as zeros, and judged as those. */
export function mustBeOctets(body) {
  if (!ArrayBuffer.isView(body)) throw new TypeError("the body is no Uint8Array");
}

export class Lent {
  address = 0;
  octets = new Uint8Array(0);
  /** The same, for stores of four octets: what the module loads at once is best stored at once. */
  view = null;
  #capacity = 0;
  #exports;

  constructor(exports) {
    this.#exports = exports;
  }

  /** Makes room; says whether what stood there is lost. */
  reserve(length) {
    if (length > this.#capacity || this.#capacity === 0) {
      this.#exchange(Math.max(length, FIRST_BUFFER));
      return true;
    }
    // Memory that has grown has moved, which leaves the old view without octets.
    if (this.octets.length === 0) this.#look();
    return false;
  }

  put(octets) {
    mustBeOctets(octets);
    this.reserve(octets.length);
    this.octets.set(octets);
  }

  /** After a call: gives a large buffer back. */
  rest() {
    if (this.#capacity > KEPT_BUFFER) this.#give();
  }

  #exchange(length) {
    this.#give();
    this.address = this.#exports.alloc(length) >>> 0;
    if (this.address === 0) throw new Error("the edge module has no memory for this request");
    this.#capacity = length;
    this.#look();
  }

  #give() {
    if (this.address !== 0) this.#exports.free(this.address);
    this.#capacity = 0;
    this.address = 0;
  }

  #look() {
    const { buffer } = this.#exports.memory;
    this.octets = new Uint8Array(buffer, this.address, this.#capacity);
    this.view = new DataView(buffer, this.address, this.#capacity);
  }
}
