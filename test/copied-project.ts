/** A project in a folder of its own, for tests that build, lint or compare. Usually with a small description: two resources, one guide, no workflow. */
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

/** The tags that stay: the guide that says what to do about errors, and two resources. */
export const TAGS = ["Error Handling", "Checkout Sessions", "Webhooks"];
/** The tags that stay of the control plane. */
const CONTROL_TAGS = ["Clock"];

const PARTS = [
	"openapi",
	"packages/client",
	"docs-site",
	"CHANGELOG.md",
	"package.json",
	"redocly.yaml",
];

/** What links to parts that aren't there: the introduction, and the guide. */
const TEXTS = ["openapi/introduction.md", "openapi/guides/error-handling.md"];

function withoutDeadLinks(text: string): string {
	return text.replaceAll(
		/\[([^\]]+)\]\(#tag\/([\w-]+)[^)]*\)/g,
		(link, label, tag) =>
			TAGS.includes(tag.replaceAll("-", " ")) ? link : label,
	);
}

export interface Project {
	/** With a slash at its end. */
	root: string;
	read(name: string): Promise<string>;
	write(name: string, text: string): Promise<void>;
	/** Changes every occurrence of a text that a file must have, and returns what undoes it. */
	edit(name: string, from: string, to: string): Promise<() => Promise<void>>;
	remove(): Promise<void>;
}

/** The root file of a description with some of its tags alone, and what belongs to them. */
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

/** Makes a project with all of the description. */
export async function copyProject(): Promise<Project> {
	const folder = await realpath(await mkdtemp(join(tmpdir(), "lomi-project-")));
	const file = (name: string) => join(folder, name);
	await Promise.all(
		PARTS.map((part) =>
			cp(`${ROOT}${part}`, file(part), {
				recursive: true,
				filter: (source) => !/\/(dist|node_modules)$/.test(source),
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

/** Makes a small one. */
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
