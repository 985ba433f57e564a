// A bad day, on demand: CYREXA_STRESS=300 makes every answer, every file and every told event up to so many milliseconds late, each
// by its own chance. What a spec takes for granted and only mostly is so, fails then.

const LONGEST = Number(process.env["CYREXA_STRESS"] || 0);

/** Waits a while, if this is a bad day. */
export async function delay(): Promise<void> {
  if (LONGEST > 0) await new Promise((go) => setTimeout(go, Math.random() * LONGEST));
}
