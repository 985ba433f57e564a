// The native `inspect`, as verdicts of a child process, behind a proxy that does what they say.

import { startProxy } from "./judging_proxy.mjs";
import { startNativeJudge } from "../support/native_judge.mjs";

export async function native({ upstream, basePath }) {
  const judge = await startNativeJudge({ basePath });
  return startProxy(upstream, (head, body) => judge.inspect({ ...head, body }), judge.stop);
}
