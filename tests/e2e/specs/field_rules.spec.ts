// The verdict on what is typed: at the field, in words that name the limit, and never sent.

import { type Key, LABELS } from "../support/labels.ts";
import { expect, test } from "../support/test.ts";

const CARD = "4242 4242 4242 4242";

const refused: { key: Key; what: string; text: string; words: string | RegExp }[] = [
  { key: "name", what: "nothing", text: "", words: "Enter your full name" },
  { key: "name", what: "only spaces", text: "   ", words: "Enter your full name" },
  {
    key: "name",
    what: "101 letters",
    text: "x".repeat(101),
    words: "Enter at most 100 characters; you have typed 101",
  },
  {
    key: "name",
    what: "101 emoji",
    text: "🎉".repeat(101),
    words: "Enter at most 100 characters; you have typed 101",
  },
  { key: "name", what: "a card number", text: `Ada ${CARD}`, words: "Use a name without a card number" },
  { key: "name", what: "a reversing character", text: "Ada\u202EPrüfer", words: /Delete character number 4/ },
  { key: "email", what: "nothing", text: "", words: "Enter your email address" },
  {
    key: "email",
    what: "no domain",
    text: "ada@",
    words: "Enter an email address in the form name@example.com",
  },
  {
    key: "email",
    what: "101 letters",
    text: `${"a".repeat(89)}@example.com`,
    words: /at most 100 characters/,
  },
  {
    key: "address",
    what: "256 letters",
    text: "x".repeat(256),
    words: "Enter at most 255 characters; you have typed 256",
  },
  {
    key: "address",
    what: "a card number",
    text: `1 Road\n${CARD}`,
    words: "Use an address without a card number",
  },
  { key: "phone", what: "six digits", text: "123456", words: /Enter a phone number of 7 to 15 digits/ },
  { key: "phone", what: "letters", text: "0800 CYREXA", words: /Enter a phone number of 7 to 15 digits/ },
  {
    key: "phone",
    what: "21 characters",
    text: "+44 (0) 20 7946 00 18",
    words: "Enter at most 20 characters; you have typed 21",
  },
  {
    key: "memberId",
    what: "51 letters",
    text: "x".repeat(51),
    words: "Enter at most 50 characters; you have typed 51",
  },
];

for (const { key, what, text, words } of refused) {
  test(`${LABELS[key]} with ${what} is refused at the field and not sent`, async ({
    page,
    people,
    site,
    gateway,
    profile,
  }) => {
    const { id } = await gateway.create(people.next());
    await profile.open(id);
    await profile.type(key, text);
    await expect(profile.field(key)).toHaveAccessibleDescription(
      words instanceof RegExp ? words : new RegExp(words),
    );
    await expect(profile.field(key)).toHaveAttribute("aria-invalid", "true");
    await expect(profile.section(key).getByText(words).last()).toBeVisible();
    await profile.save(key);
    await expect(page.getByText("Please check these details")).toBeVisible();
    await expect(profile.field(key)).toHaveValue(text.trim());
    expect(site.sentOf("PUT /customers/*")).toHaveLength(0);
    expect(site.sent.filter((sent) => sent.body.includes("4242"))).toEqual([]);
  });
}

test("nothing is said before a field is left", async ({ people, gateway, profile }) => {
  const { id } = await gateway.create(people.next());
  await profile.open(id);
  await profile.edit("email");
  await profile.field("email").fill("ada@");
  await expect(profile.field("email")).not.toHaveAttribute("aria-invalid", "true");
  await profile.field("email").blur();
  await expect(profile.field("email")).toHaveAttribute("aria-invalid", "true");
  await profile.field("email").fill("ada@example.com");
  await expect(profile.field("email")).not.toHaveAttribute("aria-invalid", "true");
});

const counted = [
  { text: "", says: "0/100" },
  { text: "Ada", says: "3/100" },
  { text: "  Ada  ", says: "3/100" },
  { text: "🎉", says: "1/100" },
  { text: "👨‍👩‍👧", says: "5/100" },
  { text: "é", says: "1/100" },
  { text: "e\u0301", says: "2/100" },
  { text: "x".repeat(131), says: "131/100" },
];

test("the counter counts Unicode scalar values of the trimmed text", async ({ page, onboarding }) => {
  await onboarding.open();
  for (const { text, says } of counted) {
    await onboarding.field("name").fill(text);
    await expect(page.getByText(says, { exact: true })).toBeVisible();
  }
});

test("the room left is spoken near the limit", async ({ page, onboarding }) => {
  await onboarding.open();
  await onboarding.field("name").fill("x".repeat(97));
  await expect(page.getByRole("status").filter({ hasText: "5 characters left" })).toBeAttached();
  await onboarding.field("name").fill("x".repeat(103));
  await expect(page.getByRole("status").filter({ hasText: "5 characters too many" })).toBeAttached();
});

test("the summary takes the focus and its links lead to the fields", async ({ page, onboarding }) => {
  await onboarding.open();
  await onboarding.field("name").fill("Ada");
  await onboarding.next();
  await onboarding.field("email").fill("nobody");
  await onboarding.field("phone").fill("1");
  await onboarding.field("phone").press("Enter");
  const summary = page.getByRole("alert").filter({ hasText: "Please check these details" });
  await expect(summary).toBeFocused();
  const links = summary.getByRole("link");
  await expect(links).toHaveText([/Enter an email address/, /Enter a phone number/]);
  await links.nth(1).click();
  await expect(onboarding.field("phone")).toBeFocused();
  await links.nth(0).click();
  await expect(onboarding.field("email")).toBeFocused();
  await onboarding.field("email").fill("nobody@example.com");
  await expect(links).toHaveCount(1);
});

test("a card number in onboarding never leaves the browser", async ({ site, onboarding }) => {
  await onboarding.open();
  await onboarding.field("name").fill(CARD);
  await onboarding.next();
  await expect(onboarding.field("name")).toHaveAccessibleDescription(/Use a name without a card number/);
  expect(site.sent.filter((sent) => `${sent.body}${sent.query}${sent.path}`.includes("4242"))).toEqual([]);
});

test("a click on Continue counts, though leaving the field says what is wrong and moves the page", async ({
  page,
  onboarding,
}) => {
  await onboarding.open();
  await onboarding.field("name").fill("Ada");
  await onboarding.next();
  await onboarding.field("email").fill("nobody");
  await onboarding.field("phone").fill("1");
  await onboarding.next();
  await expect(page.getByRole("alert").filter({ hasText: "Please check these details" })).toBeFocused();
});

test("a refused attempt is told in the title", async ({ page, onboarding }) => {
  await onboarding.open();
  await onboarding.next();
  await expect(page).toHaveTitle(/^Error: /);
});
