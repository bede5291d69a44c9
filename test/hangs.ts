/** The only time limit of tests, in milliseconds. A test takes as long as the machine needs, so this ends those that hang, and nothing else. */
export const HANGS = 10 * 60_000;
