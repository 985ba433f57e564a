// Starts the compiled app. Trunk's preload hints in the page name the files and their hashes, so the glue and
// the module are on their way before this runs; it is a file because a strict content security policy
// (script-src 'self' 'wasm-unsafe-eval') refuses inline scripts.
// <html data-start="loading | ready | failed"> tells the style sheet, and the tests, how far it is.

const root = document.documentElement;
const glue = document.querySelector('link[rel="modulepreload"]:not([href*="/snippets/"])');
const wasm = document.querySelector('link[rel="preload"][type="application/wasm"]');

root.dataset.start = "loading";
try {
  const { default: init } = await import(glue.href);
  await init({ module_or_path: wasm.href });
  root.dataset.start = "ready";
} catch (error) {
  root.dataset.start = "failed";
  throw error;
}
