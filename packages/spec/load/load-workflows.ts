/** Reads the workflows in openapi/workflows/ and checks them against the description. */
import { readdir } from "node:fs/promises";
import { basename } from "node:path";
import {
	BaseResolver,
	type Document,
	lint,
	type NormalizedProblem,
	type Source,
} from "@redocly/openapi-core";
import { SpecError } from "../error.ts";
import type { Description } from "../operations.ts";
import type { Workflow, WorkflowDocument } from "../workflows.ts";
import { checkWorkflows } from "./check-workflows.ts";
import type { Bundle, Project } from "./load-spec.ts";
import { NOTHING_WRITTEN, readOrRefuse, refuse } from "./problems.ts";

const WORKFLOWS = "openapi/workflows/";
const WORKFLOW_FILE = ".arazzo.yaml";

/**
 * Lints the files in openapi/workflows/, holds them against the bundle, and puts their workflows into one document, in the order in which
 * the tags of the guides name them.
 *
 * @param url Where the document will find the bundle.
 * @throws {SpecError} As {@link readDescription} does, and where a file is missing or nothing names it.
 */
export async function readWorkflows(
	{ root, rules }: Project,
	{ document }: Bundle,
	url: string,
	{ lint: linted = true } = {},
): Promise<WorkflowDocument> {
	const names = await listWorkflows(root, document);
	const externalRefResolver = new BaseResolver();
	const files = await Promise.all(
		names.map(async (name) => {
			const ref = `${root}${WORKFLOWS}${name}${WORKFLOW_FILE}`;
			const problems = linted
				? await readOrRefuse(root, () =>
						lint({ ref, config: rules, externalRefResolver }),
					)
				: [];
			// Linted before, so it is there and can be read.
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
						`The file holds one workflow, under its own name: \`${name}\`.`,
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

/** Absolute paths of the files in openapi/workflows/ of a project. */
export async function listWorkflowFiles(root: string): Promise<string[]> {
	const folder = `${root}${WORKFLOWS}`;
	const names = await readdir(folder).catch(() => []);
	return names.map((name) => `${folder}${name}`);
}

/** The names of the workflows, as the tags have them under `x-workflows`; each is that of a file, and each file has its name there. */
async function listWorkflows(
	root: string,
	{ tags }: Description,
): Promise<string[]> {
	const named = tags.flatMap((tag) => tag["x-workflows"] ?? []);
	const there = (await listWorkflowFiles(root)).map((file) =>
		basename(file, WORKFLOW_FILE),
	);
	const place = (name: string) => `${WORKFLOWS}${name}${WORKFLOW_FILE}`;
	const told = [
		...named
			.filter((name) => !there.includes(name))
			.map(
				(name) =>
					`There is no ${place(name)}, which a tag of openapi.yaml names under x-workflows.`,
			),
		...there
			.filter((name) => !named.includes(name))
			.map(
				(name) =>
					`${place(name)} is named nowhere. Name it under x-workflows of its guide's tag in openapi.yaml, or delete it.`,
			),
	];
	if (told.length > 0)
		throw new SpecError([...told, NOTHING_WRITTEN].join("\n\n"));
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
