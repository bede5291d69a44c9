/**
 * What `npm pack` runs first: the client as others install it, in dist/. tsc makes JavaScript, types and source maps, a file for each of
 * ours, so that a bundler can leave out what nobody imports.
 */
import { rmSync } from "node:fs";
import {
	copyFile,
	mkdtemp,
	readdir,
	readFile,
	rename,
	rm,
	writeFile,
} from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import standalone from "ajv/dist/standalone/index.js";
import { build } from "esbuild";
import ts from "typescript";
import { readResponseSchemas } from "../description/responses.ts";
import { ROOT, readBundle } from "./root.ts";
import { CommandError, fail } from "./terminal.ts";

/** What `exports` in package.json leads to. */
const ENTRIES = ["client/index", "client/webhooks", "client/validate"];
/** Compiles its validators when it is loaded; in the package, it holds finished ones. */
const VALIDATORS = "client/response-validators";
/** Nothing to compile: it is types already. */
const SCHEMA = "generated/schema.d.ts";

/**
 * Builds dist/.
 *
 * @throws {CommandError} Where the code doesn't compile. What was there before stays.
 */
export async function buildPackage(): Promise<void> {
	const folder = await mkdtemp(join(ROOT, ".build-"));
	const clean = () => rmSync(folder, { recursive: true, force: true });
	process.once("exit", clean);
	try {
		compile(folder);
		await copyFile(join(ROOT, SCHEMA), join(folder, SCHEMA));
		await writeFile(join(folder, `${VALIDATORS}.js`), await validatorsCode());
		await rm(join(folder, `${VALIDATORS}.js.map`));
		await removeUnused(folder);
		await rm(join(ROOT, "dist"), { recursive: true, force: true });
		await rename(folder, join(ROOT, "dist"));
	} finally {
		process.off("exit", clean);
		clean();
	}
}

function compile(folder: string): void {
	const { config } = ts.readConfigFile(`${ROOT}tsconfig.json`, ts.sys.readFile);
	const { options } = ts.parseJsonConfigFileContent(
		{
			...config,
			compilerOptions: {
				...config.compilerOptions,
				noEmit: false,
				declaration: true,
				sourceMap: true,
				inlineSources: true,
				stripInternal: true,
				// What Node 20 and the browsers of its time run as it stands.
				target: "es2022",
				allowImportingTsExtensions: false,
				rewriteRelativeImportExtensions: true,
				rootDir: ROOT,
				outDir: folder,
			},
			include: [],
			files: ENTRIES.map((entry) => `${entry}.ts`),
		},
		ts.sys,
		ROOT,
	);
	const program = ts.createProgram(
		ENTRIES.map((entry) => `${ROOT}${entry}.ts`),
		options,
	);
	const { diagnostics } = program.emit(undefined, (file, text) =>
		ts.sys.writeFile(file, file.endsWith(".d.ts") ? withJsImports(text) : text),
	);
	const problems = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
	if (problems.length > 0)
		throw new CommandError(
			ts.formatDiagnostics(problems, {
				getCanonicalFileName: (name) => name,
				getCurrentDirectory: () => ROOT,
				getNewLine: () => "\n",
			}),
		);
}

/** tsc renames imports in JavaScript, and leaves them as they are in types. */
function withJsImports(types: string): string {
	return types.replace(/(from "\.[^"]*?)(\.d)?\.ts"/g, '$1.js"');
}

/** The validators of all documented successes as one module that needs nothing else. */
async function validatorsCode(): Promise<string> {
	const { ajv, ids } = readResponseSchemas(await readBundle(), {
		code: { source: true, esm: true },
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
			resolveDir: ROOT,
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

/** Takes out what no entry leads to, by its JavaScript or by its types. */
async function removeUnused(folder: string): Promise<void> {
	const used = new Set([SCHEMA]);
	for (const entry of ENTRIES) {
		await follow(folder, `${entry}.js`, used);
		await follow(folder, `${entry}.d.ts`, used);
	}
	const entries = await readdir(folder, {
		recursive: true,
		withFileTypes: true,
	});
	for (const entry of entries.filter((each) => each.isFile())) {
		const file = join(entry.parentPath, entry.name);
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

if (import.meta.main) await buildPackage().catch(fail);
