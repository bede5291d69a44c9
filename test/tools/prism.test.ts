/** Plain Prism, as anybody would start it on our file, serves every example by its name. */
import { type ChildProcess, spawn } from "node:child_process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
	documentedRequest,
	headersOf,
	targetOf,
	textOf,
} from "../../contract/requests/request.ts";
import { keyHeader } from "../../description/operations.ts";
import { ROOT } from "../../scripts/root.ts";
import { document, KEY, operations } from "../bundle.ts";
import { commandLine } from "../command-lines.ts";

const prism = commandLine("@stoplight/prism-cli", "dist/index.js");
let child: ChildProcess | undefined;
let origin: string;

beforeAll(async () => {
	const args = [prism, "mock", "--port", "0", "generated/openapi.yaml"];
	const started = spawn(process.execPath, args, { cwd: ROOT });
	child = started;
	origin = await new Promise((resolve, reject) => {
		let said = "";
		const listen = (chunk: Buffer) => {
			said += chunk;
			const [, url] = /Prism is listening on (http:\/\/\S+)/.exec(said) ?? [];
			if (url) resolve(url);
		};
		started.stdout.on("data", listen);
		started.stderr.on("data", listen);
		started.once("exit", () => reject(new Error(`Prism ended:\n${said}`)));
	});
});
afterAll(() => child?.kill("SIGKILL"));

describe.each(operations)("$id", (operation) => {
	const examples = operation.answers.flatMap(({ status, body }) =>
		(body?.examples ?? []).map((example) => ({ status, ...example })),
	);

	test("has examples", () => expect(examples).not.toStrictEqual([]));

	test.each(examples)(
		"serves $component",
		async ({ status, scenario, value }) => {
			const request = documentedRequest(operation);
			const body = textOf(request);
			// Prism doesn't serve the servers' base path.
			const response = await fetch(origin + targetOf(request), {
				method: request.method,
				headers: {
					...Object.fromEntries(headersOf(request, keyHeader(document), KEY)),
					prefer: `code=${status}, example=${scenario}`,
				},
				...(body !== undefined && { body }),
			});
			expect(await response.json()).toStrictEqual(value);
			expect(response.status).toBe(status);
		},
	);
});
