/**
 * `redocly diff`: finds what is different between two descriptions, and says what of it breaks a program on the wire.
 *
 * It knows nearly all that does: fields, types, enumerations, limits, parameters, statuses, servers, keys. What it does not is closed in
 * this folder, and held by the table in test/diff/kinds.test.ts:
 * - It judges a schema once, by all places that use it. So it is asked once about what programs send and once about what they receive
 *   (directions.ts), and each use of a shared schema is found again (uses.ts).
 * - It takes for harmless: another default, the headers of an event, a body that is new and required, all of our extensions, a value
 *   that is never answered any more but stands in a `case` (rate.ts).
 * - It knows nothing of the client: tags and types, whose names are names in the client, and what a method takes in which order
 *   (names.ts).
 * - It doesn't tell what is new from what is said in other words (rate.ts), and doesn't look into examples (examples.ts).
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

/** A difference, as `redocly diff --format json` tells it. */
export interface Finding {
	/** JSON pointer to the first place where it shows, through all references. */
	path: string;
	/** What kind of node it is: `Schema`, `Parameter`, `Response` … */
	typeName: string;
	kind: "added" | "removed" | "modified";
	/** What was modified of it. `key` is the name under which it stands. */
	property?: string;
	impact: "major" | "minor" | "patch";
	/** Why it breaks something, where it does. */
	verdicts: { ruleId: string; message: string }[];
	/** How it was, and where it stands in the document. Absent where it was added. */
	base?: Side;
	/** How it is now. Absent where it was removed. */
	revision?: Side;
}

interface Side {
	/** JSON pointer. Where a property is missing, to what would have it. */
	pointer: string;
	value?: unknown;
}

/**
 * Runs `redocly diff`. In a process of its own, because the @redocly/openapi-core that we lint with doesn't have it as a function.
 *
 * @throws {Error} Where it ends without an answer, with what it said.
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
				// Without these it asks other hosts.
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
		throw new Error(`redocly diff gave no answer, but said: ${err || out}`);
	}
}
