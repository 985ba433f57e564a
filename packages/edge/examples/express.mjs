// node express.mjs
import { createEdge, nodeMiddleware } from "@cyrexa/edge";
import express from "express";

const app = express();
app.use(nodeMiddleware(await createEdge({ basePath: "/ipg/2.0.0", onFinding: (finding) => console.log(JSON.stringify(finding)) })));
app.use(express.json({ type: ["application/json", "application/*+json"] }));
app.post("/ipg/2.0.0/customers", (req, res) => res.json({ got: Object.keys(req.body) }));
app.listen(8000);
