// Starts the compiled app: a file, because a strict content security policy refuses Trunk's inline script.
// <html data-start="failed"> tells the style sheet that it could not, or broke later.

// Trunk's preload hints name the files, hashes included, and have them on their way already.
const glue = document.querySelector('link[rel="modulepreload"]:not([href*="/snippets/"])');
const wasm = document.querySelector('link[rel="preload"][type="application/wasm"]');
const failure = document.querySelector(".boot-failed");

// A panic of the app is a trap, and the app itself can say nothing after one: this needs none of its code. What was typed
// stays as it stands. Said once, where it can be seen: over a question that is open, too.
const fail = () => {
  document.documentElement.dataset.start = "failed";
  if (!failure.checkVisibility()) {
    (document.querySelector("dialog[open]") ?? document.querySelector("main")).prepend(failure);
  }
};

// The app goes on by itself, where it fetches a language first: what goes wrong before it stands there is a failed start.
addEventListener("error", ({ error }) => {
  if (document.getElementById("first-paint") || error instanceof WebAssembly.RuntimeError) fail();
});
import(glue.href)
  // A preload's integrity is not checked for this kind of file: the fetch has to ask. The release build has put it where
  // the browser does not warn of that.
  .then(({ default: start }) => {
    const integrity = wasm.dataset.integrity ?? wasm.integrity;
    return start({ module_or_path: fetch(wasm.href, { integrity }) });
  })
  .catch((error) => {
    fail();
    throw error;
  });
