/**
 * What `npm pack` runs before and after it packs: tsdown bundles a package into its dist/, private packages included, and its package.json
 * leads to dist/ while npm packs, and to the sources otherwise. npm has no setting for that (`publishConfig.exports` is pnpm's).
 */
import { existsSync, rmSync } from "node:fs";
import {
	copyFile,
	mkdtemp,
	readFile,
	rename,
	rm,
	writeFile,
} from "node:fs/promises";
import { basename, join } from "node:path";
import {
	type CommandContext,
	CommandError,
	flag,
	readCommandLine,
} from "@lomi/cli";
import { readBundle } from "@lomi/spec/generated-files";
import { readResponseSchemas } from "@lomi/spec/validation";
import { _ } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import { transform } from "esbuild";
import { build, type TsdownPlugin } from "tsdown";

/** How a package is published, besides what its package.json says. */
interface Publication {
	/** The oldest JavaScript that runs it. */
	target: string;
	/** True to keep modules apart, so that bundlers leave out what nobody imports. Fewer files load faster. */
	unbundle: boolean;
	/** Entries that only this repository has. */
	internal: string[];
	/** Files of generated/ in its dist/, by the entries that lead to them. */
	generated: Record<string, string>;
	/** Files of the project's folder that it comes with. */
	copied: string[];
	/** Modules that are other ones in the package: the source by the end of the path, and what makes the code. */
	replaced: Record<string, (root: string) => string | Promise<string>>;
}

/** By the folder in packages/. */
const PUBLICATIONS: Record<string, Publication> = {
	client: {
		// Node 20 and the browsers of its time run it as it is.
		target: "es2022",
		unbundle: true,
		internal: [],
		generated: { "./openapi.json": "openapi.json" },
		copied: ["CHANGELOG.md"],
		// Many places where the client runs forbid compiling validators at run time.
		replaced: { "client/response-validators.ts": validatorsCode },
	},
	sandbox: {
		target: "es2024",
		unbundle: false,
		internal: ["./cli", "./seed"],
		generated: {
			"./openapi.json": "openapi.json",
			"./control.json": "sandbox.json",
		},
		copied: [],
		replaced: {
			"sandbox/generated-folder.ts": () =>
				'export const GENERATED = new URL("./", import.meta.url);',
		},
	},
};

/** What package.json is called while another one is in its place. */
const KEPT = "package.json.kept";

/**
 * `prepack` and, with `--restore`, `postpack` of a package: the current folder's.
 *
 * @throws {CommandError} If the folder isn't one of a published package, or the code doesn't compile.
 */
export async function packCommand(context: CommandContext): Promise<void> {
	const line = readCommandLine(context, {
		command: "node ../../scripts/pack.ts",
		about:
			"Runs before npm packs the package in this folder: builds its dist/, and has its package.json lead there.",
		options: {
			restore: flag("Run after it: put the package.json back."),
		},
	});
	if (!line) return;
	const { cwd, root } = context;
	if (line.options.restore) await restorePackage(cwd);
	else await preparePackage(cwd, { root });
}

/**
 * Builds the dist/ of a package and has its package.json lead there.
 *
 * @param folder The package's folder.
 * @param options.root The project's folder, with a slash at its end.
 * @param options.publication How it is published. Default: by the name of its folder.
 * @throws {CommandError} As {@link packCommand} does. dist/ and package.json are then as they were.
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
			`${basename(folder)} isn't a package that is published. Run this in packages/${Object.keys(PUBLICATIONS).join(" or packages/")}.`,
		);
	// Somebody may have ended the last one halfway.
	await restorePackage(folder);
	const text = await readFile(join(folder, "package.json"), "utf8");
	const manifest = JSON.parse(text);
	const entries = entriesOf(manifest, publication);
	const made = await mkdtemp(join(folder, ".build-"));
	const clean = () => rmSync(made, { recursive: true, force: true });
	process.once("exit", clean);
	try {
		await bundle(root, folder, made, entries, publication);
		for (const file of Object.values(publication.generated))
			await copyFile(join(root, "generated", file), join(made, file));
		await rm(join(folder, "dist"), { recursive: true, force: true });
		await rename(made, join(folder, "dist"));
	} finally {
		process.off("exit", clean);
		clean();
	}
	for (const file of publication.copied)
		await copyFile(join(root, file), join(folder, file));
	await writeFile(join(folder, KEPT), text);
	const next = `${JSON.stringify(published(manifest, publication), null, 2)}\n`;
	await writeFile(join(folder, `${KEPT}.new`), next);
	await rename(join(folder, `${KEPT}.new`), join(folder, "package.json"));
}

/** Puts a package's own package.json back, if another one is in its place. */
export async function restorePackage(folder: string): Promise<void> {
	const { copied = [] } = PUBLICATIONS[basename(folder)] ?? {};
	for (const file of copied) await rm(join(folder, file), { force: true });
	if (existsSync(join(folder, KEPT)))
		await rename(join(folder, KEPT), join(folder, "package.json"));
}

interface Manifest {
	exports: Record<string, string>;
	bin?: Record<string, string>;
	[field: string]: unknown;
}

/** The modules that are published, by the names that they have in dist/. */
function entriesOf(
	{ exports, bin = {} }: Manifest,
	{ internal }: Publication,
): Record<string, string> {
	const files = Object.entries(exports)
		.filter(([entry]) => !internal.includes(entry))
		.map(([, file]) => file);
	return Object.fromEntries(
		[...files, ...Object.values(bin)]
			.filter((file) => file.endsWith(".ts") && !file.endsWith(TYPES))
			.map((file) => [nameOf(file), file]),
	);
}

/** How a file ends that has types alone. */
const TYPES = ".d.ts";

/** `./cli/bin.ts` is `cli/bin`. */
function nameOf(file: string): string {
	return file.replace(/^\.\//, "").replace(/\.ts$/, "");
}

/** The package.json that is packed: it leads to dist/, and has nothing that only this repository uses. */
function published(
	{ scripts: _scripts, devDependencies: _dev, ...manifest }: Manifest,
	{ internal, generated }: Publication,
): Manifest {
	const { exports, bin } = manifest;
	const inDist = ([entry, file]: [string, string]) => {
		if (!file.endsWith(".ts")) return [entry, file];
		// A module of types stands for the one in generated/ of the same name.
		if (file.endsWith(TYPES))
			return [entry, { types: `./dist/generated/${basename(file)}` }];
		const place = `./dist/${nameOf(file)}`;
		return [entry, { types: `${place}${TYPES}`, default: `${place}.js` }];
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

/** @throws {CommandError} With what the compiler says. */
async function bundle(
	root: string,
	folder: string,
	outDir: string,
	entry: Record<string, string>,
	{ target, unbundle, replaced }: Publication,
): Promise<void> {
	const replace: TsdownPlugin = {
		name: "lomi:replaced-modules",
		async load(id) {
			const make = Object.entries(replaced).find(([end]) =>
				id.replaceAll("\\", "/").endsWith(`/${end}`),
			)?.[1];
			// Nobody wrote what it maps to.
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
				tsc: { eager: true },
				compilerOptions: { stripInternal: true },
			},
			sourcemap: true,
			clean: false,
			hash: false,
			unbundle,
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

/** The validators of all documented successes as one module that needs nothing else. */
async function validatorsCode(root: string): Promise<string> {
	const { ajv, ids } = readResponseSchemas(await readBundle(root), {
		code: {
			source: true,
			esm: true,
			// Where the code finds a format that isn't a regular expression.
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
