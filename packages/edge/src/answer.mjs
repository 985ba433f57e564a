// Reads answer frames (crates/edge/src/frame.rs); what it returns shares no memory with the module.

const REJECT = 1;
const GIVEN_REQUEST_ID = 254;
const SPELT_OUT = 255;

const decoder = new TextDecoder();

/** The words that the octets of answers stand for. The module has them, so that they are its own. */
export function readVocabulary(buffer, address) {
  const length = new DataView(buffer).getUint32(address, true);
  return JSON.parse(decoder.decode(new Uint8Array(buffer, address + 4, length - 4)));
}

export function readAnswer(buffer, address, { codes, fields, reasons, headers: known }, requestId) {
  const octets = new Uint8Array(buffer, address);
  const u32 = (at) => octets[at] | (octets[at + 1] << 8) | (octets[at + 2] << 16) | (octets[at + 3] << 24);
  const end = u32(0);
  const finding = { code: codes[octets[5]], fields: [] };
  let at = 8;
  for (let left = octets[at++]; left > 0; left--) finding.fields.push({ field: fields[octets[at++]], code: reasons[octets[at++]] });
  if (octets[4] !== REJECT) return { action: "observe", finding };
  const text = () => {
    const start = at + 4;
    at = start + u32(at);
    return decoder.decode(octets.subarray(start, at));
  };
  const headers = {};
  for (let left = octets[at++]; left > 0; left--) {
    const which = octets[at++];
    if (which === GIVEN_REQUEST_ID) headers["x-request-id"] = requestId;
    else if (which === SPELT_OUT) headers[text()] = text();
    else headers[known[which][0]] = known[which][1];
  }
  return { action: "reject", status: octets[6] | (octets[7] << 8), headers, body: octets.slice(at, end), finding };
}
