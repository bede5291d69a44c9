/**
 * Runs before and after `npm pack`: tsdown bundles a package and the private packages it uses into dist/, and package.json points to dist/
 * while npm packs. npm has no setting for that (`publishConfig.exports` only works in pnpm).
 */
import { existsSync, rmSync } from "node:fs";
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
import { basename, dirname, join } from "node:path";
import {
	type CommandContext,
	CommandError,
	flag,
	readCommandLine,
} from "@lomi/cli";
import { bundleInspector } from "@lomi/inspector";
import { readBundle } from "@lomi/spec/generated-files";
import { readResponseSchemas } from "@lomi/spec/validation";
import { _ } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import { transform } from "esbuild";
import { build, type TsdownPlugin } from "tsdown";

/** How a package is published, in addition to its package.json. */
interface Publication {
	/** The oldest JavaScript version that can run it. */
	target: string;
	/** Entry points that are not published. */
	internal: string[];
	/** Files of generated/ to copy to dist/, by entry point. */
	generated: Record<string, string>;
	/** Declarations in dist/, by the entry point that only re-exports them: in a user's declarations, TypeScript names the file that declares a type. */
	declared: Record<string, string>;
	/** Files of the project's root folder to include. */
	copied: string[];
	/** Makes further files of dist/, by their path in it. */
	made?: () => Promise<Record<string, string>>;
	/** Modules to replace: from the end of the source's path to a function that returns the code. */
	replaced: Record<string, (root: string) => string | Promise<string>>;
}

/** By the folder in packages/. */
const PUBLICATIONS: Record<string, Publication> = {
	client: {
		// Runs on Node 20 and in browsers of that time without a transpiler.
		target: "es2022",
		internal: [],
		generated: { "./openapi.json": "openapi.json" },
		declared: { "./schema": "generated/schema.d.ts" },
		copied: ["CHANGELOG.md"],
		// Many runtimes forbid compiling validators at run time.
		replaced: { "client/response-validators.ts": validatorsCode },
	},
	sandbox: {
		target: "es2024",
		internal: ["./cli", "./bench"],
		generated: {
			"./openapi.json": "openapi.json",
			"./control.json": "sandbox.json",
		},
		declared: {},
		copied: [],
		made: inspectorFiles,
		replaced: {
			"sandbox/generated-folder.ts": () =>
				'export const GENERATED = new URL("./", import.meta.url);',
			"sandbox/inspector/files.ts": builtInspectorCode,
		},
	},
};

/** Name of the original package.json while it is replaced. */
const BACKUP = "package.json.kept";

/**
 * `prepack` and, with `--restore`, `postpack` of the package in the current folder.
 *
 * @throws {CommandError} If the folder doesn't belong to a published package, or the code doesn't compile.
 */
export async function packCommand(context: CommandContext): Promise<void> {
	const line = readCommandLine(context, {
		command: "node ../../scripts/pack.ts",
		about:
			"Prepares the package in this folder for npm pack: builds dist/, and points package.json to it.",
		options: {
			restore: flag("Restore package.json, after npm pack."),
		},
	});
	if (!line) return;
	const { cwd, root } = context;
	if (line.options.restore) await restorePackage(cwd);
	else await preparePackage(cwd, { root });
}

/**
 * Builds a package's dist/ and points its package.json to it.
 *
 * @param folder The package's folder.
 * @param options.root The project folder, with a trailing slash.
 * @param options.publication How it is published. Defaults to the entry for the folder's name.
 * @throws {CommandError} As {@link packCommand} does. dist/ and package.json are unchanged then.
 */
