/** Packs client and sandbox as for a release, in a copy of the project, and installs both in an empty one. For tests and benches. */
import { execFile } from "node:child_process";
import { cp, mkdir, readdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "@lomi/spec/generated-files";
import { createProject, installPacked } from "./project.ts";

export interface PackedPackages {
	/** Paths of the tarballs. */
	client: string;
	sandbox: string;
	/** A project with both installed. */
	installed: string;
}

/** The files that packing needs. */
const SOURCES = [
	...["packages", "generated", "scripts", "docs-site/package.json"],
	...["package.json", "tsconfig.json", "CHANGELOG.md"],
];

/** @param folder An empty folder for everything. */
export async function packAndInstall(folder: string): Promise<PackedPackages> {
	const copy = join(folder, "copy");
	const installed = join(folder, "project");
	await Promise.all([copyProject(copy), mkdir(installed)]);
	const [packed] = await Promise.all([
		pack(copy, folder),
		createProject(installed),
	]);
	const [client = "", sandbox = ""] = packed;
	await installPacked(installed, join(folder, "cache"), [client, sandbox]);
	return { client, sandbox, installed };
}

/**
 * Copies the files that packing needs, so that the project isn't modified: package.json is replaced while npm packs.
 *
 * @param copy A folder that doesn't exist yet.
 */
export async function copyProject(copy: string): Promise<void> {
	for (const source of SOURCES)
		await cp(ROOT + source, join(copy, source), {
			recursive: true,
			filter: (file) => !/\/(dist|node_modules|\.build-\w+)$/.test(file),
		});
	await linkModules(`${ROOT}node_modules`, join(copy, "node_modules"));
	await linkModules(
		`${ROOT}packages/sandbox/node_modules`,
		join(copy, "packages/sandbox/node_modules"),
	);
}

/** Links the installed packages. Links to the project's packages are relative, so that copies point into the copied project. */
async function linkModules(from: string, to: string): Promise<void> {
	await mkdir(to, { recursive: true });
	const names = await readdir(from, { withFileTypes: true }).catch(() => []);
	for (const entry of names) {
		const { name } = entry;
		if (name === "@lomi" || entry.isSymbolicLink())
			await cp(join(from, name), join(to, name), {
				recursive: true,
				verbatimSymlinks: true,
			});
		else await symlink(join(from, name), join(to, name));
	}
}

/** Runs `npm pack` for both, and returns the tarballs. */
async function pack(project: string, destination: string): Promise<string[]> {
	const { stdout } = await promisify(execFile)(
		"npm",
		[
			...["pack", "--json", "--pack-destination", destination],
			...["--workspace", "lomi-openapi", "--workspace", "lomi-sandbox"],
		],
		{ cwd: project },
	);
	const packed: { filename: string }[] = Object.values(JSON.parse(stdout));
	return packed.map(({ filename }) => join(destination, filename));
}
