/** An empty project with the packed packages, installed by npm. */
import { execFile } from "node:child_process";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../../packages/spec/generated-files.ts";

const PACKAGES = [`${ROOT}packages/client`, `${ROOT}packages/sandbox`];

/**
 * Creates the project with the programs next to this file. Dependencies of the packages are copied into it, so that npm doesn't need the
 * registry.
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
 * Installs packed packages in the project.
 *
 * @param cache An empty folder for npm's cache, so that the user's cache isn't used.
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

/** The folders of a package's dependencies, including transitive ones, as Node resolves them. */
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
		// Our own packages are packed.
		if (PACKAGES.includes(realpathSync(folder))) continue;
		if (found.has(folder)) continue;
		found.add(folder);
		findNeeded(folder, found);
	}
}

/** Copies an installed package to the same path in another project, with its bin links, without which npm would download it. */
async function putInto(project: string, needed: string): Promise<void> {
	// A dependency nested in the workspace because of a version conflict is at the top level there.
	const at = relative(ROOT, needed).replace(/^packages\/sandbox\//, "");
	const place = join(project, at);
	// Nested dependencies are copied separately, if they are needed.
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