export async function preparePackage(
	folder: string,
	{
		root,
		publication = PUBLICATIONS[basename(folder)],
	}: { root: string; publication?: Publication | undefined },
): Promise<void> {
	if (!publication)
		throw new CommandError(
			`${basename(folder)} is not a published package. Run this in packages/${Object.keys(PUBLICATIONS).join(" or packages/")}.`,
		);
	// The bundler takes them for the start of a module's query or fragment.
	if (/[#?]/.test(root))
		throw new CommandError(
			`Can't pack in ${root}: the bundler doesn't support # and ? in paths. Move the project to a folder without them.`,
		);
	// An interrupted run may have left the replaced package.json.
	await restorePackage(folder);
	for (const name of await readdir(folder))
		if (name.startsWith(".build-"))
			await rm(join(folder, name), { recursive: true });
	const text = await readFile(join(folder, "package.json"), "utf8");
	const manifest = JSON.parse(text);
	const entries = entriesOf(manifest, publication);
	const output = await mkdtemp(join(folder, ".build-"));
	const clean = () => rmSync(output, { recursive: true, force: true });
	process.once("exit", clean);
	try {
		await bundle(root, folder, output, entries, publication);
		for (const file of Object.values(publication.generated))
			await copyFile(join(root, "generated", file), join(output, file));
		for (const [file, text] of Object.entries(
			(await publication.made?.()) ?? {},
		)) {
			await mkdir(dirname(join(output, file)), { recursive: true });
			await writeFile(join(output, file), text);
		}
		await rm(join(folder, "dist"), { recursive: true, force: true });
		await rename(output, join(folder, "dist"));
	} finally {
		process.off("exit", clean);
		clean();
	}
	for (const file of publication.copied)
		await copyFile(join(root, file), join(folder, file));
	await writeFile(join(folder, BACKUP), text);
	const next = `${JSON.stringify(published(manifest, publication), null, 2)}\n`;
	await writeFile(join(folder, `${BACKUP}.new`), next);
	await rename(join(folder, `${BACKUP}.new`), join(folder, "package.json"));
}

/** Restores a package's package.json, if it was replaced. */
export async function restorePackage(folder: string): Promise<void> {
	const { copied = [] } = PUBLICATIONS[basename(folder)] ?? {};
	for (const file of copied) await rm(join(folder, file), { force: true });
	if (existsSync(join(folder, BACKUP)))
		await rename(join(folder, BACKUP), join(folder, "package.json"));
}

interface Manifest {
	exports: Record<string, string>;
	bin?: Record<string, string>;
	[field: string]: unknown;
}

/** The published entry modules, by their name in dist/. */
function entriesOf(
	{ exports, bin = {} }: Manifest,
	{ internal }: Publication,
): Record<string, string> {
	const files = Object.entries(exports)
		.filter(([entry]) => !internal.includes(entry))
		.map(([, file]) => file);
	return Object.fromEntries(
		[...files, ...Object.values(bin)]
			.filter((file) => file.endsWith(".ts"))
			.map((file) => [nameOf(file), file]),
	);
}

/** `./cli/bin.ts` → `cli/bin`. */
function nameOf(file: string): string {
	return file.replace(/^\.\//, "").replace(/\.ts$/, "");
}

/** The package.json to publish: it points to dist/, and has no dev dependencies. It keeps its scripts, so that npm can restore it after an interrupted run. */
function published(
	{ devDependencies: _dev, ...manifest }: Manifest,
	{ internal, generated, declared }: Publication,
): Manifest {
	const { exports, bin } = manifest;
	const inDist = ([entry, file]: [string, string]) => {
		if (!file.endsWith(".ts")) return [entry, file];
		const name = nameOf(file);
		const types = declared[entry] ?? `${name}.d.ts`;
		return [entry, { types: `./dist/${types}`, default: `./dist/${name}.js` }];
	};
	return {
		...manifest,
		exports: Object.fromEntries([
			...Object.entries(exports)
				.filter(([entry]) => !internal.includes(entry))
				.map(inDist),
			...Object.entries(generated).map(([entry, file]) => [
				entry,
				`./dist/${file}`,
			]),
		]),
		...(bin && {
			bin: Object.fromEntries(
				Object.entries(bin).map(([name, file]) => [
					name,
					`dist/${nameOf(file)}.js`,
				]),
			),
		}),
	};
}

/** @throws {CommandError} With the compiler's message. */
async function bundle(
	root: string,
	folder: string,
	outDir: string,
	entry: Record<string, string>,
	{ target, replaced }: Publication,
): Promise<void> {
	const replace: TsdownPlugin = {
		name: "lomi:replaced-modules",
		async load(id) {
			const make = Object.entries(replaced).find(([end]) =>
				id.replaceAll("\\", "/").endsWith(`/${end}`),
			)?.[1];
			// There is no source to map to.
			return make && { code: await make(root), map: { mappings: "" } };
		},
	};
	try {
		await build({
			config: false,
			cwd: folder,
			entry,
			outDir,
			target,
			format: "esm",
			platform: "neutral",
			dts: {
				compilerOptions: {
					stripInternal: true,
					paths: await privatePaths(root),
				},
			},
			sourcemap: true,
			clean: false,
			hash: false,
			// Modules stay apart: bundlers drop what nobody imports, and no chunk takes the name of an entry.
			unbundle: true,
			logLevel: "error",
			tsconfig: join(root, "tsconfig.json"),
			deps: { alwaysBundle: [/^@lomi\//], onlyBundle: false },
			inputOptions: { resolve: { mainFields: ["module", "main"] } },
			outExtensions: () => ({ js: ".js", dts: ".d.ts" }),
			plugins: [replace],
		});
	} catch (error) {
		throw new CommandError((error as Error).message);
	}
}

/** Private packages by the paths of their entries. TypeScript emits no declarations for what it finds in node_modules. */
async function privatePaths(root: string): Promise<Record<string, string[]>> {
	const paths: Record<string, string[]> = {};
	for (const folder of await readdir(join(root, "packages"))) {
		const at = join(root, "packages", folder);
		const {
			name,
			exports,
			private: isPrivate,
		} = JSON.parse(await readFile(join(at, "package.json"), "utf8"));
		if (!isPrivate) continue;
		for (const [entry, file] of Object.entries<string>(exports))
			paths[join(name, entry)] = [join(at, file)];
	}
	return paths;
}

/** The inspector's pages, in the folder where {@link builtInspectorCode} finds them. */
async function inspectorFiles(): Promise<Record<string, string>> {
	const files = await bundleInspector();
	return Object.fromEntries([
		...Object.entries(files).map(([name, { body }]) => [
			`${INSPECTOR}${name}`,
			body,
		]),
		[
			`${INSPECTOR}types.json`,
			JSON.stringify(
				Object.fromEntries(
					Object.entries(files).map(([name, { type }]) => [name, type]),
				),
			),
		],
	]);
}

const INSPECTOR = "inspector/";

/** The source of the module that reads the built pages instead of bundling them. */
function builtInspectorCode(): string {
	return `import { readFile } from "node:fs/promises";
import { GENERATED } from "../generated-folder.ts";
const read = (name) => readFile(new URL("${INSPECTOR}" + name, GENERATED), "utf8");
const readAll = async () => Object.fromEntries(await Promise.all(
	Object.entries(JSON.parse(await read("types.json"))).map(async ([name, type]) =>
		[name, { type, body: await read(name) }])));
let files;
export const readInspector = () => (files ??= readAll());`;
}

/** The source of a self-contained module with the validators of all documented 2xx responses. */
async function validatorsCode(root: string): Promise<string> {
	const { ajv, ids } = readResponseSchemas(await readBundle(root), {
		code: {
			source: true,
			esm: true,
			// Import of formats that aren't regular expressions.
			formats: _`require("@lomi/spec/formats").FORMATS`,
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
	const whole = await transform(
		`${code}\nexport const validators = { ${table.join(", ")} };`,
		{ minify: true, target: "es2022" },
	);
	return whole.code;
}
