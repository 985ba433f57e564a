// The package as it has been made is named by CYREXA_WIDGET_PACKAGE; a merchant has it in node_modules and needs none of this.

import { resolve } from "node:path";
import { defineConfig } from "vite";

const customer = resolve(process.env["CYREXA_WIDGET_PACKAGE"] ?? "../../dist/widget/npm", "index.js");

export default defineConfig({
  resolve: { alias: { "@cyrexa/customer": customer } },
  // The page stands in this file's folder, the package beside it.
  server: { fs: { allow: ["../.."] } },
  // Nothing may become a data: URL: the page's policy allows none.
  build: { assetsInlineLimit: 0 },
});
