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

// Whatever goes wrong before the app stands there is a failed start: here, or where it fetches a language first. A trap is
// told as the one or the other: the browser called the app for an event, or for a promise.
for (const told of ["error", "unhandledrejection"]) {
  addEventListener(told, ({ error, reason }) => {
    if (document.getElementById("first-paint") || (error ?? reason) instanceof WebAssembly.RuntimeError) fail();
  });
}
// Nor does the browser send a form in its stead, with what was typed in an address.
addEventListener("submit", (event) => event.preventDefault());
const { default: start } = await import(glue.href);
// A preload's integrity is not checked for this kind of file: the fetch has to ask. The release build has put it where the
// browser does not warn of that.
const integrity = wasm.dataset.integrity ?? wasm.integrity;
await start({ module_or_path: fetch(wasm.href, { integrity }) });
