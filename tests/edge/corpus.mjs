// Bodies to compare builds by: collected ones, values at every limit of every rule, and mutations of both; the same ones on every run.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { root } from "./support/files.mjs";
import { table } from "./table.mjs";

const FIELDS = ["name", "email", "address", "phone", "memberId"];
const MAX = { name: 100, email: 100, address: 255, phone: 20, memberId: 50 };
const CARDS = ["4111111111111111", "4111 1111 1111 1111", "4111-1111-1111-1112", "5500.0000.0000.0004", "378282246310005", "6011000990139424", "0000000000000000"];
const ODD = [
  "", " ", "\t\n", "\u00a0", "\u3000", "Ana", "José", "O'Brien", "李小龍", "می\u200cخواهم", "क्\u200dष", "😀", "👨‍👩‍👧", "e\u0301", "\u0000", "\u001f", "\u007f", "\u0085",
  "a\nb", "a\r\nb", "\u202e", "\u2066", "\u200b", "\u200d", "\u2060", "\ufeff", "\ufffe", "\uffff", "\u{10ffff}", "\u{1f600}", "<script>", "a\\b", 'a"b', "\u061c", "\u180e",
];
const EMAILS = [
  "a@b", "a@b.c", "a.b@c.d", ".a@b", "a.@b", "a..b@c", "a@-b", "a@b-", "a@b..c", "a@b_c", "@b", "a@", "a", "a@b@c", "ä@b.c", "a@ä.c", "a+b@c.d", "a b@c", "a@b c", "a@[127.0.0.1]",
  `${"a".repeat(64)}@b.c`, `a@${"b".repeat(63)}.c`, `a@${"b".repeat(64)}.c`, `${"a".repeat(88)}@example.com`, `${"a".repeat(89)}@example.com`, "!#$%&'*+/=?^_`{|}~-@b", "a@b.", "a@.b",
];
const PHONES = [
  "+1", "123456", "1234567", "123456789012345", "1234567890123456", "+46 (8) 123 456 78", "00 46", "+", "++1234567", "12+34567", "1234567a", "١٢٣٤٥٦٧", "(123) 4567", "123.456.7890",
  "123-4567", "1 2 3 4 5 6 7", "1234567 ", "12345678901234567890", "+1234567", "１２３４５６７",
];
const VALUES = [null, true, false, 0, -1, 1e400, 1.5, [], {}, [null], { a: 1 }, "x"];

/** At least `count` different bodies. */
export function corpus(count) {
  const random = randomFrom(0x5eed);
  const seeds = [...collected(), ...boundaries()];
  const bodies = new Map();
  const add = (body) => bodies.set(body.toString("latin1"), body);
  seeds.forEach(add);
  while (bodies.size < count) {
    const kind = random(10);
    if (kind < 5) add(Buffer.from(JSON.stringify(composed(random))));
    else if (kind < 6) add(Buffer.from(spelt(composed(random), random)));
    else add(mutated(seeds[random(seeds.length)], random));
  }
  return [...bodies.values()];
}

/** The request table's, the contract's published corpus, and what is known to divide readers of JSON. */
function collected() {
  const own = table.filter(({ body }) => typeof body === "string" || Buffer.isBuffer(body)).map(({ body }) => Buffer.from(body));
  const published = publishedBodies();
  const divisive = [
    '{"name":"Ana","email":"a@b","name":"B"}', '{"a":{"b":1,"b":2}}', '{"\\u006eame":"A","name":"B"}', '{"name":"\\ud83d\\ude00","email":"a@b"}', '{"name":"\\ude00","email":"a@b"}',
    '{"name":"\\ud83d","email":"a@b"}', '{"\\ud83d":1,"name":"A","email":"a@b"}', '{"name":"A","email":"a@b",}', "{'name':'A'}", '{name:"A"}', '{"name":"A" "email":"a@b"}',
    '{"name":"A\tB","email":"a@b"}', '{"name":"A\\tB","email":"a@b"}', '{"name":"\\/","email":"a@b"}', '{"name":"\\x41","email":"a@b"}', '{"name":01}', '{"name":1.}', '{"name":.5}', '{"name":+1}', '{"name":1e}',
    '{"x":1E400,"name":"A","email":"a@b"}', '{"x":-0,"name":"A","email":"a@b"}', '{"x":123456789012345678901234567890,"name":"A","email":"a@b"}', '{"name":"A","email":"a@b"}x', '{"name":"A","email":"a@b"} ',
    ' \n\t{"name":"A","email":"a@b"}', '\u00a0{"name":"A","email":"a@b"}', '\ufeff\ufeff{}', "\ufeff", "null", "true", "1", '"x"', "[]", "[{}]", "{", "}", "{}", '{"":1}', '{"":1,"":2}', '{"Name":"A","email":"a@b"}',
    '{"name":"A","email":"a@b","__proto__":{"x":1}}', '{"name":"A","email":"a@b","constructor":1}', '{"name":tru}', '{"name":nul}', '{"name":NaN}', '{"name":Infinity}', "//\n{}", "/**/{}", '{"name":"A"/**/}',
    ...[125, 126, 127, 128, 129, 500].flatMap((depth) => [`{"x":${"[".repeat(depth)}${"]".repeat(depth)}}`, `${'{"x":'.repeat(depth)}1${"}".repeat(depth)}`]),
  ].map((text) => Buffer.from(text));
  return [...own, ...published, ...divisive, Buffer.from([0xff]), Buffer.from([0x7b, 0xc3, 0x7d]), Buffer.from('{"name":"\xed\xa0\x80"}', "latin1"), Buffer.from('{"name":"\xc0\xaf"}', "latin1")];
}

