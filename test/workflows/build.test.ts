/** What the build does with a mistake in a workflow: it says where, and writes nothing. */
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { copyProject, type Ended, type Project } from "../project.ts";

let project: Project;
beforeAll(async () => {
	project = await copyProject();
});
afterAll(() => project.remove());

const LINK = "openapi/workflows/share-a-payment-link.arazzo.yaml";
const GENERATED = "generated/workflows.arazzo.json";

/** Builds, and expects it to fail and to leave what was generated as it was. */
async function buildInVain(): Promise<string> {
	const before = await readFile(join(project.folder, GENERATED), "utf8");
	const { code, err }: Ended = await project.run("scripts/build.ts");
	expect(code).toBe(1);
	expect(err).toContain("Nothing was written");
	expect(err).not.toContain(project.folder);
	expect(await readFile(join(project.folder, GENERATED), "utf8")).toBe(before);
	return err;
}

/** The same with one text of a file changed. */
async function buildWith(
	name: string,
	from: string,
	to: string,
): Promise<string> {
	const file = join(project.folder, name);
	const text = await readFile(file, "utf8");
	expect(text).toContain(from);
	await writeFile(file, text.replace(from, to));
	const told = await buildInVain();
	await writeFile(file, text);
	return told;
}

test.each([
	[
		"that the linter sees",
		"stepId: readLink",
		"stepId: read-link",
		/:\d+:17 at #\/workflows\/0\/steps\/1\/stepId\n.*\n +rule\/step-is-camel-case: /,
	],
	[
		"in a request",
		"price: 25000",
		"prise: 25000",
		/:\d+:20 at #\/workflows\/0\/steps\/0\/requestBody\/payload\/prise\n +\d+ \| +prise: 25000\n +workflow-fits-the-description: createPaymentLink refuses this: Unknown field: `prise`/,
	],
	[
		"in its own name",
		"workflowId: share-a-payment-link",
		"workflowId: share-a-link",
		/:\d+:17 at #\/workflows\/0\/workflowId\n.*\n +workflow-fits-the-description: The file holds one workflow, under its own name: `share-a-payment-link`/,
	],
])(
	"a mistake %s is told with file, line and column",
	async (_where, from, to, message) => {
		const told = await buildWith(LINK, from, to);
		expect(told.startsWith(`${LINK}:`)).toBe(true);
		expect(told).toMatch(message);
	},
);

test("a workflow that is named and isn't there, or is there and isn't named, is told by its file", async () => {
	const other = "openapi/workflows/share-a-link.arazzo.yaml";
	await rename(join(project.folder, LINK), join(project.folder, other));
	const told = await buildInVain();
	await rename(join(project.folder, other), join(project.folder, LINK));
	expect(told).toContain(
		`There is no ${LINK}, which a tag of openapi.yaml names under x-workflows.`,
	);
	expect(told).toContain(
		`${other} is named nowhere. Name it under x-workflows of its guide's tag in openapi.yaml, or delete it.`,
	);
});
