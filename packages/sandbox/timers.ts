/**
 * Timers and clocks as they were when this module was loaded. The sandbox can run in the process of a test that installs fake timers later:
 * they replace the globals, and the functions of `node:timers` and `performance`, but not these copies.
 */
export const setTimeout = globalThis.setTimeout;
export const clearTimeout = globalThis.clearTimeout;
export const setImmediate = globalThis.setImmediate;
/** Milliseconds on a clock that never goes back, to measure durations with. */
export const monotonicNow: () => number = performance.now.bind(performance);
/** Milliseconds since 1970. */
export const dateNow: () => number = Date.now;
