// Child processes: ready when they say so, gone when we are.

import { once } from "node:events";

const running = new Set();
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));

/** Waits for the first line that matches; fails with what was said when the child ends before. */
export function lineOf(child, stream, pattern) {
  running.add(child);
  child.once("exit", () => running.delete(child));
  return new Promise((resolve, reject) => {
    let said = "";
    let isFound = false;
    stream.on("data", (text) => {
      if (isFound) return;
      said += text;
      const match = pattern.exec(said);
      if (match) {
        isFound = true;
        resolve(match);
      }
    });
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`it ended with ${code} before it was ready:\n${said}`)));
  });
}

export async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), 5000);
  await ended;
  clearTimeout(late);
  // A grandchild may hold the other end.
  child.stdout?.destroy();
  child.stderr?.destroy();
}
