// deno run --allow-read --allow-net deno.mjs [port] [gateway]
import { createProxy } from "@cyrexa/edge";

const [port = "8000", upstream = "http://127.0.0.1:8080"] = Deno.args;
const onListen = ({ port }) => console.log(`listening on http://127.0.0.1:${port}/`);
Deno.serve({ hostname: "127.0.0.1", port: Number(port), onListen }, await createProxy({ basePath: "/ipg/2.0.0", upstream }));
