/** A packed package in an empty project, as others have it: installed by npm, with nothing of ours beside it. */
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, inject } from "vitest";
import { ROOT } from "../../scripts/root.ts";
import { document, events, operations } from "../api.ts";

export const run = promisify(execFile);

export interface Installed {
	/** The project's folder. */
	folder: string;
	/** The package in it. */
	lomi: string;
	/** Its package.json. */
	// biome-ignore lint/suspicious/noExplicitAny: a manifest is JSON of any shape.
	manifest: any;
}

/** The packages: under which name vitest has the packed file, and where package.json is in the project. */
const PACKAGES = {
	client: { packed: "tarball", source: ROOT },
	sandbox: { packed: "sandboxTarball", source: `${ROOT}sandbox` },
} as const;

export type Packed = keyof typeof PACKAGES;

/** Path of a packed package. */
export const tarballOf = (which: Packed) => inject(PACKAGES[which].packed);

/** The project for the tests of one file: made before the first, removed after the last. The programs beside this file are in it. */
export function useInstalled(which: Packed = "client"): Installed {
	const installed = {} as Installed;
	let temporary: string;
	beforeAll(async () => {
		const { source } = PACKAGES[which];
		temporary = await mkdtemp(join(tmpdir(), "lomi-installed-"));
		const folder = join(temporary, "project");
		await mkdir(folder);
		await writeFile(join(folder, "package.json"), '{ "private": true }');
		await cp(`${ROOT}test/package/programs`, folder, { recursive: true });
		// What it needs is there as if npm had put it there before: the registry isn't asked.
		for (const needed of neededBy(source)) await putInto(folder, needed);
		await run(
			"npm",
			[
				...["install", "--offline", "--ignore-scripts"],
				...["--no-audit", "--no-fund", "--prefix", folder],
				...["--cache", join(temporary, "cache"), tarballOf(which)],
			],
			{ cwd: folder },
		);
		const manifest = manifestOf(source);
		const lomi = join(folder, "node_modules", manifest.name);
		Object.assign(installed, { folder, lomi, manifest: manifestOf(lomi) });
	});
	afterAll(() =>
		rm(temporary, { recursive: true, force: true, maxRetries: 3 }),
	);
	return installed;
}

function manifestOf(folder: string) {
	return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}

/** The folders of all packages that one needs, and of those that they need, as Node finds them. */
function neededBy(from: string, found = new Set<string>()): Set<string> {
	const { resolve } = createRequire(join(from, "x.js"));
	for (const name of Object.keys(manifestOf(from).dependencies ?? {})) {
		const folder = resolve
			.paths(name)
			?.map((each) => join(each, name))
			.find((each) => existsSync(each));
		if (!folder) throw new Error(`${from} needs ${name}. Run npm ci.`);
		if (found.has(folder)) continue;
		found.add(folder);
		neededBy(folder, found);
	}
	return found;
}

/** Copies a package of ours to the same place in another project, with the links to its commands, without which npm would fetch it anew. */
async function putInto(project: string, needed: string): Promise<void> {
	// What the workspace has to itself, since another version stands above it, has nothing above it there.
	const at = relative(ROOT, needed).replace(/^sandbox\//, "");
	const place = join(project, at);
	// What stands in its own node_modules is put there by itself, if it is needed.
	await cp(needed, place, {
		recursive: true,
		filter: (file) => !relative(needed, file).startsWith("node_modules"),
	});
	const { name, bin = {} } = manifestOf(needed);
	const commands = typeof bin === "string" ? { [name]: bin } : bin;
	const folder = join(place, name.replaceAll(/[^/]+/g, ".."), ".bin");
	for (const [command, file] of Object.entries<string>(commands)) {
		await mkdir(folder, { recursive: true });
		await symlink(join(relative(folder, place), file), join(folder, command));
	}
}

const delivered = events.find(({ name }) => name === "PAYMENT_SUCCEEDED");

/** The webhook that programs/exercise.mjs receives. */
export const delivery = {
	body: JSON.stringify(delivered?.body.examples[0]?.value),
	secret: "whsec_of_a_test",
};

/** What programs/exercise.mjs brings, wherever it runs. */
export const outcome = {
	customers: example("listCustomers", 200),
	created: { status: 201, body: example("createCustomer", 201) },
	missing: {
		typed: true,
		name: "NotFoundError",
		status: 404,
		message: example("getCustomer", 404).error.message,
		code: example("getCustomer", 404).error.code,
	},
	event: JSON.parse(delivery.body),
	forged: true,
	checked: example("listCustomers", 200),
};

/** The first documented answer of an operation with a status. */
// biome-ignore lint/suspicious/noExplicitAny: examples are JSON of any shape.
function example(id: string, status: number): any {
	const operation = operations.find((each) => each.id === id);
	const answer = operation?.answers.find((each) => each.status === status);
	const value = answer?.body?.examples[0]?.value;
	if (value === undefined)
		throw new Error(`${id} has no example for ${status}.`);
	return value;
}

export const { version } = document.info;
