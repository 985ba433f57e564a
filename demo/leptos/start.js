// Starts the compiled app: Trunk's preload hints name its files.
const glue = document.querySelector('link[rel="modulepreload"]:not([href*="/snippets/"])');
const wasm = document.querySelector('link[rel="preload"][type="application/wasm"]');
const { default: start } = await import(glue.href);
await start({ module_or_path: wasm.href });
