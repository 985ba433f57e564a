// What the widget's specs need besides ../../support/environment.ts.

import { resolve } from "node:path";
import { DIST } from "../../support/environment.ts";

const ROOT = resolve(import.meta.dirname, "../../../..");

/** The widget's files: `cargo xtask build`'s, or others by CYREXA_WIDGET. */
export const WIDGET = resolve(process.env["CYREXA_WIDGET"] || resolve(DIST, "widget"));

/** The shop of the demo, and its page in React as built. */
export const SHOP = resolve(ROOT, "demo/shop");
export const REACT = resolve(process.env["CYREXA_REACT_DIST"] || resolve(ROOT, "target/demo-react"));

/** `cargo xtask` as a program. */
export const XTASK = resolve(process.env["CYREXA_XTASK"] || resolve(ROOT, "target/debug/xtask"));

export const FIREFOX = process.env["FIREFOX_PATH"] || "/usr/bin/firefox-esr";
