/** The descriptions to compare: the last release, what openapi/ says now, a file, or a revision of git. */
import { execFile } from "node:child_process";
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { CommandError } from "@lomi/cli";
import {
	type Description,
	METHODS,
	type Method,
	type Node,
	readEvents,
	readOperations,
} from "@lomi/spec";
import { bundleFile, ENTRY, isOpenApi, listReleases } from "@lomi/spec/load";
import { parseYaml } from "@redocly/openapi-core";
import semver from "semver";

export interface Source {
	/** What it is called in a report. */
	name: string;
	document: Description;
}

/** The bundle, as each revision has it. */
const BUNDLE = "generated/openapi.yaml";

/**
 * What openapi/ says now, built or not.
 *
 * @param root The project's folder, with a slash at its end.
 */
export async function readDraft(root: string): Promise<Source> {
	return toSource("openapi/", await bundleFile(`${root}${ENTRY}`, root));
}

/**
 * All releases, the lowest version first.
 *
 * @throws {CommandError} Where a file in openapi/releases/ isn't named by its version.
 */
export async function readReleases(root: string): Promise<Source[]> {
	const releases = await sortReleases(root);
	return Promise.all(releases.map((release) => readRelease(root, release)));
}

/** The one with the highest version; undefined where there is none yet. Throws as {@link readReleases} does. */
export async function readLastRelease(
	root: string,
): Promise<Source | undefined> {
	const last = (await sortReleases(root)).at(-1);
	return last && readRelease(root, last);
}

interface ReleaseFile {
	name: string;
	file: string;
	version: string;
}

async function sortReleases(root: string): Promise<ReleaseFile[]> {
	const files = await listReleases(root);
	const releases = files.map(({ name, file }) => {
		const version = semver.valid(name.replace(/\.yaml$/, ""));
		if (!version)
			throw new CommandError(
				`openapi/releases/${name} is not named by a version. Call it like openapi/releases/1.0.0.yaml.`,
			);
		return { name, file, version };
	});
	return releases.sort((a, b) => semver.compare(a.version, b.version));
}

async function readRelease(
	root: string,
	{ name, file }: ReleaseFile,
): Promise<Source> {
	return toSource(`openapi/releases/${name}`, await bundleFile(file, root));
}

/** Where names of files and revisions are understood. */
export interface SourceContext {
	/** The folder that names of files are relative to. */
	cwd: string;
	/** The folder whose revisions are read: the project's. */
	root: string;
	/** Says where git is. */
	env: NodeJS.ProcessEnv;
}

/**
 * A file (a bundle, or one that references others), or the bundle of a git revision.
 *
 * @throws {CommandError} Where it is neither, or isn't a description that can be compared.
 */
export async function readSource(
	name: string,
	context: SourceContext,
): Promise<Source> {
	const file = resolve(context.cwd, name);
	const isFile = statSync(file, { throwIfNoEntry: false })?.isFile();
	if (isFile) return toSource(name, await bundleFile(file, context.cwd));
	if (/\.(ya?ml|json)$/.test(name))
		throw new CommandError(`There is no file ${name}.`);
	return toSource(name, parseYaml(await showBundle(name, context)));
}

/** The bundle of a git revision, as text. */
async function showBundle(
	name: string,
	{ root, env }: SourceContext,
): Promise<string> {
	const git = (...args: string[]) => runGit(root, env, args);
	const commit = await git(
		"rev-parse",
		"--verify",
		"--end-of-options",
		`${name}^{commit}`,
	);
	if (!commit.ok)
		throw new CommandError(
			(await git("rev-parse", "--git-dir")).ok
				? `${name} is neither a file nor a revision that git has here. A branch, a tag and a commit are one: npm run diff -- HEAD~1. What is elsewhere, git fetch brings.`
				: `${name} is no file, and this is no git repository, in which it could be a revision.`,
		);
	const bundle = await git("show", `${commit.out.trim()}:./${BUNDLE}`);
	if (!bundle.ok)
		throw new CommandError(
			`The revision ${name} has no ${BUNDLE}: it is older than that file. Compare with a later one.`,
		);
	return bundle.out;
}

function runGit(
	cwd: string,
	env: NodeJS.ProcessEnv,
	args: string[],
): Promise<{ ok: boolean; out: string }> {
	return new Promise((resolve, reject) => {
		execFile(
			"git",
			args,
			{ cwd, env, maxBuffer: Number.POSITIVE_INFINITY },
			(error, out) => {
				if (error?.code === "ENOENT")
					reject(
						new CommandError(
							"There is no git here, so only files can be compared: npm run diff -- before.yaml after.yaml.",
						),
					);
				else resolve({ ok: !error, out });
			},
		);
	});
}

/**
 * Makes sure that what was read can be compared: an OpenAPI 3 description as this project writes them, with a version, and with an
 * operationId and a tag on every operation, since they are its name in the client.
 */
function toSource(name: string, parsed: unknown): Source {
	if (!isOpenApi(parsed))
		throw new CommandError(
			`${name} is not an OpenAPI 3 description: it has no \`openapi: 3.1.0\`.`,
		);
	const { info } = parsed as Node;
	if (!semver.valid(info?.version))
		throw new CommandError(
			`info.version of ${name} is ${JSON.stringify(info?.version)}, and not a version like 1.0.0.`,
		);
	const description = parsed as Description;
	const document = {
		...description,
		servers: description.servers ?? [],
		tags: description.tags ?? [],
		paths: description.paths ?? {},
		webhooks: description.webhooks ?? {},
		components: description.components ?? {},
	};
	for (const [place, operation] of operationsOf(document))
		if (!operation.operationId || !operation.tags?.[0])
			throw new CommandError(
				`${place} of ${name} has no ${operation.operationId ? "tag" : "operationId"}, which gives it its name in the client.`,
			);
	try {
		readOperations(document);
		readEvents(document);
	} catch (error) {
		throw new CommandError(
			`${name} can't be compared, since it is not written as \`npm run build\` asks: ${(error as Error).message}`,
		);
	}
	return { name, document };
}

/** `POST /customers` and the operation itself, for all that this project has. */
function operationsOf({ paths, webhooks }: Description): [string, Node][] {
	return Object.entries<Node>({ ...paths, ...webhooks }).flatMap(
		([key, item]) =>
			Object.entries<Node>(item)
				.filter(([method]) => METHODS.includes(method as Method))
				.map(([method, operation]): [string, Node] => [
					`${method.toUpperCase()} ${key}`,
					operation,
				]),
	);
}
