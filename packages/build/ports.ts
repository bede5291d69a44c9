/** Port of the docs, next to the mock's 4010 and the sandbox's 4020. */
export const DOCS_PORT = 4000;
