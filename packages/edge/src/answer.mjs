// Reads answer frames (crates/edge/src/frame.rs); what it returns shares no memory with the module.

const REJECT = 1;
const decoder = new TextDecoder();

export function readAnswer(buffer, address) {
  const view = new DataView(buffer, address);
  const length = view.getUint32(0, true);
  const octets = new Uint8Array(buffer, address, length);
  let at = 8;
  const count = () => {
    const value = view.getUint32(at, true);
    at += 4;
    return value;
  };
  const text = () => {
    const size = count();
    at += size;
    return decoder.decode(octets.subarray(at - size, at));
  };
  const finding = { code: text(), fields: [] };
  for (let left = count(); left > 0; left--) finding.fields.push({ field: text(), code: text() });
  const headers = {};
  for (let left = count(); left > 0; left--) headers[text()] = text();
  if (view.getUint16(4, true) !== REJECT) return { action: "observe", finding };
  return { action: "reject", status: view.getUint16(6, true), headers, body: octets.slice(at), finding };
}
