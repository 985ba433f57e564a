export const chromium = undefined;
