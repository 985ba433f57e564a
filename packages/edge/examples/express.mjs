// node express.mjs [port]
import { createEdge, nodeMiddleware } from "@cyrexa/edge";
import express from "express";

const app = express();
app.use(nodeMiddleware(await createEdge({ basePath: "/ipg/2.0.0", onFinding: (finding) => console.log(JSON.stringify(finding)) })));
app.use(express.json({ type: ["application/json", "application/*+json"] }));
app.post("/ipg/2.0.0/customers", (req, res) => res.json({ got: Object.keys(req.body) }));
const server = app.listen(Number(process.argv[2] ?? 8000), "127.0.0.1", () => console.log(`listening on http://127.0.0.1:${server.address().port}/`));
