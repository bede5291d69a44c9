/**
 * Runs `redocly diff`, which finds the differences between two descriptions and decides which of them break programs.
 *
 * It covers fields, types, enums, limits, parameters, statuses, servers and keys. Its gaps are filled by this folder and messages/, and
 * test/diff/kinds.test.ts has a case for each:
 * - It judges a schema once for all its uses. So it runs separately for what programs send and what they receive (directions.ts), and each
 *   use of a shared schema is looked up (uses.ts).
 * - It considers harmless: a changed default, the headers of events, a new required body, our extensions, and an enum value that is no
 *   longer returned but may be in a `case` (severity.ts).
 * - It doesn't know the client, where tags, schemas and operationIds are names, and the order of parameters matters (client-names.ts).
 * - It doesn't tell changes from rewordings (severity.ts), and doesn't compare the values of examples (examples.ts).
 */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Node } from "@lomi/spec";

const REDOCLY = join(
	dirname(createRequire(import.meta.url).resolve("@redocly/cli/package.json")),
	"bin/cli.js",
);
const RULES = fileURLToPath(new URL("redocly.yaml", import.meta.url));

/** A difference, as `redocly diff --format json` reports it. */
export interface Finding {
	/** JSON pointer to its first occurrence, with references resolved. */
	path: string;
	/** Type of the node: `Schema`, `Parameter`, `Response` … */
	typeName: string;
	kind: "added" | "removed" | "modified";
	/** The property that was modified. `key` is the name of the node itself. */
	property?: string;
	impact: "major" | "minor" | "patch";
	/** Why it is a breaking change, if it is one. */
	verdicts: { ruleId: string; message: string }[];
	/** The node before. Absent if it was added. */
	base?: Side;
	/** The node after. Absent if it was removed. */
	revision?: Side;
}

interface Side {
	/** JSON pointer to the property, or to its parent if it is missing. */
	pointer: string;
	value?: unknown;
}

/**
 * Runs `redocly diff` in a process of its own, because the version of @redocly/openapi-core that lints doesn't export it.
 *
 * @throws {Error} If it fails, with its output.
 */
export async function runRedocly(
	base: Node,
	revision: Node,
): Promise<Finding[]> {
	const folder = await mkdtemp(join(tmpdir(), "lomi-diff-"));
	try {
		const files = [join(folder, "base.json"), join(folder, "revision.json")];
		await writeFile(files[0] as string, JSON.stringify(base));
		await writeFile(files[1] as string, JSON.stringify(revision));
		const args = ["--config", RULES, "--format", "json", "--fail-on", "none"];
		return parse(await run(["diff", ...files, ...args]));
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

function run(args: string[]): Promise<{ out: string; err: string }> {
	return new Promise((resolve) => {
		execFile(
			process.execPath,
			[REDOCLY, ...args],
			{
				// Otherwise it contacts other hosts.
				env: {
					...process.env,
					REDOCLY_TELEMETRY: "off",
					REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
				},
				maxBuffer: Number.POSITIVE_INFINITY,
			},
			(_error, out, err) => resolve({ out, err }),
		);
	});
}

function parse({ out, err }: { out: string; err: string }): Finding[] {
	try {
		return JSON.parse(out).changes;
	} catch {
		throw new Error(`redocly diff returned no result: ${err || out}`);
	}
}
