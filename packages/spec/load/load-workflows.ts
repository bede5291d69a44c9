/** Reads the workflows in openapi/workflows/ and validates them against the description. */
import { readdir } from "node:fs/promises";
import { basename } from "node:path";
import {
	type Document,
	lint,
	type NormalizedProblem,
	type Source,
} from "@redocly/openapi-core";
import { SpecError } from "../error.ts";
import type { Description } from "../operations.ts";
import type { Workflow, WorkflowDocument } from "../workflows.ts";
import { checkWorkflows } from "./check-workflows.ts";
import { FileResolver, toRef } from "./file-resolver.ts";
import type { Bundle, Project } from "./load-spec.ts";
import { NOTHING_WRITTEN, readOrRefuse, refuse } from "./problems.ts";

const WORKFLOWS = "openapi/workflows/";
const WORKFLOW_FILE = ".arazzo.yaml";

/**
 * Lints the files in openapi/workflows/, validates them against the bundle, and merges their workflows into one document, in the order of
 * `x-workflows` in the tags.
 *
 * @param url URL of the bundle, relative to the document.
 * @throws {SpecError} As {@link readDescription} does, and if a file is missing or not listed in any tag.
 */
export async function readWorkflows(
	{ root, rules }: Project,
	{ document }: Bundle,
	url: string,
	{ lint: linted = true } = {},
): Promise<WorkflowDocument> {
	const names = await listWorkflows(root, document);
	const externalRefResolver = new FileResolver();
	const files = await Promise.all(
		names.map(async (name) => {
			const ref = toRef(`${root}${WORKFLOWS}${name}${WORKFLOW_FILE}`);
			const problems = linted
				? await readOrRefuse(root, () =>
						lint({ ref, config: rules, externalRefResolver }),
					)
				: [];
			// The linter has already read it.
			const file = await externalRefResolver.resolveDocument(null, ref, true);
			return { name, problems, file: file as Document<WorkflowDocument> };
		}),
	);
	refuse(
		root,
		files.flatMap(({ problems }) => problems),
	);
	refuse(
		root,
		files.flatMap(({ name, file: { source, parsed } }) =>
			parsed.workflows.length === 1 && parsed.workflows[0]?.workflowId === name
				? []
				: problemAt(
						source,
						"#/workflows/0/workflowId",
						`The file must contain one workflow, with the workflowId \`${name}\`.`,
					),
		),
	);
	const sources = new Map(
		files.map(({ file: { source, parsed } }) => [
			parsed.workflows[0] as Workflow,
			source,
		]),
	);
	const workflows = [...sources.keys()];
	refuse(
		root,
		checkWorkflows(document, workflows).flatMap(
			({ workflow, pointer, message }) =>
				problemAt(
					sources.get(workflow) as Source,
					`#/workflows/0${pointer}`,
					message,
				),
		),
	);
	const [{ arazzo, sourceDescriptions } = {}] = files.map(
		({ file }) => file.parsed,
	);
	const { title, version } = document.info;
	return {
		arazzo: arazzo ?? "",
		info: { title, version },
		sourceDescriptions: (sourceDescriptions ?? []).map((description) => ({
			...description,
			url,
		})),
		workflows,
	};
}

/** Absolute paths of the files in a project's openapi/workflows/. */
export async function listWorkflowFiles(root: string): Promise<string[]> {
	const folder = `${root}${WORKFLOWS}`;
	const names = await readdir(folder).catch(() => []);
	return names.map((name) => `${folder}${name}`);
}

/** The names of the workflows in `x-workflows` of the tags. Checks that they match the files. */
async function listWorkflows(
	root: string,
	{ tags }: Description,
): Promise<string[]> {
	const named = tags.flatMap((tag) => tag["x-workflows"] ?? []);
	const existing = (await listWorkflowFiles(root)).map((file) =>
		basename(file, WORKFLOW_FILE),
	);
	const place = (name: string) => `${WORKFLOWS}${name}${WORKFLOW_FILE}`;
	const errors = [
		...named
			.filter((name) => !existing.includes(name))
			.map(
				(name) =>
					`${place(name)} doesn't exist, but a tag in openapi.yaml lists it in x-workflows.`,
			),
		...existing
			.filter((name) => !named.includes(name))
			.map(
				(name) =>
					`${place(name)} is unused. List it in x-workflows of its guide's tag in openapi.yaml, or delete it.`,
			),
	];
	if (errors.length > 0)
		throw new SpecError([...errors, NOTHING_WRITTEN].join("\n\n"));
	return named;
}

function problemAt(
	source: Source,
	pointer: string,
	message: string,
): NormalizedProblem[] {
	return [
		{
			ruleId: "workflow-fits-the-description",
			severity: "error",
			message,
			location: [{ source, pointer, reportOnKey: false }],
			suggest: [],
		},
	];
}
