// Hono, on any of its hosts.

import { fetchGuard } from "./fetch.mjs";

/** `app.use(honoMiddleware(edge))`, before anything that reads bodies. */
export function honoMiddleware(edge) {
  const guard = fetchGuard(edge);
  return async (context, next) => {
    const response = await guard(context.req.raw, async (request) => {
      context.req.raw = request;
      await next();
      return null;
    });
    return response ?? undefined;
  };
}
