/** What other people's tools say about the files in generated/: nothing. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import SwaggerParser from "@apidevtools/swagger-parser";
import { Validator } from "@seriousme/openapi-schema-validator";
import spectral from "@stoplight/spectral-core";
import { oas } from "@stoplight/spectral-rulesets";
import { describe, expect, test } from "vitest";
import { ROOT } from "../../../packages/spec/generated-files.ts";
import type { Node } from "../../../packages/spec/operations.ts";
import { controlDocument, document } from "../../bundle.ts";
import { QUIET_REDOCLY, redocly } from "../../command-lines.ts";

/** Each gives what is wrong with a document; they may change it, so each has a copy. */
const TOOLS: Record<string, (document: Node) => Promise<unknown[]>> = {
	"@apidevtools/swagger-parser": (document) =>
		SwaggerParser.validate(document as never).then(
			() => [],
			(error: Error) => [error.message],
		),
	"@seriousme/openapi-schema-validator": async (document) => {
		const { valid, errors } = await new Validator().validate(document);
		return valid ? [] : [errors].flat();
	},
	"spectral:oas": (document) => {
		const linter = new spectral.Spectral();
		linter.setRuleset({ extends: [oas] } as never);
		return linter.run(document);
	},
};

describe.each(Object.entries(TOOLS))("%s", (_name, problemsIn) => {
	test.each([
		["openapi.json", document],
		["sandbox.json", controlDocument],
	])("finds nothing wrong with %s", async (_file, valid) => {
		expect(await problemsIn(structuredClone(valid))).toStrictEqual([]);
	});

	test("does find that a link gives true where only a text may stand", async () => {
		const links = { Again: { operationId: "a", parameters: { b: true } } };
		const operation = {
			operationId: "a",
			responses: { 200: { description: "", links } },
		};
		const wrong = {
			openapi: "3.1.0",
			info: { title: "", version: "1" },
			paths: { "/a": { get: operation } },
		};
		const problems = await problemsIn(wrong);
		expect(JSON.stringify(problems)).toContain("links");
	});
});

test("redocly lint, typed in the repository, has no error and no warning", async () => {
	const files = ["generated/openapi.json", "generated/openapi.yaml"];
	// It says so on stderr, and ends with 0 where there are only warnings.
	const { stderr } = await promisify(execFile)(
		process.execPath,
		[redocly, "lint", ...files],
		{ cwd: ROOT, env: { ...QUIET_REDOCLY, NO_COLOR: "1" } },
	);
	for (const file of files) expect(stderr).toContain(`${file}: validated in`);
	expect(stderr).toContain("Your API descriptions are valid.");
	expect(stderr).not.toMatch(/warning|error|problem/i);
});
