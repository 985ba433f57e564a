// The raw ABI from JavaScript: request frames in, answers out. No I/O; a host gives the compiled module.
//
// A trap drops the instance; the next call, or the one retry of this one, makes another.

import { readAnswer, readVocabulary } from "./answer.mjs";
import { FrameWriter } from "./frame.mjs";
import { SharedBuffer } from "./shared_buffer.mjs";
import { readOptions } from "./options.mjs";
import { Counters } from "./counters.mjs";
import { brokenAnswer } from "./broken.mjs";
import { mayWrite } from "./may_write.mjs";

const UNREADABLE = 0;
const PASS = 1;
const READ_CREATE = 2;
const READ_UPDATE = 3;
/** `check` of a body that is no JSON object. */
const MALFORMED = -0x8000_0000;

const PASSED = Object.freeze({ action: "pass" });
const TO_READ = { [READ_CREATE]: Object.freeze({ action: "read", operation: "create" }), [READ_UPDATE]: Object.freeze({ action: "read", operation: "update" }) };
const NOTHING = new Uint8Array(0);

/** One configuration of the rules; made by `createEdge` of the entry for each host. */
export class Edge {
  #module;
  #options;
  #writer = null;
  #exports = null;
  #inspect = null;
  #checkBody = null;
  #bodies = null;
  #vocabulary = null;
  #requestId = crypto.randomUUID();
  #counters = new Counters();

  constructor(module, options) {
    this.#options = readOptions(options);
    this.#module = module;
  }

  get options() {
    return this.#options;
  }

  /** How often what happened, by code and field; never a value. */
  counters() {
    return this.#counters.snapshot();
  }

  /** A body alone: `null` where it is fine, or what is wrong. `operation` is `"create"` or `"update"`. */
  check(body, operation) {
    const bits = this.#check(body, operation);
    if (bits === 0) return null;
    const { fields, reasons } = this.#words();
    if (bits === MALFORMED) return { code: "MALFORMED_BODY", fields: [] };
    const failing = [];
    for (let i = 0; i < fields.length; i++) {
      const reason = (bits >>> (4 * i)) & 15;
      if (reason !== 0) failing.push({ field: fields[i], code: reasons[reason - 1] });
    }
    return { code: "VALIDATION_FAILED", fields: failing };
  }

  /** The whole request: `{action: "pass"}` or `{action: "reject", status, headers, body, finding}`. */
  inspect(request) {
    return this.#judge(request, request.body ?? NOTHING, false);
  }

  /** The head alone: as `inspect`, or `{action: "read", operation}` where the body decides: `inspectBody`. */
  inspectHead(request) {
    return this.#judge(request, null, true);
  }

  /** A request whose head said `{action: "read", operation}`: as `inspect`, which it asks only where something is wrong. */
  inspectBody(request, operation) {
    const body = request.body ?? NOTHING;
    if (body.length <= this.#options.limit) {
      try {
        if (this.#check(body, operation) === 0) {
          this.#counters.passed();
          return PASSED;
        }
      } catch {
        // A trap: `inspect` makes another instance, or finds that it cannot.
        this.#exports = null;
      }
    }
    return this.#judge(request, body, false);
  }

  /** What a guarded request gets that cannot be judged, by the fail mode; observing blocks nothing. */
  fault(request, error) {
    this.#counters.fault();
    this.#options.onFault?.(error);
    const { fail, mode } = this.#options;
    if (fail === "open" || mode === "observe" || !mayWrite(request)) return PASSED;
    return brokenAnswer(request);
  }

  #judge(request, body, isHeadOnly) {
    let failure;
    for (let attempt = 0; attempt < 2; attempt++) {
      try {
        return this.#call(request, body, isHeadOnly);
      } catch (error) {
        this.#exports = null;
        failure = error;
      }
    }
    return this.fault(request, failure);
  }

  #call(request, body, isHeadOnly) {
    if (this.#exports === null) this.#start();
    const length = this.#writer.write(request, body, isHeadOnly, this.#requestId);
    const inspect = this.#inspect;
    const reply = inspect(this.#writer.address, length) >>> 0;
    this.#writer.shrink();
    if (reply === PASS) {
      this.#counters.passed();
      return PASSED;
    }
    if (reply === READ_CREATE || reply === READ_UPDATE) return TO_READ[reply];
    if (reply === UNREADABLE) throw new Error("the edge module did not understand its host");
    const answer = readAnswer(this.#exports.memory.buffer, reply, this.#words(), this.#requestId);
    this.#counters.found(answer);
    this.#options.onFinding?.({ action: answer.action, ...answer.finding });
    if (answer.action === "observe") return { action: "pass", observed: answer.finding };
    // Used: the next one needs another.
    if (answer.headers["x-request-id"] === this.#requestId) this.#requestId = crypto.randomUUID();
    return answer;
  }

  #check(body, operation) {
    if (this.#exports === null) this.#start();
    this.#bodies.put(body);
    const check = this.#checkBody;
    const bits = check(this.#bodies.address, body.length, operation === "update" ? READ_UPDATE : READ_CREATE);
    this.#bodies.shrink();
    return bits;
  }

  #start() {
    const { exports } = new WebAssembly.Instance(this.#module);
    this.#exports = exports;
    // The object of exports is a slow one to look things up in.
    this.#inspect = exports.inspect;
    this.#checkBody = exports.check;
    this.#writer = new FrameWriter(exports, this.#options);
    this.#bodies = new SharedBuffer(exports);
  }

  #words() {
    const { memory, vocabulary } = this.#exports;
    return (this.#vocabulary ??= readVocabulary(memory.buffer, vocabulary() >>> 0));
  }
}
