// Counts by code and field.

export class Counters {
  #passed = 0;
  #refused = 0;
  #observed = 0;
  #faults = 0;
  #codes = new Map();
  #fields = new Map();

  passed() {
    this.#passed++;
  }

  fault() {
    this.#faults++;
  }

  found({ action, finding }) {
    if (action === "reject") this.#refused++;
    else this.#observed++;
    increment(this.#codes, finding.code);
    for (const { field, code } of finding.fields) increment(this.#fields, `${field}.${code}`);
  }

  snapshot() {
    return {
      passed: this.#passed,
      refused: this.#refused,
      observed: this.#observed,
      faults: this.#faults,
      codes: Object.fromEntries(this.#codes),
      fields: Object.fromEntries(this.#fields),
    };
  }
}

function increment(counts, name) {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
