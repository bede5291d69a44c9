/**
 * What `npm pack` runs first: a package as others install it, in its dist/. tsc makes JavaScript, types and source maps, a file for each of
 * ours, so that a bundler can leave out what nobody imports. `packages/build/package.ts` makes the client, `packages/build/package.ts sandbox` the sandbox.
 */
import { execFile } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import {
	copyFile,
	mkdir,
	mkdtemp,
	readdir,
	readFile,
	rename,
	rm,
	writeFile,
} from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { _ } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import { build } from "esbuild";
import ts from "typescript";
import { CommandError, fail } from "../cli/terminal.ts";
import { ROOT, readBundle } from "../spec/generated-files.ts";
import { readResponseSchemas } from "../spec/responses.ts";

const TSC = join(
	dirname(createRequire(import.meta.url).resolve("ts7/package.json")),
	"bin/tsc",
);

interface Parts {
	/** The oldest JavaScript that has to run it. */
	target: string;
	/** Files that tsc doesn't make, or not as they are needed, each with what puts it into the folder. */
	others: Record<string, (place: Place) => Promise<void>>;
	/** A dependency that comes in the package, as one file for each of its entries: Node would take longer to find its hundreds of files than to run them. */
	bundled?: { name: string; entries: string[] };
}

/** A file of a dist/ that is being made. */
interface Place {
	/** The project's folder. */
	root: string;
	/** What will be dist/. */
	folder: string;
	file: string;
}

/** Packages by their folders. */
export type Packages = Record<string, Parts>;

/** Those of this project. */
const PACKAGES: Packages = {
	"": {
		// What Node 20 and the browsers of its time run as it stands.
		target: "es2022",
		others: {
			// Nothing to compile: it is types already.
			"generated/schema.d.ts": copyFromProject,
			// Compiles its validators when it is loaded; in the package, it holds finished ones.
			"packages/client/response-validators.js": writeValidators,
		},
	},
	"packages/sandbox": {
		target: "es2024",
		others: {
			"generated/openapi.json": copyFromProject,
			"generated/sandbox.json": copyFromProject,
			"generated/schema.d.ts": copyFromProject,
			"generated/sandbox.d.ts": copyFromProject,
		},
		bundled: { name: "kysely", entries: ["kysely", "kysely/migration"] },
	},
};

/**
 * Builds a package's dist/: what `exports` and `bin` of its package.json lead to.
 *
 * @param name Its folder in the project. Default: the project's own.
 * @param options.root The project's folder. Default: this project's.
 * @param options.packages What can be built there. Default: the packages of this project.
 * @throws {CommandError} Where the code doesn't compile. What was there before stays.
 */
export async function buildPackage(
	name = "",
	{ root = ROOT, packages = PACKAGES } = {},
): Promise<void> {
	const parts = packages[name];
	if (!parts)
		throw new CommandError(
			`There is no package in ${name}/. Name one of: ${Object.keys(packages).filter(Boolean).join(", ")}.`,
		);
	const entries = entriesOf(join(root, name));
	const dist = join(root, name, "dist");
	const folder = await mkdtemp(join(root, ".build-"));
	const clean = () => rmSync(folder, { recursive: true, force: true });
	process.once("exit", clean);
	try {
		await compile(root, folder, entries, parts.target);
		await mkdir(join(folder, "generated"), { recursive: true });
		for (const [file, put] of Object.entries(parts.others))
			await put({ root, folder, file });
		if (parts.bundled) await putTogether(root, folder, parts.bundled);
		await removeUnused(folder, entries);
		await rm(dist, { recursive: true, force: true });
		await rename(folder, dist);
	} finally {
		process.off("exit", clean);
		clean();
	}
}

/** The files of dist/ that a package.json names. */
function entriesOf(place: string): string[] {
	const manifest = readFileSync(join(place, "package.json"), "utf8");
	const { exports, bin = {} } = JSON.parse(manifest);
	return [...Object.values(exports), ...Object.values(bin)]
		.flatMap((target) =>
			typeof target === "string" ? target : Object.values(target as object),
		)
		.flatMap((file: string) => /^(?:\.\/)?dist\/(.*)$/.exec(file)?.[1] ?? []);
}

/** @throws {CommandError} With what the compiler says. */
async function compile(
	root: string,
	folder: string,
	entries: string[],
	target: string,
): Promise<void> {
	const config = join(folder, "tsconfig.json");
	await writeFile(
		config,
		JSON.stringify({
			extends: join(root, "tsconfig.json"),
			compilerOptions: {
				noEmit: false,
				declaration: true,
				sourceMap: true,
				inlineSources: true,
				stripInternal: true,
				target,
				allowImportingTsExtensions: false,
				rewriteRelativeImportExtensions: true,
				rootDir: root,
				outDir: folder,
			},
			include: [],
			files: entries
				.filter((entry) => entry.endsWith(".js"))
				.map((entry) => join(root, entry.replace(/\.js$/, ".ts"))),
		}),
	);
	await promisify(execFile)(process.execPath, [TSC, "--project", config], {
		cwd: root,
	}).catch(({ stdout, stderr }) => {
		throw new CommandError(stdout || stderr);
	});
	await rm(config);
	for (const file of await filesIn(folder, ".d.ts"))
		await writeFile(file, withJsImports(await readFile(file, "utf8")));
}

