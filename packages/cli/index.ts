/** Command lines, options, help, exit codes and terminal output, shared by all commands. */
export * from "./command.ts";
export * from "./command-line.ts";
export * from "./options.ts";
export * from "./serve.ts";
export { suggest } from "./suggest.ts";
export * from "./terminal.ts";
