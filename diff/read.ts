/** The descriptions to compare: the last release, what openapi/ says now, a file, or a revision of git. */
import { execFile } from "node:child_process";
import { statSync } from "node:fs";
import { parseYaml } from "@redocly/openapi-core";
import semver from "semver";
import {
	type Description,
	METHODS,
	type Method,
	type Node,
	readEvents,
	readOperations,
} from "../description/operations.ts";
import { ROOT } from "../scripts/root.ts";
import {
	bundleFile,
	ENTRY,
	isOpenApi,
	listReleases,
} from "../scripts/source.ts";
import { CommandError } from "../scripts/terminal.ts";

export interface Source {
	/** What it is called in a report. */
	name: string;
	document: Description;
}

/** The bundle, as each revision has it. */
const BUNDLE = "generated/openapi.yaml";

/** What openapi/ says now, built or not. */
export async function readDraft(): Promise<Source> {
	return check("openapi/", await bundleFile(ENTRY));
}

/**
 * All releases, the lowest version first.
 *
 * @throws {CommandError} Where a file in openapi/releases/ isn't named by its version.
 */
export async function readReleases(): Promise<Source[]> {
	const releases = await sortReleases();
	return Promise.all(releases.map(readRelease));
}

/** The one with the highest version; undefined where there is none yet. Throws as {@link readReleases} does. */
export async function readLastRelease(): Promise<Source | undefined> {
	const last = (await sortReleases()).at(-1);
	return last && readRelease(last);
}

interface ReleaseFile {
	name: string;
	file: string;
	version: string;
}

async function sortReleases(): Promise<ReleaseFile[]> {
	const files = await listReleases();
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

async function readRelease({ name, file }: ReleaseFile): Promise<Source> {
	return check(`openapi/releases/${name}`, await bundleFile(file));
}

/**
 * A file (a bundle, or one that references others), or the bundle of a git revision.
 *
 * @throws {CommandError} Where it is neither, or isn't a description that can be compared.
 */
export async function readSource(name: string): Promise<Source> {
	const isFile = statSync(name, { throwIfNoEntry: false })?.isFile();
	if (isFile) return check(name, await bundleFile(name));
	if (/\.(ya?ml|json)$/.test(name))
		throw new CommandError(`There is no file ${name}.`);
	return check(name, parseYaml(await showBundle(name)));
}

/** The bundle of a git revision, as text. */
async function showBundle(name: string): Promise<string> {
	const parsed = await git(
		"rev-parse",
		"--verify",
		"--end-of-options",
		`${name}^{commit}`,
	);
	if (!parsed.ok)
		throw new CommandError(
			(await git("rev-parse", "--git-dir")).ok
				? `${name} is neither a file nor a revision that git has here. A branch, a tag and a commit are one: npm run diff -- HEAD~1. What is elsewhere, git fetch brings.`
				: `${name} is no file, and this is no git repository, in which it could be a revision.`,
		);
	const shown = await git("show", `${parsed.out.trim()}:./${BUNDLE}`);
	if (!shown.ok)
		throw new CommandError(
			`The revision ${name} has no ${BUNDLE}: it is older than that file. Compare with a later one.`,
		);
	return shown.out;
}

function git(...args: string[]): Promise<{ ok: boolean; out: string }> {
	return new Promise((resolve, reject) => {
		execFile(
			"git",
			args,
			{ cwd: ROOT, maxBuffer: Number.POSITIVE_INFINITY },
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
function check(name: string, parsed: unknown): Source {
	if (!isOpenApi(parsed))
		throw new CommandError(
			`${name} is not an OpenAPI 3 description: it has no \`openapi: 3.1.0\`.`,
		);
	const { info } = parsed as Node;
	if (!semver.valid(info?.version))
		throw new CommandError(
			`info.version of ${name} is ${JSON.stringify(info?.version)}, and not a version like 1.0.0.`,
		);
	const given = parsed as Description;
	const document = {
		...given,
		servers: given.servers ?? [],
		tags: given.tags ?? [],
		paths: given.paths ?? {},
		webhooks: given.webhooks ?? {},
		components: given.components ?? {},
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
