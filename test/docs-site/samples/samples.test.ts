/** The code samples of every operation: curl and TypeScript run against the mock and get the documented response; Python and PHP parse. */
import { execFile } from "node:child_process";
import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { codeSamples } from "../../../docs-site/builder/samples.ts";
import { ROOT } from "../../../packages/spec/generated-files.ts";
import {
	type Operation,
	testServer,
} from "../../../packages/spec/operations.ts";
import { KEY_VARIABLE } from "../../../packages/spec/requests/curl.ts";
import { document, KEY, operations, useMock, violations } from "../../api.ts";
import { compile } from "../../readme/compile.ts";
import { useFolder } from "../../readme/folder.ts";
import { phpMistakes, pythonMistakes } from "./syntax.ts";

const samples = codeSamples(document);
const named = operations.map(
	(operation, index) => [operation.id, index, operation] as const,
);
const mock = useMock();

/** The sample of each operation in one language. */
function all(language: string): string[] {
	return operations.map(({ id }) => {
		const sample = samples[id]?.find(({ label }) => label === language);
		if (!sample) throw new Error(`${id} has no sample in ${language}.`);
		return sample.source;
	});
}

interface Answer {
	status: number;
	text: string;
}

/** The differences between a response and the operation's documented 2xx. */
function differences({ answers }: Operation, { status, text }: Answer) {
	const success = answers.find((answer) => answer.status < 300);
	expect(status, text).toBe(success?.status);
	if (!success?.body) return text === "" ? [] : [`a body: ${text}`];
	return violations(success.body.schema, JSON.parse(text));
}

describe("curl", () => {
	const END = "---- end of sample ----";
	let answers: Answer[];
	beforeAll(async () => {
		const { url } = testServer(document);
		const script = [
			// Samples run unchanged, with a function that prints the status.
			"curl() { command curl --silent --show-error --write-out '\\n%{http_code}\\n' \"$@\"; }",
			...all("curl").flatMap((source) => [
				source.replaceAll(url, mock.baseUrl),
				`echo '${END}'`,
			]),
		].join("\n");
		const { stdout } = await promisify(execFile)("bash", ["-euc", script], {
			env: { ...process.env, [KEY_VARIABLE]: KEY },
			maxBuffer: 10_000_000,
		});
		answers = stdout.split(`${END}\n`).map((printed) => {
			const [, text = "", status] = /^(.*)\n(\d+)\n$/s.exec(printed) ?? [];
			return { status: Number(status), text };
		});
	});

	test.each(named)("%s needs no other command", (_id, index) => {
		expect(all("curl")[index]).not.toMatch(/`|\$\(|^(?!curl |[ }])/m);
	});

	test.each(named)("%s is answered as documented", (_id, index, operation) => {
		const answer = answers[index] as Answer;
		expect(differences(operation, answer)).toStrictEqual([]);
	});
});

describe("TypeScript", () => {
	const sources = all("TypeScript");
	const problemsOf = compile([
		...sources,
		...sources.slice(0, 1).map((source) => source.replace(/:/, ": 'no' +")),
	]);
	const folder = useFolder();
	let answers: Answer[][];
	beforeAll(async () => {
		await cp(
			`${ROOT}test/docs-site/samples/run-all.ts`,
			join(folder.path, "run-all.ts"),
		);
		await Promise.all(
			sources.map((source, index) =>
				writeFile(join(folder.path, `sample-${index}.ts`), source),
			),
		);
		const { stdout } = await promisify(execFile)(
			process.execPath,
			["run-all.ts", String(sources.length)],
			{
				cwd: folder.path,
				env: {
					...process.env,
					[KEY_VARIABLE]: KEY,
					LOMI_API_URL: mock.baseUrl,
				},
				maxBuffer: 10_000_000,
			},
		);
		answers = stdout
			.trimEnd()
			.split("\n")
			.map((line) => JSON.parse(line));
	});

	test.each(named)(
		"%s compiles, and gets the documented response",
		(_id, index, operation) => {
			expect(problemsOf(index)).toStrictEqual([]);
			const [answer] = answers[index] as Answer[];
			expect(differences(operation, answer as Answer)).toStrictEqual([]);
		},
	);

	test("a sample with an error doesn't compile", () => {
		expect(problemsOf(sources.length)).not.toStrictEqual([]);
	});
});

describe.each([
	["Python", pythonMistakes],
	["PHP", phpMistakes],
] as const)("%s", (language, mistakesIn) => {
	const sources = all(language);

	test.each(named)("%s parses", (_id, index) => {
		expect(mistakesIn(sources[index] ?? "")).toStrictEqual([]);
	});

	test("a sample without any one bracket or quote doesn't parse", () => {
		const [source = ""] = sources;
		const places = [...source.matchAll(/[()[\]{}"']/g)];
		expect(places.length).toBeGreaterThan(20);
		for (const { index } of places) {
			const broken = source.slice(0, index) + source.slice(index + 1);
			expect(mistakesIn(broken), broken).not.toStrictEqual([]);
		}
	});
});

describe("every sample", () => {
	const texts = operations.flatMap(({ id, idempotent }) =>
		(samples[id] ?? []).map(
			({ label, source }) => [`${id} in ${label}`, source, idempotent] as const,
		),
	);

	test.each(texts)("%s has no secret, and is short", (_name, source) => {
		expect(source).not.toMatch(/lomi_sk_|whsec_/);
		expect(source).toContain(KEY_VARIABLE);
		expect(source.split("\n").length).toBeLessThan(50);
	});
});
