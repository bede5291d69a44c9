/** The path that the inspector's pages and files are below. Home is `/`. */
export const INSPECTOR_PATH = "/inspector";
