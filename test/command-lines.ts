/** Third-party commands, for tests and benches. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);

/** The path of a package's executable. */
export function commandLine(name: string, file: string): string {
	return join(dirname(require.resolve(`${name}/package.json`)), file);
}

export const redocly = commandLine("@redocly/cli", "bin/cli.js");

/** Environment variables that keep Redocly offline. */
export const QUIET_REDOCLY = {
	...process.env,
	REDOCLY_TELEMETRY: "off",
	REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
};
