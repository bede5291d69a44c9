/** The folder of the descriptions. The published package has them in dist/, so packing replaces this module. */
export const GENERATED = new URL("../../generated/", import.meta.url);
