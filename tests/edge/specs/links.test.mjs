// Every relative link of every Markdown file leads somewhere: in the repository, and in what is built.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";

import { files, need, root } from "../support/files.mjs";

need("npm");
const built = dirname(files.npm);
const inRepository = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], { cwd: root, encoding: "utf8" }).split("\n").filter(Boolean).map((file) => join(root, file));
const inBuilt = readdirSync(built, { recursive: true }).filter((file) => file.endsWith(".md")).map((file) => join(built, file));

/** `[text](target)` and `![text](target)` outside of code. */
function linksOf(markdown) {
  const prose = markdown.replace(/^(```|~~~)[\s\S]*?^\1/gm, "").replace(/`[^`\n]*`(?!\])/g, "");
  return [...prose.matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)].map(([, target]) => target);
}

test("relative links lead to files that are there", () => {
  assert.ok(inRepository.length > 10 && inBuilt.length === 4, `${inRepository.length} and ${inBuilt.length} files`);
  let count = 0;
  const dead = [];
  for (const file of [...inRepository, ...inBuilt].filter(existsSync)) {
    for (const link of linksOf(readFileSync(file, "utf8"))) {
      if (/^[a-z][a-z0-9+.-]*:|^#|^\//i.test(link)) continue;
      count++;
      const target = join(dirname(file), decodeURIComponent(link.split("#")[0]));
      if (!existsSync(target)) dead.push(`${file}: ${link}`);
    }
  }
  assert.deepEqual(dead, []);
  assert.ok(count > 20, `${count} links were found`);
});
