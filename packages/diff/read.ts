/** Reads the descriptions to compare: a release, the current source, a file, or a git revision. */
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
	/** File name or git revision, for reports. */
	name: string;
	document: Description;
}

/** Path of the bundle in every revision. */
const BUNDLE = "generated/openapi.yaml";

/**
 * Bundles the current source in openapi/, whether or not it has been built.
 *
 * @param root The project folder, with a trailing slash.
 */
export async function readDraft(root: string): Promise<Source> {
	return toSource("openapi/", await bundleFile(`${root}${ENTRY}`, root));
}

/**
 * Reads all releases, in ascending order of their versions.
 *
 * @throws {CommandError} If a file in openapi/releases/ isn't named after a version.
 */
export async function readReleases(root: string): Promise<Source[]> {
	const releases = await sortReleases(root);
	return Promise.all(releases.map((release) => readRelease(root, release)));
}

/** Reads the latest release. Returns undefined if there is none. Throws as {@link readReleases} does. */
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
				`openapi/releases/${name} isn't named after a version. Rename it like openapi/releases/1.0.0.yaml.`,
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

/** What file names and git revisions are relative to. */
export interface SourceContext {
	/** The folder that file names are relative to. */
	cwd: string;
	/** The project folder, which is in the git repository. */
	root: string;
	/** Has the `PATH` that git is found in. */
	env: NodeJS.ProcessEnv;
}

/**
 * Reads a file (a bundle, or one with references), or the bundle of a git revision.
 *
 * @throws {CommandError} If it is neither, or not a description that can be compared.
 */
export async function readSource(
	name: string,
	context: SourceContext,
): Promise<Source> {
	const file = resolve(context.cwd, name);
	const isFile = statSync(file, { throwIfNoEntry: false })?.isFile();
	if (isFile) return toSource(name, await bundleFile(file, context.cwd));
	if (/\.(ya?ml|json)$/.test(name))
		throw new CommandError(`No such file: ${name}.`);
	return toSource(name, parseYaml(await showBundle(name, context)));
}

/** Returns the bundle of a git revision as text. */
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
				? `${name} is neither a file nor a known git revision, which is a branch, a tag or a commit. Run git fetch if it is on a remote.`
				: `${name} is not a file, and this is not a git repository, so it can't be a revision.`,
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
							"git is not installed, so only files can be compared: npm run diff -- before.yaml after.yaml.",
						),
					);
				else resolve({ ok: !error, out });
			},
		);
	});
}

/**
 * Validates what the comparison relies on: OpenAPI 3, a version, and an operationId and a tag for every operation, because those name it
 * in the client.
 */
function toSource(name: string, parsed: unknown): Source {
	if (!isOpenApi(parsed))
		throw new CommandError(
			`${name} is not an OpenAPI 3 description: it has no \`openapi: 3.1.0\`.`,
		);
	const { info } = parsed as Node;
	if (!semver.valid(info?.version))
		throw new CommandError(
			`info.version of ${name} must be a version such as 1.0.0, not ${JSON.stringify(info?.version)}.`,
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
				`${place} of ${name} has no ${operation.operationId ? "tag" : "operationId"}, which names it in the client.`,
			);
	try {
		readOperations(document);
		readEvents(document);
	} catch (error) {
		throw new CommandError(
			`${name} can't be compared, because \`npm run build\` would reject it: ${(error as Error).message}`,
		);
	}
	return { name, document };
}

/** All operations with their names: `POST /customers`. */
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
