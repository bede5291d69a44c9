/** What commands share. */
export * from "./arguments.ts";
export * from "./command.ts";
export * from "./serve.ts";
export * from "./terminal.ts";