/** The contract's published corpus. */
function publishedBodies() {
  const folder = join(root, "crates/contract/corpus");
  const entries = readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .flatMap((name) => JSON.parse(readFileSync(join(folder, name), "utf8")));
  return entries.map(({ body, base64 }) => (base64 === undefined ? Buffer.from(body) : Buffer.from(base64, "base64")));
}

function boundaries() {
  const bodies = [];
  const push = (value) => bodies.push(Buffer.from(JSON.stringify(value)));
  for (const field of FIELDS) {
    for (const value of [...ODD, ...EMAILS, ...PHONES, ...CARDS, ...VALUES]) push({ name: "Ana", email: "ana@example.com", [field]: value });
    for (const letter of ["a", "ä", "字", "😀", "1"]) {
      for (const length of [MAX[field] - 1, MAX[field], MAX[field] + 1, 2 * MAX[field]]) {
        push({ name: "Ana", email: "ana@example.com", [field]: letter.repeat(length) });
        push({ [field]: ` ${letter.repeat(length)} ` });
      }
    }
  }
  return bodies;
}

function composed(random) {
  const body = {};
  for (const field of FIELDS) {
    if (random(10) < (field === "name" || field === "email" ? 9 : 5)) body[field] = value(field, random);
  }
  if (random(4) === 0) body[["id", "ownerId", "x", "preferences", "Name", "e-mail"][random(6)]] = VALUES[random(VALUES.length)];
  return body;
}

function value(field, random) {
  const pick = (list) => list[random(list.length)];
  const kind = random(12);
  if (kind === 0) return pick(VALUES);
  if (kind === 1) return pick(ODD) + pick(ODD);
  if (kind === 2) return pick(["a", "ä", "😀", " a"]).repeat(random(MAX[field] + 30));
  if (kind === 3) return `${pick(ODD)}${pick(CARDS)}${pick(ODD)}`;
  if (field === "email") return kind < 6 ? pick(EMAILS) : `user${random(1e9)}@example${random(1000)}.com`;
  if (field === "phone") return kind < 6 ? pick(PHONES) : `+${1_000_000 + random(1e9)}`;
  return `${pick(["Ana", "Åsa", "李", "O'Neil", "Main St"])} ${random(1e6)}${kind === 4 ? pick(ODD) : ""}`;
}

/** The same value in another spelling: escapes, white space, order, keys twice. */
function spelt(body, random) {
  const escaped = (text) => JSON.stringify(text).replace(/[a-zA-Z@]/g, (c) => (random(6) === 0 ? `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}` : c));
  const space = () => ["", " ", "\n", "\t", "\r\n"][random(5)];
  const members = Object.entries(body).map(([key, value]) => `${space()}${escaped(key)}${space()}:${space()}${typeof value === "string" ? escaped(value) : JSON.stringify(value)}`);
  if (random(5) === 0 && members.length > 0) members.push(members[random(members.length)]);
  if (random(2) === 0) members.reverse();
  return `${random(10) === 0 ? "\ufeff" : ""}${space()}{${members.join(",")}}${space()}`;
}

/** Bytes changed, taken away, doubled or put in. */
function mutated(seed, random) {
  let bytes = Buffer.from(seed);
  for (let left = 1 + random(3); left > 0 && bytes.length > 0; left--) {
    const at = random(bytes.length);
    const kind = random(5);
    if (kind === 0) bytes[at] = random(256);
    else if (kind === 1) bytes[at] ^= 1 << random(8);
    else if (kind === 2) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random(4))]);
    else if (kind === 3) bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from('{}[]:,"\\nu0 e'[random(13)]), bytes.subarray(at)]);
    else bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(random(bytes.length)), bytes.subarray(at)]);
  }
  return bytes;
}

/** mulberry32: `random(n)` is a whole number below n. */
function randomFrom(seed) {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
  };
}
