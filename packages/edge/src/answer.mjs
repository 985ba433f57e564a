// Reads answer frames (crates/edge/src/frame.rs); what it returns shares no memory with the module.

const REJECT = 1;
const GIVEN_REQUEST_ID = 254;
const SPELT_OUT = 255;

const decoder = new TextDecoder();

/** The codes and names behind the numbers in the module's answers: read from the module itself. */
export function readVocabulary(buffer, address) {
  const length = new DataView(buffer).getUint32(address, true);
  return JSON.parse(decoder.decode(new Uint8Array(buffer, address + 4, length - 4)));
}

export function readAnswer(buffer, address, { codes, fields, reasons, headers: known }, requestId) {
  const bytes = new Uint8Array(buffer, address);
  const u32 = (at) => bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
  const end = u32(0);
  const finding = { code: codes[bytes[5]], fields: [] };
  let at = 8;
  for (let left = bytes[at++]; left > 0; left--) finding.fields.push({ field: fields[bytes[at++]], code: reasons[bytes[at++]] });
  if (bytes[4] !== REJECT) return { action: "observe", finding };
  const text = () => {
    const start = at + 4;
    at = start + u32(at);
    return decoder.decode(bytes.subarray(start, at));
  };
  const headers = {};
  for (let left = bytes[at++]; left > 0; left--) {
    const which = bytes[at++];
    if (which === GIVEN_REQUEST_ID) headers["x-request-id"] = requestId;
    else if (which === SPELT_OUT) headers[text()] = text();
    else headers[known[which][0]] = known[which][1];
  }
  return { action: "reject", status: bytes[6] | (bytes[7] << 8), headers, body: bytes.slice(at, end), finding };
}
