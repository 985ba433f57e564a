// The same rules hand-written in JavaScript over JSON.parse, for comparison alone: it cannot see a duplicate key.

const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\u061c\u180e\u2060-\u2064\ufeff\ufdd0-\ufdef\ufffe\uffff]/u;
const FORBIDDEN_IN_LINES = /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\u061c\u180e\u2060-\u2064\ufeff\ufdd0-\ufdef\ufffe\uffff]/u;
const EMAIL = /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;
const PHONE = /^\+?[ .()-]*(?:[0-9][ .()-]*){7,15}$/;
const CARD = /(?:\d[ .-]?){13,19}/g;
const MAX = { name: 100, email: 100, address: 255, phone: 20, memberId: 50 };

/** The failing fields of a create. */
export function check(value) {
  const failing = [];
  for (const field of ["name", "email", "address", "phone", "memberId"]) {
    const given = value[field];
    if (given === undefined || given === null) {
      if (field === "name" || field === "email") failing.push([field, "required"]);
      continue;
    }
    if (typeof given !== "string") {
      failing.push([field, "type"]);
      continue;
    }
    const code = reason(field, given.trim());
    if (code !== null) failing.push([field, code]);
  }
  return failing;
}

function reason(field, text) {
  if (text === "") return field === "name" || field === "email" ? "required" : null;
  if ([...text].length > MAX[field]) return "too_long";
  if ((field === "address" ? FORBIDDEN_IN_LINES : FORBIDDEN).test(text)) return "characters";
  if (field === "email") return EMAIL.test(text) ? null : "format";
  if (field === "phone") return PHONE.test(text) ? null : "format";
  if (field !== "memberId" && hasCard(text)) return "card_number";
  return null;
}

function hasCard(text) {
  for (const [found] of text.matchAll(CARD)) {
    const digits = found.replace(/\D/g, "");
    let sum = 0;
    for (let i = 0; i < digits.length; i++) {
      let digit = digits.charCodeAt(digits.length - 1 - i) - 48;
      if (i % 2 === 1 && (digit *= 2) > 9) digit -= 9;
      sum += digit;
    }
    if (sum % 10 === 0 && /^(?:4|5[1-5]|2[2-7]|3[47]|6)/.test(digits)) return true;
  }
  return false;
}
