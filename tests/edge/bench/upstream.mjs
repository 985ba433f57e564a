// A gateway that only says yes, in a process of its own.

import { createServer } from "node:http";

const server = createServer((request, response) => request.resume().on("end", () => response.end("{}")));
server.listen(0, "127.0.0.1", () => console.log(`serving on ${server.address().port}`));
