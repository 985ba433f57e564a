// The border between the page and the module. A panic is a trap, and nothing can be said of the module's memory after one: it is not
// called again, and who shows something of it is told. `cargo xtask build` leads the glue's calls and listeners through here.

/** Whether the module has trapped. element.js asks, and loads another one for whoever comes now. */
export let stopped = false;
/** What is to be told: each has a `stop`, and a `look` and a `forget` around each call, to tell the module's own changes from others'. */
export const views = new Set();

/** What the module has thrown. */
let thrown;
/** Calls of the module that are under way, one within the other. */
let depth = 0;
/** Of the module's listeners on the window and the document, which only the module could take off one by one. */
const life = new AbortController();

const stop = (error) => {
  stopped = true;
  thrown = error;
  life.abort();
  // Not at once: this may be in the middle of anything, of a listener of the page's too.
  queueMicrotask(() => {
    for (const view of views) view.stop();
  });
};

/** Whatever comes out of the module has left some of its functions in the middle: not a trap alone, an overflow of the stack as well. */
const guard =
  (call) =>
  (...given) => {
    if (stopped) {
      // Who called from within the module must not go on with it. Whom the browser calls, later, hears of nothing.
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
