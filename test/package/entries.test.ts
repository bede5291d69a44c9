/** Every entry of both packed packages compiles in strict programs that check declarations too, and can be imported in Node. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "../../packages/spec/generated-files.ts";
import { installedPackage, type Packed, run } from "./install.ts";

const { folder: project } = installedPackage();
const folder = join(project, "entries");

/** The specifiers of a package's entries with code or types. */
const entriesOf = (which: Packed) => {
	const { name, exports } = installedPackage(which).manifest;
	return Object.entries<{ types?: string }>(exports)
		.filter(([, target]) => target.types)
		.map(([entry]) => join(name, entry));
};
const ENTRIES = [...entriesOf("client"), ...entriesOf("sandbox")];

const PROGRAM = [
	...ENTRIES.map(
		(entry, index) => `export * as entry${index} from "${entry}";`,
	),
	// What openapi-typescript generates is published whole, even what nothing else in the package uses.
	`import type { components, operations, paths, webhooks } from "lomi-openapi/schema";`,
	`export type All = [components["schemas"]["Customer"], operations["getCustomer"], paths["/customers"], webhooks["test.webhook"]];`,
].join("\n");

beforeAll(async () => {
	await mkdir(folder);
	await writeFile(join(folder, "package.json"), '{ "type": "module" }');
	await writeFile(join(folder, "index.ts"), PROGRAM);
});

/** Compiles the program. Returns what the compiler prints. */
async function compile(
	compiler: string,
	name: string,
	options: object,
): Promise<string> {
	const config = join(folder, `${name}.json`);
	const compilerOptions = {
		target: "es2022",
		lib: ["es2022", "esnext.disposable"],
		strict: true,
		exactOptionalPropertyTypes: true,
		verbatimModuleSyntax: true,
		skipLibCheck: false,
		noEmit: true,
		types: ["node"],
		// Not part of the project.
		typeRoots: [`${ROOT}node_modules/@types`],
		...options,
	};
	await writeFile(
		config,
		JSON.stringify({ compilerOptions, files: ["index.ts"] }),
	);
	const tsc = `${ROOT}node_modules/${compiler}/bin/tsc`;
	return run(process.execPath, [tsc, "--project", config], {
		cwd: folder,
	}).then(
		({ stdout }) => stdout,
		({ stdout, stderr }) => stdout || stderr,
	);
}

test("both packages have entries", () => {
	expect(ENTRIES).toEqual(
		expect.arrayContaining(["lomi-openapi/schema", "lomi-sandbox/testing"]),
	);
});

describe.each([
	["TypeScript 5.9", "typescript"],
	["TypeScript 7", "ts7"],
])("%s", (_what, compiler) => {
	test.each([
		["nodenext", { module: "nodenext" }],
		["bundler", { module: "esnext", moduleResolution: "bundler" }],
	])("compiles every entry with %s resolution", async (name, options) => {
		expect(await compile(compiler, `${compiler}-${name}`, options)).toBe("");
	});
});

// With verbatimModuleSyntax, `import { type paths }` stays in the code as an import of the module.
test("Node imports every entry, those with types only too", async () => {
	const program = ENTRIES.map((entry) => `import "${entry}";`).join("\n");
	await run(process.execPath, ["--input-type=module", "--eval", program], {
		cwd: project,
	});
});
