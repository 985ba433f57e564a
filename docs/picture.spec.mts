// The README's picture: the built app and the real gateway, one profile while its name is changed.
// After `cargo xtask build`: cd tests/e2e && npm ci --ignore-scripts && npx playwright test --config ../../docs/picture.config.mts

import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { BASE_PATH, GATEWAY_BINARY } from "../tests/e2e/support/environment.ts";
import { expect, test } from "../tests/e2e/support/test.ts";

// The test's gateway signs with it too, so that a token can name the merchant.
process.env.CYREXA_JWT_KEY = "a key for a picture, kept nowhere and good for nothing";

const merchant = (): string =>
  execFileSync(GATEWAY_BINARY, ["token", "--role", "merchant", "--owner-name", "Harbour Books"])
    .toString()
    .trim();

test("profile", async ({ page, gateway, people, profile }) => {
  const person = people.next({
    name: "Amara Okafor",
    email: "amara.okafor@example.com",
    address: "14 Harbour Road\nSouthampton SO14 3XB",
    phone: "+44 23 8055 0142",
    memberId: "HB-20417",
  });
  const response = await fetch(`${gateway.origin}${BASE_PATH}/customers`, {
    method: "POST",
    headers: { authorization: `Bearer ${merchant()}`, "content-type": "application/json" },
    body: JSON.stringify(person),
  });
  expect(response.status).toBe(200);
  const { id } = (await response.json()) as { id: number };

  await profile.open(id);
  await profile.type("name", "Amara Okafor-Lindqvist");
  await page.mouse.move(0, 0);
  await page.screenshot({
    path: resolve(import.meta.dirname, "profile-light.png"),
    animations: "disabled",
    caret: "hide",
  });
});
