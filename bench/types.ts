/**
 * The time of `tsc --noEmit` for a program that calls every operation with the client's methods, against bare openapi-fetch with the same
 * types. Both programs are generated from the description and its examples.
 */

import {
	mkdirSync,
	mkdtempSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bold, dim } from "@lomi/cli";
import {
	methodName,
	type Operation,
	readOperations,
	resourceName,
} from "@lomi/spec";
import { ROOT, readBundle } from "@lomi/spec/generated-files";
import { commandLine } from "../test/command-lines.ts";
import { installPackages } from "./installed.ts";
import { median, progress, time } from "./measure.ts";
import type { BenchOptions } from "./options.ts";

/** Limit of the ratio to bare openapi-fetch. */
const LIMIT = 2;

const CONFIG = {
	compilerOptions: {
		target: "es2022",
		module: "nodenext",
		lib: ["es2022", "dom", "dom.iterable"],
		types: [],
		strict: true,
		skipLibCheck: true,
		noEmit: true,
	},
	files: ["index.ts"],
};

const json = (value: unknown) => JSON.stringify(value);

/** Examples of an operation's parameters in one location, by name; undefined if there are none. */
function examples({ parameters }: Operation, place: string) {
	const entries = parameters
		.filter((parameter) => parameter.in === place)
		.map(({ name, example }) => [name, example]);
	return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** `lomi.customers.get("…")` */
function clientCall(operation: Operation): string {
	const sent = [
		...Object.values(examples(operation, "path") ?? {}),
		operation.body?.examples[0]?.value,
		examples(operation, "query"),
	].filter((value) => value !== undefined);
	return `lomi.${resourceName(operation.tag)}.${methodName(operation)}(${sent.map(json).join(", ")})`;
}

/** `client.GET("/customers/{id}", { params: { path: { id: "…" } } })` */
function peerCall(operation: Operation): string {
	const { method, path, body } = operation;
	const params = {
		path: examples(operation, "path"),
		query: examples(operation, "query"),
	};
	const sent = {
		...((params.path || params.query) && { params }),
		...(body && { body: body.examples[0]?.value }),
	};
	const given = Object.keys(sent).length > 0 ? `, ${json(sent)}` : "";
	return `client.${method.toUpperCase()}("${path}"${given})`;
}

/** A function for each operation that returns the first field of the response. */
function programOf(
	head: string,
	binding: string,
	callOf: (operation: Operation) => string,
): string {
	const functions = operations.map((operation) => {
		const answer = operation.answers.find(({ status }) => status < 300);
		const [field] = Object.keys(answer?.body?.examples[0]?.value ?? {});
		return `export async function ${operation.id}() {
	const ${binding} = await ${callOf(operation)};
	return answer${field ? `?.${field}` : ""};
}`;
	});
	return [head, ...functions, ""].join("\n\n");
}

const operations = readOperations(await readBundle());
export async function run({ rounds = 7 }: BenchOptions): Promise<boolean> {
	const folder = mkdtempSync(join(tmpdir(), "lomi-bench-"));
	const programs = {
		"openapi-fetch": programOf(
			`import createClient from "openapi-fetch";
import type { paths } from "lomi-openapi/schema";
const client = createClient<paths>();`,
			"{ data: answer }",
			peerCall,
		),
		"lomi-openapi": programOf(
			`import { Lomi } from "lomi-openapi";
const lomi = new Lomi();`,
			"answer",
			clientCall,
		),
	};

	try {
		const installed = await installPackages();
		mkdirSync(join(folder, "node_modules"));
		symlinkSync(
			join(installed, "node_modules/lomi-openapi"),
			join(folder, "node_modules/lomi-openapi"),
		);
		symlinkSync(
			`${ROOT}node_modules/openapi-fetch`,
			join(folder, "node_modules/openapi-fetch"),
		);
		const cases = Object.entries(programs).map(([name, text]) => {
			const at = join(folder, name);
			mkdirSync(at);
			writeFileSync(join(at, "package.json"), json({ type: "module" }));
			writeFileSync(join(at, "tsconfig.json"), json(CONFIG));
			writeFileSync(join(at, "index.ts"), text);
			return { name, at, times: [] as number[] };
		});
		const tsc = commandLine("typescript", "bin/tsc");
		for (let round = 0; round <= rounds; round++) {
			for (const { at, times } of cases) {
				const duration = time([tsc], at);
				if (round > 0) times.push(duration);
			}
			progress(round, rounds);
		}
		for (const { name, times } of cases)
			console.log(
				`${name.padEnd(16)} ${median(times).toFixed(0).padStart(6)} ms`,
			);
		const [theirs = 0, ours = 0] = cases.map(({ times }) => median(times));
		const ratio = ours / theirs;
		console.log(
			bold(`\nratio ${ratio.toFixed(2)}`) +
				dim(
					` (at most ${LIMIT.toFixed(1)}; ${operations.length} operations, tsc --noEmit, median of ${rounds})`,
				),
		);
		return ratio <= LIMIT;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
