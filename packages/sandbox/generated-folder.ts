/** The folder of the descriptions. The published package has it in its dist/, so packing puts another line in the place of this file. */
export const GENERATED = new URL("../../generated/", import.meta.url);
