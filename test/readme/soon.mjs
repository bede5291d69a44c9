/** Loaded before a recipe with retries: shortens delays and extends timeouts, so that a slow machine doesn't exceed them. */
const { setTimeout } = globalThis;
const { timeout } = AbortSignal;

/** Timers of at least this many milliseconds are timeouts. No recipe has a shorter timeout or a longer delay. */
const LIMIT = 2_000;

globalThis.setTimeout = (callback, delay, ...args) =>
	setTimeout(callback, delay < LIMIT ? delay / 50 : delay * 100, ...args);
AbortSignal.timeout = (delay) => timeout(delay * 100);
