// A filter whose host fails at one of its calls: a function in between returns a status of our choice.

import { readFileSync } from "node:fs";

// Comes with jco.
import binaryen from "binaryen";

/** Envoy refuses a module that needs more. */
const FEATURES = ["MutableGlobals", "SignExt", "NontrappingFPToInt", "BulkMemory", "ReferenceTypes", "Multivalue"].reduce((all, name) => all | binaryen.Features[name], 0);

/** The module with `call` answering `status`; with `first`, only where that is its first parameter. */
export function sabotaged(file, { call, status, first }) {
  const honest = binaryen.readBinary(readFileSync(file));
  const text = honest.emitText();
  honest.dispose();
  const [line, name, parameters] = new RegExp(`\\(import "env" "${call}" \\(func (\\S+) \\(param ([^)]*)\\) \\(result i32\\)\\)\\)`).exec(text) ?? [];
  if (line === undefined) throw new Error(`the filter does not call ${call}`);
  const passedOn = parameters.split(" ").map((_, i) => `(local.get ${i})`).join(" ");
  const condition = first === undefined ? "(i32.const 1)" : `(i32.eq (local.get 0) (i32.const ${first}))`;
  const failing = `(func ${name} (param ${parameters}) (result i32)
    (if (result i32) ${condition} (then (i32.const ${status})) (else (call $honest ${passedOn}))))`;
  const broken = binaryen.parseText(text.replace(line, line.replace(name, "$honest")).replace(/\)\s*$/, `${failing})`));
  broken.setFeatures(FEATURES);
  const bytes = broken.emitBinary();
  broken.dispose();
  return bytes;
}
