// Each engine: `({upstream, basePath}) => {port, stop()}`, or with a `fetch(request)` of its own where the client is a page.

import { bun, deno } from "./runtimes.mjs";
import { chromium } from "./chromium.mjs";
import { envoy, envoyHold } from "./envoy.mjs";
import { native } from "./native.mjs";
import { node } from "./node.mjs";
import { wasi } from "./wasi.mjs";
import { workerd } from "./workerd.mjs";

export const engines = { native, node, workerd, deno, bun, envoy, "envoy-hold": envoyHold, wasi, chromium };
