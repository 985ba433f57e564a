// The raw ABI from JavaScript: request frames in, answers out. No I/O; a host gives the compiled module.
//
// A trap drops the instance; the next call, or the one retry of this one, makes another.

import { readAnswer, readVocabulary } from "./answer.mjs";
import { FrameWriter } from "./frame.mjs";
import { readOptions } from "./options.mjs";
import { Counters } from "./counters.mjs";
import { brokenAnswer } from "./broken.mjs";
import { mayWrite } from "./may_write.mjs";

const UNREADABLE = 0;
const PASS = 1;
const READ = 2;

const PASSED = Object.freeze({ action: "pass" });
const TO_READ = Object.freeze({ action: "read" });

/** One configuration of the rules; made by `createEdge` of the entry for each host. */
export class Edge {
  #module;
  #options;
  #writer = null;
  #exports = null;
  #inspect = null;
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

  /** The whole request: `{action: "pass"}` or `{action: "reject", status, headers, body, finding}`. */
  inspect(request) {
    return this.#judge(request, request.body ?? new Uint8Array(0), false);
  }

  /** The head alone: as `inspect`, or `{action: "read"}` where the body decides. */
  inspectHead(request) {
    return this.#judge(request, null, true);
  }

  /** What a guarded request gets that cannot be judged, by the fail mode. */
  fault(request, error) {
    this.#counters.fault();
    this.#options.onFault?.(error);
    if (this.#options.fail === "open" || !mayWrite(request)) return PASSED;
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
    if (this.#exports === null) {
      this.#exports = new WebAssembly.Instance(this.#module).exports;
      // The object of exports is a slow one to look things up in.
      this.#inspect = this.#exports.inspect;
      this.#writer = new FrameWriter(this.#exports, this.#options);
    }
    const length = this.#writer.write(request, body, isHeadOnly, this.#requestId);
    const inspect = this.#inspect;
    const reply = inspect(this.#writer.address, length) >>> 0;
    this.#writer.rest();
    if (reply === PASS) {
      this.#counters.passed();
      return PASSED;
    }
    if (reply === READ) return TO_READ;
    if (reply === UNREADABLE) throw new Error("the edge module did not understand its host");
    const { memory, vocabulary } = this.#exports;
    this.#vocabulary ??= readVocabulary(memory.buffer, vocabulary() >>> 0);
    const answer = readAnswer(memory.buffer, reply, this.#vocabulary, this.#requestId);
    this.#counters.found(answer);
    this.#options.onFinding?.({ action: answer.action, ...answer.finding });
    if (answer.action === "observe") return { action: "pass", observed: answer.finding };
    // Used: the next one needs another.
    if (answer.headers["x-request-id"] === this.#requestId) this.#requestId = crypto.randomUUID();
    return answer;
  }
}
