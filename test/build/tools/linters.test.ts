/** Third-party linters report nothing about the files in generated/. */
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

/** Each returns the errors of a document. Linters may modify it, so each gets a copy. */
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

	test("finds a link parameter that is true instead of a string", async () => {
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

test("redocly lint, run in the repository, reports no errors and no warnings", async () => {
	const files = ["generated/openapi.json", "generated/openapi.yaml"];
	// It prints to stderr, and exits with 0 if there are only warnings.
	const { stderr } = await promisify(execFile)(
		process.execPath,
		[redocly, "lint", ...files],
		{ cwd: ROOT, env: { ...QUIET_REDOCLY, NO_COLOR: "1" } },
	);
	for (const file of files) expect(stderr).toContain(`${file}: validated in`);
	expect(stderr).toContain("Your API descriptions are valid.");
	expect(stderr).not.toMatch(/warning|error|problem/i);
});
