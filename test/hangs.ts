/** The only time limit of tests, in milliseconds. Generous, so that it only stops tests that hang, on any machine. */
export const HANGS = 10 * 60_000;
