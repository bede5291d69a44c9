/** Other people's command lines, for tests and benches. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);

/** The file that a package's command line starts with. */
export function commandLine(name: string, file: string): string {
	return join(dirname(require.resolve(`${name}/package.json`)), file);
}

export const redocly = commandLine("@redocly/cli", "bin/cli.js");

/** The environment in which Redocly asks no other host for anything. */
export const QUIET_REDOCLY = {
	...process.env,
	REDOCLY_TELEMETRY: "off",
	REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
};