/** tsc renames imports in JavaScript, and leaves them as they are in types. */
function withJsImports(types: string): string {
	return types.replace(/((?:from |import\()"\.[^"]*?)(\.d)?\.ts"/g, '$1.js"');
}

/** A file that the project has under the same name. */
export async function copyFromProject(place: Place): Promise<void> {
	const { root, folder, file } = place;
	await copyFile(join(root, file), join(folder, file));
}

/** The validators of all documented successes, as one module that needs nothing else and has no source to map to. */
export async function writeValidators(place: Place): Promise<void> {
	const { root, folder, file } = place;
	await writeFile(join(folder, file), await validatorsCode(root));
	await rm(join(folder, `${file}.map`));
}

async function validatorsCode(root: string): Promise<string> {
	const { ajv, ids } = readResponseSchemas(await readBundle(root), {
		code: {
			source: true,
			esm: true,
			// Where the code finds a format that isn't a regular expression.
			formats: _`require("./packages/spec/formats.ts").FORMATS`,
		},
	});
	const exported = Object.values(ids).filter((id) => id !== null);
	const code = standalone.default(
		ajv,
		Object.fromEntries(exported.map((id) => [id, id])),
	);
	const table = Object.entries(ids).map(
		([answer, id]) => `${JSON.stringify(answer)}: ${id}`,
	);
	const { outputFiles } = await build({
		stdin: {
			contents: `${code}\nexport const validators = { ${table.join(", ")} };`,
			resolveDir: root,
		},
		// Of all that the code exports, the table alone.
		treeShaking: true,
		bundle: true,
		write: false,
		minify: true,
		format: "esm",
		target: "es2022",
	});
	return outputFiles[0]?.text ?? "";
}

/** Writes a dependency into the folder, with its licence, and has our own code import it from there. Types still come from the dependency. */
async function putTogether(
	root: string,
	folder: string,
	{ name, entries }: NonNullable<Parts["bundled"]>,
): Promise<void> {
	const licence = await readFile(
		join(root, "node_modules", name, "LICENSE"),
		"utf8",
	);
	const files = await filesIn(folder, ".js");
	await build({
		entryPoints: entries.map((entry) => ({ in: entry, out: entry })),
		outdir: join(folder, BUNDLED),
		absWorkingDir: root,
		banner: { js: `/*! ${name}\n${licence}*/` },
		bundle: true,
		splitting: true,
		// Not by a hash, which would be another one in another folder.
		chunkNames: "shared",
		minifyWhitespace: true,
		minifySyntax: true,
		format: "esm",
		platform: "node",
	});
	for (const file of files) {
		const text = await readFile(file, "utf8");
		const ours = text.replaceAll(/(?<= from )"([^".][^"]*)"/g, (all, from) => {
			const target = join(folder, BUNDLED, `${from}.js`);
			const path = relative(dirname(file), target);
			return entries.includes(from) ? `"${path}"` : all;
		});
		if (ours !== text) await writeFile(file, ours);
	}
}

/** Where in dist/ a dependency lies. */
const BUNDLED = "bundled";

async function filesIn(folder: string, ending: string): Promise<string[]> {
	const files = await readdir(folder, { recursive: true });
	return files
		.filter((file) => file.endsWith(ending))
		.map((file) => join(folder, file));
}

/** Takes out what no entry leads to, by its JavaScript or by its types. */
async function removeUnused(folder: string, entries: string[]): Promise<void> {
	const used = new Set<string>();
	for (const entry of entries) await follow(folder, entry, used);
	const files = await readdir(folder, {
		recursive: true,
		withFileTypes: true,
	});
	for (const { parentPath, name } of files.filter((each) => each.isFile())) {
		const file = join(parentPath, name);
		if (!used.has(relative(folder, file).replace(/\.map$/, ""))) await rm(file);
	}
}

/** Adds a file, and all that it imports, to those that are used. */
async function follow(
	folder: string,
	file: string,
	used: Set<string>,
): Promise<void> {
	if (used.has(file)) return;
	used.add(file);
	const text = await readFile(join(folder, file), "utf8");
	for (const { fileName } of ts.preProcessFile(text).importedFiles) {
		if (!fileName.startsWith(".")) continue;
		const imported = join(dirname(file), fileName);
		const types = file.endsWith(".d.ts");
		await follow(
			folder,
			types ? imported.replace(/\.js$/, ".d.ts") : imported,
			used,
		);
	}
}

if (import.meta.main) await buildPackage(process.argv[2]).catch(fail);
