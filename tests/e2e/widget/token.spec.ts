// What a token provider gives: a token with a line's end is a token; what cannot be one is the integrator's
// fault, reported as such, and never as "signed out".

import { answer } from "./support/answer.ts";
import { expect, test } from "./support/test.ts";

const provide = (provider: string) =>
  `document.querySelector("cyrexa-customer").tokenProvider = ${provider};`;

const AROUND: Record<string, string> = {
  "a line's end": '"", "\\n"',
  "a line's end of Windows": '"", "\\r\\n"',
  "spaces and tabs": '" \\t", "\\t "',
  "a byte order mark": '"\\uFEFF", ""',
  "a space that does not break": '"\\u00A0", "\\u00A0"',
};

for (const [what, [before, after]] of Object.entries(AROUND).map(
  ([what, both]) => [what, both.split(", ")] as const,
)) {
  test(`a token with ${what} around it is that token`, async ({
    customer,
    gateway,
    profile,
    site,
    widget,
  }) => {
    const token = await gateway.token("customer", customer.id);
    await widget.show({
      body: widget.tag({ "customer-id": customer.id }),
      after: provide(`async () => ${before} + "${token}" + ${after}`),
    });
    await expect(profile.summary("name")).toContainText(customer.name ?? "");
    const reads = site.sentOf("GET /customers/*");
    expect(reads.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${token}`]);
    await widget.hears("cyrexa-auth-required");
    await widget.hears("cyrexa-error");
  });
}

const UNUSABLE: Record<string, string> = {
  "a number": "async () => 5",
  false: "async () => false",
  "an empty object": "async () => ({})",
  "an object with a token in it": 'async () => ({ token: "secret-of-a-customer" })',
  "JSON as text": `async () => '{"token":"secret-of-a-customer"}'`,
  "a page": 'async () => "<!doctype html>\\n<p>Sign in</p>"',
  "a page without a space": 'async () => "<html></html>"',
  "two lines": 'async () => "secret-of-a-customer\\nX-Role: admin"',
  "what is no ASCII": 'async () => "secret-of-a-customer-ß"',
  "a control character": 'async () => "secret-of-a-customer\\u0007"',
  "no function": '"secret-of-a-customer"',
};

for (const [what, provider] of Object.entries(UNUSABLE)) {
  test(`a token provider that gives ${what}: told as configuration, not as signed out`, async ({
    customer,
    page,
    profile,
    site,
    widget,
  }) => {
    const said: string[] = [];
    page.on("console", (message) => said.push(message.text()));
    await widget.show({ body: widget.tag({ "customer-id": customer.id }), after: provide(provider) });
    await widget.hears("cyrexa-error", { type: "configuration" });
    await widget.hears("cyrexa-auth-required");
    await expect(page.getByRole("heading", { name: "We could not confirm your access" })).toBeVisible();
    await expect(widget.element).not.toContainText(/sign(ed)? (in|out)/i);
    expect(said.filter((text) => text.startsWith("Cyrexa: the token provider "))).toHaveLength(1);
    expect(said.join()).not.toContain("secret");
    expect(site.sentOf("GET /customers/*")).toHaveLength(0);
    // The page mends it: the button goes on, or, where there was no function at all, it does so by itself.
    await widget.signIn();
    if (what !== "no function") await page.getByRole("button", { name: "Try again" }).click();
    await expect(profile.summary("name")).toContainText(customer.name ?? "");
  });
}

test("a token provider that throws: told as both, as it may mean either; the screen claims neither", async ({
  customer,
  page,
  profile,
  widget,
}) => {
  await widget.show({
    body: widget.tag({ "customer-id": customer.id }),
    after: provide('async () => { throw new Error("secret-of-a-customer") }'),
  });
  await widget.hears("cyrexa-error", { type: "configuration" });
  await widget.hears("cyrexa-auth-required", {});
  await expect(page.getByRole("heading", { name: "We could not confirm your access" })).toBeVisible();
  await widget.signIn();
  await page.getByRole("button", { name: "Sign in again" }).click();
  await expect(profile.summary("name")).toContainText(customer.name ?? "");
});

test("a provider that fails while a save waits: what was typed stays, and is saved once it gives a token", async ({
  customer,
  gateway,
  page,
  profile,
  site,
  watch,
  widget,
}) => {
  watch.allowFailures(401);
  await widget.open({ "customer-id": customer.id });
  const rule = answer(site.chaos, "PUT /customers/*", 401);
  await widget.call((element) => {
    element.tokenProvider = async () => ({});
  });
  await profile.change("phone", "+44 20 7946 0018");
  await widget.hears("cyrexa-error", { type: "configuration" });
  await expect(profile.summary("phone")).toContainText("Not saved: your access could not be confirmed");
  await expect(widget.element).not.toContainText(/signed out/i);
  rule.lift();
  await widget.signIn();
  await page.getByRole("button", { name: "Try again" }).click();
  await profile.hasSaved("phone");
  expect((await gateway.read(customer.id)).phone).toBe("+44 20 7946 0018");
});

for (const gateway of [
  "http://gateway.example/ipg/2.0.0",
  "http://192.0.2.7/ipg/2.0.0",
  "//gateway.example/ipg",
]) {
  test(`no token is sent to ${gateway}: told as configuration`, async ({ page, widget }) => {
    const said: string[] = [];
    page.on("console", (message) => said.push(message.text()));
    await widget.show({ body: widget.tag({ gateway, "customer-id": 7 }) });
    await widget.hears("cyrexa-error", { type: "configuration" });
    await expect.poll(() => said.join()).toContain("Cyrexa: no token is sent to an http: gateway");
    await expect(page.getByRole("heading", { name: "Something went wrong" })).toBeVisible();
  });
}
