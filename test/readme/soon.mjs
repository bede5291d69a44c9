/** Loaded before a recipe whose client has to retry: what waits for less than ten seconds waits for a fiftieth of that. Time limits are longer, and stay. */
const { setTimeout } = globalThis;

globalThis.setTimeout = (callback, delay, ...args) =>
	setTimeout(callback, delay < 10_000 ? delay / 50 : delay, ...args);
