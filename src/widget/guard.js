// The boundary between the page and the module. A panic is a trap, after which the module's memory may be inconsistent: the module is
// not called again, and each of its views is stopped. `cargo xtask build` leads the glue's calls and listeners through here.

/** Whether the module has trapped. element.js reads it, and loads another module for the next element. */
export let stopped = false;
/** The views of the module. `stop` is called after a trap; `look` and `forget` around each call, to tell its own changes from others'. */
export const views = new Set();

/** What the module threw. */
let thrown;
/** How many nested calls of the module are running. */
let depth = 0;
/** Removes the module's listeners on the window and the document, which only the module could remove one by one. */
const life = new AbortController();

const stop = (error) => {
  stopped = true;
  thrown = error;
  life.abort();
  // Not at once: a listener of the page may be running.
  queueMicrotask(() => {
    for (const view of views) view.stop();
  });
};

/** Any exception from the module, a stack overflow as well as a trap, has left some of its functions unfinished. */
const guard =
  (call) =>
  (...given) => {
    if (stopped) {
      // Code that the module called must not go on. A later call by the browser does nothing.
      if (depth > 0) throw thrown;
      return 0;
    }
    if (depth === 0) for (const view of views) view.look();
    depth += 1;
    try {
      return call(...given);
    } catch (error) {
      if (!stopped) stop(error);
      throw error;
    } finally {
      depth -= 1;
      if (depth === 0) for (const view of views) view.forget();
    }
  };

/** The module's exports, its functions guarded. */
export const guarded = (exports) =>
  Object.fromEntries(
    Object.entries(exports).map(([name, one]) => [name, typeof one === "function" ? guard(one) : one]),
  );

/** `target.addEventListener` for the module. */
export const listen = (target, type, callback) =>
  target.addEventListener(
    type,
    callback,
    target === window || target === document ? { signal: life.signal } : undefined,
  );
