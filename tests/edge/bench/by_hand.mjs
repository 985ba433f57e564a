// The same rules hand-written in JavaScript over JSON.parse, for comparison alone: it cannot see a duplicate key.

// ZWNJ, ZWJ, the direction marks and U+180E are legal inside a text.
const FORBIDDEN = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\u00ad\u200b\u2060-\u2064\u206a-\u206f\ufeff\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0001}\u{e0020}-\u{e007f}\p{Noncharacter_Code_Point}]/u;
const EDGES = /^[\p{White_Space}\u200e\u200f\u061c]+|[\p{White_Space}\u200e\u200f\u061c]+$/gu;
const LINE_ENDS = /\r\n|[\r\u0085\u2028\u2029]/g;
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
    const code = reason(field, normal(field, given));
    if (code !== null) failing.push([field, code]);
  }
  return failing;
}

function normal(field, text) {
  if (field === "phone" && /[^\x00-\x7f]/.test(text)) return dialled(text).replace(EDGES, "");
  const trimmed = text.replace(EDGES, "");
  return field === "address" ? trimmed.replace(LINE_ENDS, "\n") : trimmed;
}

/** A phone number in the characters that every phone has. */
function dialled(text) {
  return text
    .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
    .replace(/\p{Zs}/gu, " ")
    .replace(/[\u2010-\u2015\u2212\uff0d]/g, "-")
    .replaceAll("\uff0b", "+")
    .replace(/\p{Nd}/gu, digit);
}

/** Digits come in runs of ten, from zero to nine; some runs touch. */
function digit(character) {
  const code = character.codePointAt(0);
  let before = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(code - before - 1))) before += 1;
  return String(before % 10);
}

function reason(field, text) {
  if (text === "") return field === "name" || field === "email" ? "required" : null;
  if ([...text].length > MAX[field]) return "too_long";
  if (FORBIDDEN.test(field === "address" ? text.replaceAll("\n", "") : text)) return "characters";
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
