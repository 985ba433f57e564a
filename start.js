// Starts the compiled app: a file, because a strict content security policy refuses Trunk's inline script.
// <html data-start="loading | ready | failed"> tells the style sheet, and the tests, how far it is.

const root = document.documentElement;
// Trunk's preload hints name the files, hashes included, and have them on their way already.
const glue = document.querySelector('link[rel="modulepreload"]:not([href*="/snippets/"])');
const wasm = document.querySelector('link[rel="preload"][type="application/wasm"]');

root.dataset.start = "loading";
// The app goes on by itself, where it fetches a language first: what goes wrong before it stands there is a failed start.
addEventListener("error", () => {
  if (document.getElementById("first-paint")) root.dataset.start = "failed";
});
try {
  const bindings = await import(glue.href);
  // A preload's integrity is not checked for this kind of file: the fetch has to ask. The release build has put it where
  // the browser does not warn of that.
  const integrity = wasm.dataset.integrity ?? wasm.integrity;
  await bindings.default({ module_or_path: fetch(wasm.href, { integrity }) });
  if (root.dataset.start === "loading") root.dataset.start = "ready";
} catch (error) {
  root.dataset.start = "failed";
  throw error;
}
