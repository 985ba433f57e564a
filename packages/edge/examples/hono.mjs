// bun run hono.mjs [port]
import { createEdge, honoMiddleware } from "@cyrexa/edge";
import { Hono } from "hono";

const app = new Hono();
app.use(honoMiddleware(await createEdge({ basePath: "/ipg/2.0.0" })));
app.post("/ipg/2.0.0/customers", async (context) => context.json({ got: Object.keys(await context.req.json()) }));
const server = Bun.serve({ hostname: "127.0.0.1", port: Number(process.argv[2] ?? 8000), fetch: app.fetch });
console.log(`listening on ${server.url}`);
