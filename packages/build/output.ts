/** The files of a build: made in a folder beside the real one, then compared with what is there, or moved into its place. */
import { rmSync } from "node:fs";
import {
	mkdir,
	mkdtemp,
	readdir,
	readFile,
	rename,
	rm,
	stat,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { bold, CommandError, red, size } from "@lomi/cli";
import { DOCS } from "@lomi/docs-site";
import { type Description, readEvents, readOperations } from "@lomi/spec";

/** A folder beside the real one, so that each file can be moved in one step; a check moves nothing, and may not be able to write here. */
export async function makeFolder(root: string, elsewhere = false) {
	const folder = await mkdtemp(join(elsewhere ? tmpdir() : root, ".build-"));
	const remove = () => rmSync(folder, { recursive: true, force: true });
	process.once("exit", remove);
	const clean = () => {
		process.off("exit", remove);
		remove();
	};
	return { folder, clean };
}

/** The files in a folder and below it, relative to it. */
export async function listFiles(folder: string): Promise<string[]> {
	const entries = await readdir(folder, {
		recursive: true,
		withFileTypes: true,
	});
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
		.sort();
}

/** The files of a project's docs, with the name of their folder. */
export async function listDocs(root: string): Promise<string[]> {
	const files = await listFiles(join(root, DOCS));
	return files.map((file) => `${DOCS}/${file}`);
}

/**
 * Compares the files of a build with those that are there.
 *
 * @throws {CommandError} If they differ, with each file that does.
 */
export async function compare(
	root: string,
	folder: string,
	files: string[],
): Promise<void> {
	const committed = (
		await readdir(join(root, "generated")).catch(() => [])
	).map((name) => `generated/${name}`);
	const stale: string[] = [];
	for (const file of new Set([...files, ...committed])) {
		const [fresh, there] = await Promise.all(
			[folder, root].map((each) =>
				readFile(join(each, file)).catch(() => undefined),
			),
		);
		if (!fresh) stale.push(`${file} is not made by the build: delete it.`);
		else if (!there) stale.push(`${file} is missing.`);
		else if (!fresh.equals(there))
			stale.push(`${file} is not what openapi/ gives.`);
	}
	if (stale.length > 0)
		throw new CommandError(
			`${stale.map((line) => `${red("✗")} ${line}`).join("\n")}\nRun npm run build and commit what it writes.`,
		);
}

/**
 * Puts the files of a new build in the place of the old ones. Each is moved in one step, since both are on one disk: whoever reads, and
 * whatever ends the build, finds either the old file or the new one.
 *
 * @param keepSame Leaves files alone that would get the same bytes, so that tools that watch them, as Prism does, don't load them again.
 * Not for the docs: to compare a thousand files takes longer than to move them.
 */
export async function replace(
	root: string,
	name: string,
	folder: string,
	files: string[],
	keepSame = false,
): Promise<void> {
	const fresh = new Set(files.filter((file) => file.startsWith(`${name}/`)));
	const folders = new Set([...fresh].map((file) => dirname(join(root, file))));
	for (const path of folders) await mkdir(path, { recursive: true });
	for (const file of fresh) {
		const [made, place] = [join(folder, file), join(root, file)];
		if (keepSame && (await haveSameBytes(made, place))) continue;
		await rename(made, place);
	}
	for (const file of await readdir(join(root, name), { recursive: true })) {
		const path = join(root, name, file);
		if (!fresh.has(`${name}/${file}`) && !folders.has(path))
			await rm(path, { recursive: true, force: true });
	}
}

async function haveSameBytes(made: string, place: string): Promise<boolean> {
	const old = await readFile(place).catch(() => undefined);
	return old?.equals(await readFile(made)) ?? false;
}

/** What was made, with its sizes, for the terminal. */
export async function summary(
	root: string,
	document: Description,
	files: string[],
): Promise<string> {
	const { schemas = {}, examples = {} } = document.components;
	const counts = [
		`${readOperations(document).length} operations`,
		`${readEvents(document).length} events`,
		`${document.tags.flatMap((tag) => tag["x-workflows"] ?? []).length} workflows`,
		`${Object.keys(schemas).length} schemas`,
		`${Object.keys(examples).length} examples`,
	].join(", ");
	const weigh = async (name: string, parts: string[]) => {
		const sizes = await Promise.all(
			parts.map(async (file) => (await stat(join(root, file))).size),
		);
		const sum = sizes.reduce((total, part) => total + part, 0);
		return `  ${name.padEnd(38)} ${size(sum).padStart(9)}`;
	};
	const generated = files.filter((file) => file.startsWith("generated/"));
	const site = files.filter((file) => file.startsWith(DOCS));
	const pages = site.filter((file) => file.endsWith(".html"));
	const rows = await Promise.all([
		...generated.map((file) => weigh(file, [file])),
		...(site.length > 0
			? [weigh(`${DOCS}/ (${pages.length} pages)`, site)]
			: []),
	]);
	return [...rows, "", bold(counts)].join("\n");
}
