// deno run --allow-read --allow-net deno.mjs
import { createProxy } from "@cyrexa/edge";

Deno.serve({ port: 8000 }, await createProxy({ basePath: "/ipg/2.0.0", upstream: "http://127.0.0.1:8080" }));
