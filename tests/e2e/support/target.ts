// Names a kind of request as a person would say it: `PUT /customers/*`. A `*` is one segment; the query is left out.

/** A method and a path below the gateway's base, or `/dev/token`. */
export type Target = `${"GET" | "POST" | "PUT" | "DELETE" | "OPTIONS" | "*"} /${string}`;

/** Whether a request is of that kind. */
export function isTarget(target: Target, method: string, path: string): boolean {
  const [wantedMethod, wantedPath = ""] = target.split(" ");
  if (wantedMethod !== "*" && wantedMethod !== method) return false;
  const wanted = wantedPath.split("/");
  const actual = path.split("/");
  return wanted.length === actual.length && wanted.every((part, at) => part === "*" || part === actual[at]);
}
