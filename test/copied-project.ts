/** A temporary project, for tests that build, lint or compare. Usually with a small description: two resources, one guide, no workflows. */
import { readFileSync } from "node:fs";
import {
	cp,
	mkdtemp,
	readFile,
	realpath,
	rm,
	writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseYaml, stringifyYaml } from "@redocly/openapi-core";
import { ROOT } from "../packages/spec/generated-files.ts";
import type { Node } from "../packages/spec/operations.ts";

/** The tags to keep: the errors guide and two resources. */
export const TAGS = ["Error Handling", "Checkout Sessions", "Webhooks"];
/** The tags of the control plane to keep. */
const CONTROL_TAGS = ["Clock"];

const PARTS = [
	"openapi",
	"packages/client",
	"docs-site",
	"CHANGELOG.md",
	"package.json",
	"redocly.yaml",
];

/** Files with links to missing parts: the introduction, the guide, and what to do about errors. */
const TEXTS = [
	"openapi/introduction.md",
	"openapi/guides/error-handling.md",
	"openapi/shared/schemas.yaml",
];

function withoutDeadLinks(text: string): string {
	return text.replaceAll(
		/\[([^\]]+)\]\(#tag\/([\w-]+)[^)]*\)/g,
		(link, label, tag) =>
			TAGS.includes(tag.replaceAll("-", " ")) ? link : label,
	);
}

export interface Project {
	/** With a trailing slash. */
	root: string;
	read(name: string): Promise<string>;
	write(name: string, text: string): Promise<void>;
	/** Replaces all occurrences of a text in a file, and returns a function that restores it. Throws if there are none. */
	edit(name: string, from: string, to: string): Promise<() => Promise<void>>;
	remove(): Promise<void>;
}

/** The root file of a description, reduced to some tags and their content. */
export function reduced(name: string, tags: string[]): string {
	const document = parseYaml(
		readFileSync(`${ROOT}openapi/${name}`, "utf8"),
	) as Node;
	const files = tags.map(
		(tag) => `${tag.toLowerCase().replaceAll(" ", "-")}.yaml#`,
	);
	const own = (items: Node = {}) =>
		Object.fromEntries(
			Object.entries<Node>(items).filter(([, { $ref }]) =>
				files.some((file) => String($ref).includes(`/${file}`)),
			),
		);
	const kept = ({ name }: Node) => tags.includes(name);
	return stringifyYaml({
		...document,
		tags: document.tags.filter(kept),
		"x-tagGroups": document["x-tagGroups"]
			.map((group: Node) => ({
				...group,
				tags: group.tags.filter((name: string) => kept({ name })),
			}))
			.filter((group: Node) => group.tags.length > 0),
		paths: own(document.paths),
		...(document.webhooks && { webhooks: own(document.webhooks) }),
	});
}

/** Creates a project with the whole description. */
export async function copyProject(): Promise<Project> {
	const folder = await realpath(await mkdtemp(join(tmpdir(), "lomi-project-")));
	const file = (name: string) => join(folder, name);
	await Promise.all(
		PARTS.map((part) =>
			cp(`${ROOT}${part}`, file(part), {
				recursive: true,
				// Nothing of a copy is released.
				filter: (source) =>
					!/\/(dist|node_modules|releases\/.*\.yaml)$/.test(source),
			}),
		),
	);
	const read = (name: string) => readFile(file(name), "utf8");
	const write = (name: string, text: string) => writeFile(file(name), text);
	return {
		root: `${folder}/`,
		read,
		write,
		async edit(name, from, to) {
			const text = await read(name);
			if (!text.includes(from)) throw new Error(`${name} has no ${from}.`);
			await write(name, text.replaceAll(from, to));
			return () => write(name, text);
		},
		remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
	};
}

/** Creates a project with a small description. */
export async function createSmallProject(): Promise<Project> {
	const project = await copyProject();
	await rm(join(project.root, "openapi/workflows"), { recursive: true });
	await project.write("openapi/openapi.yaml", reduced("openapi.yaml", TAGS));
	await project.write(
		"openapi/sandbox.yaml",
		reduced("sandbox.yaml", CONTROL_TAGS),
	);
	for (const name of TEXTS)
		await project.write(name, withoutDeadLinks(await project.read(name)));
	return project;
}
