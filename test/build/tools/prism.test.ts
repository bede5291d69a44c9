/** Plain Prism serves every example of our file by name. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "../../../packages/spec/generated-files.ts";
import { keyHeader } from "../../../packages/spec/operations.ts";
import {
	documentedRequest,
	headersOf,
	targetOf,
	textOf,
} from "../../../packages/spec/requests/request.ts";
import { document, KEY, operations } from "../../bundle.ts";
import { commandLine } from "../../command-lines.ts";
import { type RunningProcess, startNode } from "../../process.ts";

let prism: RunningProcess;
let origin: string;

beforeAll(async () => {
	const args = ["mock", "--port", "0", "generated/openapi.yaml"];
	prism = startNode(
		[commandLine("@stoplight/prism-cli", "dist/index.js"), ...args],
		{
			cwd: ROOT,
		},
	);
	[, origin = ""] = await prism.says(/Prism is listening on (http:\/\/\S+)/);
});
afterAll(async () => {
	// If it exited early, with its last output.
	expect(prism.child.exitCode, prism.said().slice(-2_000)).toBeNull();
	await prism.stop();
});

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
