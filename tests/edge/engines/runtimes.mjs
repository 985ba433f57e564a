// Deno and Bun with the package's proxy, as a program of three lines.

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { existsSync } from "node:fs";
import { join } from "node:path";

import { files, need } from "../support/files.mjs";
import { lineOf, stop } from "../support/process.mjs";

export const deno = (settings) => start(denoBinary(), ["run", "--no-prompt", "--no-config", "--allow-read", "--allow-net", fixture("deno.mjs")], settings);
export const bun = (settings) => start(bunBinary(), ["run", fixture("bun.mjs")], settings);

async function start(program, args, { upstream, basePath }) {
  need("npm");
  const child = spawn(program, [...args, files.npm, upstream, basePath], { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" } });
  const [, port] = await lineOf(child, child.stdout, /serving on (\d+)/);
  return { port: Number(port), pid: child.pid, stop: () => stop(child) };
}

function fixture(name) {
  return fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
}

/** The binaries come in packages of their own for each platform; no install script is needed. */
export function denoBinary() {
  const libc = process.platform === "linux" ? "-glibc" : "";
  return present(join(files.modules, "@deno", `${process.platform}-${process.arch}${libc}`, process.platform === "win32" ? "deno.exe" : "deno"), "Deno");
}

export function bunBinary() {
  const arch = process.arch === "arm64" ? "aarch64" : process.arch;
  return present(join(files.modules, "@oven", `bun-${process.platform}-${arch}`, "bin", process.platform === "win32" ? "bun.exe" : "bun"), "Bun");
}

function present(path, name) {
  if (!existsSync(path)) throw new Error(`${name} is not at ${path}: run \`cargo xtask test --only edge\``);
  return path;
}
