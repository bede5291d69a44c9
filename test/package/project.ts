/** An empty project with the packed packages, as others have them: installed by npm, with nothing of ours beside them. */
import { execFile } from "node:child_process";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../../packages/spec/generated-files.ts";

const PACKAGES = [`${ROOT}packages/client`, `${ROOT}packages/sandbox`];

/**
 * Makes it, ready for the packages to be installed, with the programs beside this file. What the packages need is there as if npm had put it
 * there before, so that nothing is asked of the registry.
 *
 * @param folder An empty folder.
 */
export async function createProject(folder: string): Promise<void> {
	await cp(`${ROOT}test/package/programs`, folder, { recursive: true });
	await writeFile(join(folder, "package.json"), '{ "private": true }');
	const needed = new Set(PACKAGES.flatMap(neededBy));
	for (const each of needed) await putInto(folder, each);
}

/**
 * Installs packed packages in it.
 *
 * @param cache What npm uses as its cache: an empty folder, so that nothing comes from the person's own.
 */
export async function installPacked(
	folder: string,
	cache: string,
	tarballs: string[],
): Promise<void> {
	await promisify(execFile)(
		"npm",
		[
			...["install", "--offline", "--ignore-scripts"],
			...["--no-audit", "--no-fund", "--prefix", folder],
			...["--cache", cache, ...tarballs],
		],
		{ cwd: folder },
	);
}

export function manifestOf(folder: string) {
	return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}

/** The folders of all packages that one needs, and of those that they need, as Node finds them. */
function neededBy(from: string): string[] {
	const found = new Set<string>();
	findNeeded(from, found);
	return [...found];
}

function findNeeded(from: string, found: Set<string>): void {
	const { resolve } = createRequire(join(from, "x.js"));
	for (const name of Object.keys(manifestOf(from).dependencies ?? {})) {
		const folder = resolve
			.paths(name)
			?.map((each) => join(each, name))
			.find((each) => existsSync(each));
		if (!folder) throw new Error(`${from} needs ${name}. Run npm ci.`);
		// A package of ours is packed.
		if (PACKAGES.includes(realpathSync(folder))) continue;
		if (found.has(folder)) continue;
		found.add(folder);
		findNeeded(folder, found);
	}
}

/** Copies a package of ours to the same place in another project, with the links to its commands, without which npm would fetch it anew. */
async function putInto(project: string, needed: string): Promise<void> {
	// What the workspace has to itself, since another version stands above it, has nothing above it there.
	const at = relative(ROOT, needed).replace(/^packages\/sandbox\//, "");
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
