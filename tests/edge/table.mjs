// The one table of requests. Every engine sends each of them to the customers of a real gateway and must give the same answer.
//
// `path` is below the base path unless it is `target`. `body` is text or bytes; `{n}` in a text is a number that no other request has,
// `{id}` a customer that is there. `chunks` sends it in pieces without a length. `headers` replaces the content type when it has one.
// `passes` or `refused: {status, code, fields}` is what the edge does; `gatewayAgrees: false` where the gateway alone would answer
// otherwise (it routes by the plain path, say). `browser: false` where a page cannot send it, `http: "1.0"` the protocol, `trailers` and
// `extension` go with chunks. `stopped` is a request that two readers may read differently, with its own framing: the engine may refuse it
// before we are asked, but the gateway never gets it, nor what hides in its body as `{name}-smuggled`.

const JSON_TYPE = ["content-type", "application/json"];
const good = '{"name":"Ana Núñez","email":"ana{n}@example.com"}';
const invalid = { status: 400, code: "VALIDATION_FAILED" };
const malformed = { status: 400, code: "MALFORMED_BODY", fields: [] };
const mediaType = { status: 415, code: "UNSUPPORTED_MEDIA_TYPE", fields: [] };
const tooLarge = { status: 413, code: "PAYLOAD_TOO_LARGE", fields: [] };
const missing = { ...invalid, fields: ["name.required", "email.required"] };
const LIMIT = 65536;

const text = (bytes) => Buffer.from(bytes, "latin1");
const create = (fields) => JSON.stringify({ name: "Ana", email: "ana{n}@example.com", ...fields });
/** A good body of exactly so many bytes. */
const padded = (length) => (n) => {
  const body = Buffer.from(good.replace("{n}", n));
  return Buffer.concat([body, Buffer.alloc(length - body.length, " ")]);
};
const typed = (type) => [["content-type", type]];
/** A bad create, to be put into another's body. */
const HIDDEN = "POST /ipg/2.0.0/customers HTTP/1.1\r\nhost: gateway\r\nx-case: {name}-smuggled\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}";
const put = { method: "PUT", path: "/customers/{id}" };

