/** Loaded before a recipe whose client has to retry, so that retries come soon, and time limits late: a slow machine passes none of them. */
const { setTimeout } = globalThis;
const { timeout } = AbortSignal;

/** From here on, in milliseconds, it is a time limit. No recipe has one that is shorter, and no retry waits longer. */
const LIMIT = 2_000;

globalThis.setTimeout = (callback, delay, ...args) =>
	setTimeout(callback, delay < LIMIT ? delay / 50 : delay * 100, ...args);
AbortSignal.timeout = (delay) => timeout(delay * 100);
