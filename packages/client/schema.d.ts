/** The entry `lomi-openapi/schema`: the types of paths, operations and components. */
export type * from "../../generated/schema.d.ts";
