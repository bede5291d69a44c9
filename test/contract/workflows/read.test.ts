/** How the build reports a mistake in a workflow. */
import { cp, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SpecError } from "../../../packages/spec/error.ts";
import { ROOT } from "../../../packages/spec/generated-files.ts";
import {
	type Bundle,
	type Project,
	readProject,
} from "../../../packages/spec/load/load-spec.ts";
import { readWorkflows } from "../../../packages/spec/load/load-workflows.ts";
import { document, workflowDocument } from "../../api.ts";

let project: Project;
beforeAll(async () => {
	const root = `${await mkdtemp(join(tmpdir(), "lomi-workflows-"))}/`;
	for (const part of ["redocly.yaml", "openapi/workflows"])
		await cp(`${ROOT}${part}`, join(root, part), { recursive: true });
	project = await readProject(root);
});
afterAll(() => rm(project.root, { recursive: true }));

const LINK = "openapi/workflows/share-a-payment-link.arazzo.yaml";
const bundle = { document } as Bundle;

/** The error message of the build. */
async function buildError(): Promise<string> {
	const error = await readWorkflows(project, bundle, "openapi.yaml").then(
		() => new Error("There was no error."),
		(error) => error,
	);
	expect(error).toBeInstanceOf(SpecError);
	expect(error.message).toContain("Nothing was written");
	expect(error.message).not.toContain(project.root);
	return error.message;
}

test("all workflows are bundled into one document", async () => {
	expect(await readWorkflows(project, bundle, "openapi.yaml")).toStrictEqual(
		workflowDocument,
	);
});

test.each([
	[
		"that the linter finds",
		"stepId: readLink",
		"stepId: read-link",
		/:\d+:17 at #\/workflows\/0\/steps\/1\/stepId\n.*\n +rule\/step-is-camel-case: /,
	],
	[
		"in a request",
		"price: 25000",
		"prise: 25000",
		/:\d+:20 at #\/workflows\/0\/steps\/0\/requestBody\/payload\/prise\n +\d+ \| +prise: 25000\n +workflow-fits-the-description: Invalid for createPaymentLink: Unknown field: `prise`/,
	],
	[
		"in the name of the workflow",
		"workflowId: share-a-payment-link",
		"workflowId: share-a-link",
		/:\d+:17 at #\/workflows\/0\/workflowId\n.*\n +workflow-fits-the-description: The file must contain one workflow, with the workflowId `share-a-payment-link`/,
	],
])(
	"a mistake %s is reported with file, line and column",
	async (_where, from, to, expected) => {
		const file = join(project.root, LINK);
		const text = await readFile(file, "utf8");
		expect(text).toContain(from);
		await writeFile(file, text.replace(from, to));
		const message = await buildError();
		await writeFile(file, text);
		expect(message.startsWith(`${LINK}:`)).toBe(true);
		expect(message).toMatch(expected);
	},
);

test("a missing workflow, and one that no tag names, are reported with their file", async () => {
	const other = "openapi/workflows/share-a-link.arazzo.yaml";
	await rename(join(project.root, LINK), join(project.root, other));
	const message = await buildError();
	await rename(join(project.root, other), join(project.root, LINK));
	expect(message).toContain(
		`${LINK} doesn't exist, but a tag in openapi.yaml lists it in x-workflows.`,
	);
	expect(message).toContain(
		`${other} is unused. List it in x-workflows of its guide's tag in openapi.yaml, or delete it.`,
	);
});