export const table = [
  // What every gateway sees all day.
  { name: "a good create", body: good, passes: true },
  { name: "a good create with every field", body: create({ address: "Main St 1\n12345 Town", phone: "+46 (8) 123 456 78", memberId: "GOLD-1" }), passes: true },
  { name: "an empty create", body: "{}", refused: missing },
  { name: "a create without an e-mail address", body: '{"name":"Ana"}', refused: { ...invalid, fields: ["email.required"] } },
  { name: "a create whose name is white space", body: create({ name: " \t " }), refused: { ...invalid, fields: ["name.required"] } },
  { name: "a name of 100 letters", body: create({ name: "ä".repeat(100) }), passes: true },
  { name: "a name of 101 letters", body: create({ name: "ä".repeat(101) }), refused: { ...invalid, fields: ["name.too_long"] } },
  { name: "100 emoji, two UTF-16 units each", body: create({ name: "😀".repeat(100) }), passes: true },
  { name: "a wrong e-mail address", body: create({ email: "ana@" }), refused: { ...invalid, fields: ["email.format"] } },
  { name: "a phone number in words", body: create({ phone: "call me" }), refused: { ...invalid, fields: ["phone.format"] } },
  { name: "a card number in the address", body: create({ address: "4111 1111 1111 1111" }), refused: { ...invalid, fields: ["address.card_number"] } },
  { name: "a bidi override in the name", body: create({ name: "Ana\u202Eevil" }), refused: { ...invalid, fields: ["name.characters"] } },
  { name: "a name with a zero-width non-joiner", body: create({ name: "می\u200Cخواهم" }), passes: true },
  { name: "every field wrong, in contract order", body: '{"memberId":5,"phone":"x","address":"\\u0000","email":"x","name":""}',
    refused: { ...invalid, fields: ["name.required", "email.format", "address.characters", "phone.format", "memberId.type"] } },
  { name: "read-only and unknown fields", body: create({ id: 7, ownerId: "x", totalDeposits: {}, nonsense: [1] }), passes: true },
  { name: "an update of one field", ...put, body: '{"phone":"+1 555 0100 100"}', passes: true },
  { name: "an update of nothing", ...put, body: "{}", passes: true },
  { name: "an update that clears the name", ...put, body: '{"name":null}', refused: { ...invalid, fields: ["name.required"] } },
  { name: "an update that clears the phone number", ...put, body: '{"phone":null}', passes: true },
  { name: "an update with a merge patch", ...put, headers: typed("application/merge-patch+json"), body: '{"address":null}', passes: true },
  { name: "an update of a customer that is not there", method: "PUT", path: "/customers/999999999", body: '{"phone":null}', passes: true },
  { name: "a bad update of a customer that is not there", method: "PUT", path: "/customers/999999999", body: '{"email":"x"}',
    refused: { ...invalid, fields: ["email.format"] }, gatewayAgrees: false },
  { name: "a list", method: "GET", path: "/customers?limit=1", passes: true },
  { name: "a customer", method: "GET", path: "/customers/{id}", passes: true },
  { name: "a customer's head", method: "HEAD", path: "/customers/{id}", passes: true },
  { name: "something else of the gateway's", method: "GET", path: "/users/payment-methods/1", passes: true },
  { name: "a path that is not there", method: "POST", path: "/nothing", body: "[", passes: true },
  { name: "a path outside the base", method: "POST", target: "/customers", body: "[", passes: true },

  // The form of the body.
  { name: "no body at all", body: "", refused: malformed },
  { name: "a body announced as nothing", body: "", length: true, refused: malformed },
  { name: "broken JSON", body: '{"name":"Ana"', refused: malformed },
  { name: "NaN", body: '{"name":NaN}', refused: malformed },
  { name: "an RFC 6902 array", body: '[{"op":"add","path":"/name","value":"Ana"}]', headers: typed("application/json-patch+json"), refused: malformed },
  { name: "an object as json-patch+json, as the published sample has it", body: good, headers: typed("application/json-patch+json"), passes: true },
  { name: "a bare string", body: '"Ana"', refused: malformed },
  { name: "two objects", body: "{}{}", refused: malformed },
  { name: "a trailing comma", body: '{"name":"Ana",}', refused: malformed },
  { name: "white space around an object", body: ` \r\n\t${good} \n`, passes: true },
  { name: "bytes that are not UTF-8", body: text('{"name":"An\xE1","email":"ana@example.com"}'), refused: malformed },
  { name: "UTF-16", body: Buffer.from('\uFEFF{"name":"Ana"}', "utf16le"), refused: malformed },
  { name: "a byte order mark", body: Buffer.from(`\uFEFF${good.replace("{n}", "bom{n}")}`), passes: true },
  { name: "two byte order marks", body: Buffer.from(`\uFEFF\uFEFF${good}`), refused: malformed },
  { name: "a duplicate key", body: '{"name":"Ana","email":"ana@example.com","name":"Bob"}', refused: malformed },
  { name: "a duplicate key spelt with an escape", body: '{"name":"Ana","email":"ana@example.com","n\\u0061me":"Bob"}', refused: malformed },
  { name: "a duplicate key deep inside", body: create({ x: 0 }).replace('"x":0', '"x":[{"a":1,"a":2}]'), refused: malformed },
  { name: "an unpaired surrogate", body: create({ name: 0 }).replace(':0,', ':"\\ud800",'), refused: { ...invalid, fields: ["name.characters"] } },
  { name: "nesting at the limit", body: create({ x: 0 }).replace('"x":0', `"x":${"[".repeat(126)}${"]".repeat(126)}`), passes: true },
  { name: "nesting of a thousand", body: create({ x: 0 }).replace('"x":0', `"x":${"[".repeat(1000)}${"]".repeat(1000)}`), refused: malformed },
  { name: "a number of a thousand digits", body: create({ x: 0 }).replace('"x":0', `"x":${"9".repeat(1000)}`), passes: "as the gateway" },

  // Content types and encodings.
  { name: "a charset in capitals", headers: typed("application/json; charset=UTF-8"), body: good, passes: true },
  { name: "a content type in capitals", headers: typed("APPLICATION/JSON;CHARSET=utf-8"), body: good, passes: true },
  { name: "a quoted parameter with a comma", headers: typed('application/json; x="a,b"'), body: good, passes: true },
  { name: "UTF-8 that is said to be UTF-16", headers: typed("application/json; charset=utf-16"), body: good, refused: mediaType },
  { name: "a lonely semicolon after a tab", headers: typed("application/json\t;"), body: good, passes: true },
  { name: "a content type beyond ASCII", headers: typed('application/json; x="\xC3\xA9"'), body: good, refused: mediaType, browser: false },
  { name: "a vendor's JSON", headers: typed("application/vnd.api+json"), body: good, refused: mediaType },
  { name: "no content type", headers: [], body: text(good.replace("{n}", "x")), refused: mediaType },
  { name: "plain text", headers: typed("text/plain"), body: good, refused: mediaType },
  { name: "a form", headers: typed("application/x-www-form-urlencoded"), body: "name=Ana", refused: mediaType },
  { name: "a multipart form", headers: typed("multipart/form-data; boundary=x"), body: "--x--", refused: mediaType },
  { name: "a merge patch on create", headers: typed("application/merge-patch+json"), body: good, refused: mediaType },
  { name: "two content types", headers: [JSON_TYPE, ["Content-Type", "text/plain"]], body: good, refused: mediaType, browser: false },
  { name: "one content type twice", headers: [JSON_TYPE, ["Content-Type", "application/json"]], body: good, refused: mediaType, browser: false },
  { name: "two content types in one line", headers: typed("application/json, text/plain"), body: good, refused: mediaType },
  { name: "a gzipped body", headers: [JSON_TYPE, ["content-encoding", "gzip"]], body: good, refused: mediaType, acceptEncoding: true },
  { name: "an identity encoding", headers: [JSON_TYPE, ["content-encoding", "identity"]], body: good, passes: true },

  { name: "an identity encoding twice", headers: [JSON_TYPE, ["content-encoding", "identity"], ["Content-Encoding", "identity"]], body: good, passes: true, browser: false },
  { name: "an identity encoding and another", headers: [JSON_TYPE, ["content-encoding", "identity"], ["Content-Encoding", "gzip"]], body: good, refused: mediaType,
    acceptEncoding: true, browser: false },

  // Lengths and pieces.
  { name: "a body of exactly the limit", body: padded(LIMIT), passes: true },
  { name: "a body one byte over the limit", body: padded(LIMIT + 1), refused: tooLarge },
  { name: "a megabyte", body: padded(1_000_000), refused: tooLarge },
  { name: "a good body in chunks", body: good, chunks: 7, passes: true, browser: false },
  { name: "a good body cut within a character", body: good, chunks: 13, passes: true, browser: false },
  { name: "a bad body byte by byte", body: '{"name":""}', chunks: 1, refused: missing, browser: false },
  { name: "exactly the limit in chunks", body: padded(LIMIT), chunks: 9000, passes: true, browser: false },
  { name: "over the limit in chunks", body: padded(LIMIT + 1), chunks: 9000, refused: tooLarge, browser: false },
  { name: "nothing in chunks", body: "", chunks: 1, refused: malformed, browser: false },
  { name: "a client that waits for 100 Continue", headers: [JSON_TYPE, ["expect", "100-continue"]], body: good, passes: true, browser: false },
  { name: "a bad body that waits for 100 Continue", headers: [JSON_TYPE, ["expect", "100-continue"]], body: "{}", refused: missing, browser: false },
  { name: "a good body in chunks, with trailers", body: good, chunks: 9, trailers: [["x-sum", "1"]], passes: true, browser: false,
    // Bun 1.4.5 answers 400 to it, with or without this module.
    engines: ["native", "node", "deno", "workerd", "envoy", "envoy-hold", "wasi"] },
  { name: "a bad body in chunks, with trailers", body: "{}", chunks: 1, trailers: [["content-type", "text/plain"]], refused: missing, browser: false },
  // workerd answers 500 to it before it asks anybody.
  { name: "a good body in chunks with extensions", body: good, chunks: 9, extension: ';a=1;b="x"', passes: true, browser: false,
    engines: ["native", "node", "deno", "bun", "envoy", "envoy-hold", "wasi"] },
  { name: "HTTP/1.0", body: "{}", http: "1.0", refused: missing, browser: false, gatewayAgrees: false, engines: ["native", "node", "deno", "bun", "workerd"] },

  // No way round.
  { name: "a percent-encoded letter in the path", path: "/%63ustomers", body: "{}", refused: missing, gatewayAgrees: false },
  { name: "a path encoded twice", path: "/%2563ustomers", body: "{}", refused: missing, gatewayAgrees: false },
  { name: "a double slash", path: "//customers", body: "{}", refused: missing, gatewayAgrees: false },
  { name: "dot segments", path: "/x/../customers", body: "{}", refused: missing, gatewayAgrees: false },
  { name: "encoded dot segments", path: "/x/%2e%2e/customers", body: "{}", refused: missing, gatewayAgrees: false },
  { name: "an encoded slash", target: "/ipg%2F2.0.0/customers", body: "{}", refused: missing, gatewayAgrees: false },
  { name: "a backslash", path: "\\customers", body: "{}", refused: missing, gatewayAgrees: false, engines: ["native", "node", "workerd", "deno", "bun", "chromium", "envoy", "envoy-hold"] },
  { name: "a trailing slash", path: "/customers/", body: "{}", refused: missing, gatewayAgrees: false },
  { name: "capital letters in the path", path: "/Customers", body: "{}", refused: missing, gatewayAgrees: false },
  { name: "a path parameter", path: "/customers;v=1", body: "{}", refused: missing, gatewayAgrees: false },
  // Envoy refuses fragments itself.
  { name: "a fragment in the target", path: "/customers#x", body: "{}", refused: missing, engines: ["native", "node", "deno", "bun", "workerd", "wasi", "chromium"] },
  { name: "a target of 7 kB", path: `/customers?x=${"a".repeat(7000)}`, body: "{}", refused: missing },
  { name: "a query", path: "/customers?x=1", body: "{}", refused: missing },
  { name: "a good body on a strange path", path: "/%63ustomers", body: good, passes: true },
  { name: "an absolute target", absolute: true, path: "/customers", body: "{}", refused: missing, gatewayAgrees: false,
    engines: ["native", "node", "deno", "bun", "envoy", "envoy-hold"] },
  { name: "PATCH", method: "PATCH", path: "/customers/{id}", body: '{"email":"x"}', refused: { ...invalid, fields: ["email.format"] }, gatewayAgrees: false },
  { name: "a good PATCH", method: "PATCH", path: "/customers/{id}", body: '{"phone":null}', passes: true },
  { name: "POST that claims to be PUT", path: "/customers/{id}", headers: [JSON_TYPE, ["x-http-method-override", "PUT"]], body: '{"email":"x"}',
    refused: { ...invalid, fields: ["email.format"] }, gatewayAgrees: false },
  { name: "POST that claims to be GET", headers: [JSON_TYPE, ["x-http-method-override", "GET"]], body: "{}", refused: missing },
  { name: "GET that claims to be PUT, without a body", method: "GET", path: "/customers/{id}", headers: [JSON_TYPE, ["x-http-method-override", "PUT"]], refused: malformed,
    gatewayAgrees: false },
  { name: "POST that claims to be PUT in its query", path: "/customers/{id}?_method=PUT", body: '{"email":"x"}', refused: { ...invalid, fields: ["email.format"] }, gatewayAgrees: false },
  { name: "the same, percent-encoded", path: "/customers/{id}?a=1&%5Fmetho%64=%50UT", body: '{"email":"x"}', refused: { ...invalid, fields: ["email.format"] }, gatewayAgrees: false },
  { name: "POST to another path that claims this one", path: "/nothing", headers: [JSON_TYPE, ["x-original-url", "/ipg/2.0.0/customers"]], body: "{}",
    refused: missing, gatewayAgrees: false },
  { name: "the same, in a second line", path: "/nothing", headers: [JSON_TYPE, ["x-original-url", "/nothing"], ["X-Original-URL", "/ipg/2.0.0/customers"]], body: "{}",
    refused: missing, gatewayAgrees: false },
  { name: "the same, with a host and a method of its own", path: "/nothing", headers: [JSON_TYPE, ["x-rewrite-url", "http://gateway/ipg/2.0.0/customers/5?_method=PUT"]],
    body: '{"email":"x"}', refused: { ...invalid, fields: ["email.format"] }, gatewayAgrees: false },

  // What else a head may have.
  { name: "a page with the rules of today", headers: [JSON_TYPE, ["x-contract", "{fingerprint}"]], body: "{}", refused: missing, changed: false },
  { name: "a page with other rules, judged by ours", headers: [JSON_TYPE, ["x-contract", "0123456789abcdef"]], body: "{}", refused: missing, changed: true },
  { name: "a page with other rules and a good body", headers: [JSON_TYPE, ["x-contract", "0123456789abcdef"]], body: good, passes: true },
  { name: "a request that names itself", headers: [JSON_TYPE, ["x-request-id", "0f8fad5b-d9cb-469f-a165-70867728950e"]], body: "{}", refused: missing, requestId: "0f8fad5b-d9cb-469f-a165-70867728950e" },
  { name: "an idempotency key", headers: [JSON_TYPE, ["idempotency-key", "key-{n}"]], body: good, passes: true },
  { name: "a header of 8 kB", headers: [JSON_TYPE, ["x-long", "a".repeat(8000)]], body: good, passes: true },
  { name: "a header that is not ASCII", headers: [JSON_TYPE, ["x-name", text("An\xE1").toString("latin1")]], body: "{}", refused: missing },
  { name: "no token and a bad body", anonymous: true, body: "{}", refused: missing, gatewayAgrees: false },
  { name: "no token and a good body", anonymous: true, body: good, passes: true },
  { name: "DELETE", method: "DELETE", path: "/customers/999999999", passes: true },
  { name: "DELETE with a body", method: "DELETE", path: "/customers/999999999", body: "{", passes: true },
  { name: "a preflight", method: "OPTIONS", path: "/customers", headers: [["origin", "http://127.0.0.1"], ["access-control-request-method", "POST"]], passes: true, browser: false },

  // Request smuggling: whichever side refuses it, the gateway never gets the bad request.
  ...[
    ["content-length and chunks", [["content-length", "12"], ["transfer-encoding", "chunked"]], "2\r\n{}\r\n0\r\n\r\n"],
    ["a request hidden behind the last chunk", [["content-length", "{length}"], ["transfer-encoding", "chunked"]], `0\r\n\r\n${HIDDEN}`],
    ["a request hidden behind the content-length", [["content-length", "4"], ["transfer-encoding", "chunked"]], `{hex}\r\n${HIDDEN}\r\n0\r\n\r\n`],
    ["an unknown transfer encoding", [["content-length", "{length}"], ["transfer-encoding", "xchunked"]], `0\r\n\r\n${HIDDEN}`],
    ["chunks that are not last", [["content-length", "{length}"], ["transfer-encoding", "chunked, identity"]], `0\r\n\r\n${HIDDEN}`],
    ["a transfer encoding with a space before its colon", [["content-length", "{length}"], ["transfer-encoding ", "chunked"]], `0\r\n\r\n${HIDDEN}`],
    ["a transfer encoding after a vertical tab", [["content-length", "{length}"], ["transfer-encoding", "\x0bchunked"]], `0\r\n\r\n${HIDDEN}`],
    ["two transfer encodings", [["content-length", "{length}"], ["transfer-encoding", "chunked"], ["Transfer-Encoding", "x"]], `0\r\n\r\n${HIDDEN}`],
    ["two lengths", [["content-length", "2"], ["Content-Length", "{length}"]], `{}${HIDDEN}`],
    ["two lengths in one line", [["content-length", "2, 2"]], "{}"],
    ["a length with a sign", [["content-length", "+2"]], "{}"],
    ["a chunk with a sign", [["transfer-encoding", "chunked"]], "+2\r\n{}\r\n0\r\n\r\n"],
    ["a second content type in a folded line", [["x-folded", "1\r\n content-type: text/plain"], ["content-length", "2"]], "{}"],
    ["a second content type in a line with a space before its colon", [["content-type ", "text/plain"], ["content-length", "2"]], "{}"],
  ].map(([name, framing, body]) => ({ name, headers: [JSON_TYPE, ...framing], body, stopped: true, browser: false })),
  { name: "a method in small letters", method: "post", headers: [JSON_TYPE, ["content-length", "2"]], body: "{}", stopped: true, browser: false },
];

/** The cases that an engine is asked. */
export function casesFor(engine) {
  return table.filter((one) => (one.engines?.includes(engine) ?? true) && (engine !== "chromium" || one.browser !== false));
}
