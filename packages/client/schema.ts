/**
 * The entry `lomi-openapi/schema`: the types of paths, webhooks, operations and components. A module, although it has no code: with
 * `verbatimModuleSyntax`, `import { type paths }` is still an import at run time.
 */
export type * from "../../generated/schema.d.ts";
