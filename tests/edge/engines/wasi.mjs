export const wasi = undefined;
