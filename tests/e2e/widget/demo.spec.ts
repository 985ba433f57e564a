// The demo as `cargo xtask serve` shows it: the shop and the page in React, each under its own strict policy.

import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { XTASK } from "./support/environment.ts";
import { expect, test } from "./support/test.ts";

const PHONE = "+44 20 7946 0018";

test("the shop: a customer is edited, every switch does what it says", async ({
  customer,
  gateway,
  page,
  profile,
  shop,
  widget,
}) => {
  shop.showDemo();
  await page.goto(`/?customer=${customer.id}`);
  await widget.isReady();
  await profile.change("phone", PHONE);
  await profile.hasSaved("phone");
  expect((await gateway.read(customer.id)).phone).toBe(PHONE);
  await expect(page.getByRole("log")).toContainText(`cyrexa-saved {"customerId":"${customer.id}"`);

  await page.getByLabel("Language").selectOption("Arabic");
  await expect(widget.part("container")).toHaveAttribute("dir", "rtl");
  await page.getByLabel("Language").selectOption("English");
  await page.getByLabel("Appearance").selectOption("Dark");
  await expect(widget.part("container")).toHaveAttribute("data-theme", "dark");
  await page.getByLabel("Document tree").selectOption("Light DOM");
  await widget.isReady();
  expect(await widget.element.evaluate((element) => element.shadowRoot)).toBe(null);
  await page.getByRole("button", { name: "Remove it" }).click();
  await expect(widget.element).toHaveCount(0);
  await page.getByRole("button", { name: "Put it back" }).click();
  await widget.isReady();
  await page.getByLabel("Mode").selectOption("Create a customer");
  await expect(page.getByRole("heading", { name: "What is your name?" })).toBeVisible();
  await page.getByRole("button", { name: "showValidation()" }).click();
  await expect(widget.part("summary")).toBeVisible();
});

test("the shop makes up somebody to show", async ({ page, shop, widget }) => {
  shop.showDemo();
  await page.goto("/");
  await widget.isReady();
  await expect(page.getByLabel("Customer number")).not.toHaveValue("");
});

test("React 19: properties, events, and another element for another key", async ({
  page,
  profile,
  shop,
  widget,
}) => {
  shop.showReact();
  await page.goto("/react/");
  await widget.isReady();
  await expect(page.getByRole("status").filter({ hasText: "Ready" })).toBeVisible();
  await expect(profile.summary("name")).toContainText("Robin Solberg");
  await profile.type("phone", PHONE);
  await expect(page.getByText("Not saved yet: phone")).toBeVisible();
  await page.getByRole("button", { name: "Save from outside" }).click();
  await profile.hasSaved("phone");
  await expect(page.getByText("Saved: phone", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Ida Nygaard" }).click();
  await expect(profile.summary("name")).toContainText("Ida Nygaard");
  await expect(profile.summary("phone")).not.toContainText(PHONE);
  expect(shop.files.asked).toEqual([]);
});

test("`cargo xtask` serves both under the policy that these specs hold to", async ({
  gateway,
  shop,
  site,
}) => {
  let process: ChildProcess | undefined;
  try {
    process = spawn(XTASK, [
      "demo",
      "--built",
      "--release",
      "--gateway",
      gateway.origin ?? "",
      "--demo-port",
      "0",
      "--widget-port",
      "0",
    ]);
    let addresses: Record<string, string> = {};
    for await (const line of createInterface({ input: process.stdout! })) {
      if (!line.startsWith("{")) continue;
      addresses = JSON.parse(line) as Record<string, string>;
      break;
    }
    const answer = await fetch(`${addresses["shop"]}/`);
    const expected = shop.policy
      .replace("; report-uri /policy-report", "")
      .replaceAll(shop.files.origin, addresses["widget"] ?? "")
      .replaceAll(site.origin, gateway.origin ?? "");
    expect(answer.headers.get("content-security-policy")).toBe(expected);
    const page = await answer.text();
    const [, script = "", integrity = ""] = /src="([^"]*)" integrity="([^"]*)"/.exec(page) ?? [];
    const file = await fetch(script, { integrity });
    expect(file.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    const alias = await fetch(`${addresses["widget"]}/cyrexa-customer.js`);
    expect(alias.headers.get("cache-control")).not.toContain("immutable");
    expect(await alias.text()).toBe(await file.text());
    expect((await fetch(`${addresses["shop"]}/react/`)).status).toBe(200);
  } finally {
    process?.kill();
  }
});
