/**
 * Programs with `declaration: true` in a project laid out by pnpm: TypeScript must be able to name every type that they infer, although they
 * can't reach the dependencies of the packages (TS2742 otherwise).
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROOT } from "../../packages/spec/generated-files.ts";
import { installedPackage } from "./install.ts";
import { layOutAsPnpm } from "./pnpm.ts";

const CALLS = `
export const http = lomi.http;
export const { DELETE, GET, HEAD, PATCH, POST, request, use, eject } = lomi.http;
export const bound = { get: lomi.http.GET.bind(lomi.http) };
export const getCustomer = (id: string) => lomi.http.GET("/customers/{id}", { params: { path: { id } } });
export const createCustomer = (name: string) => lomi.http.POST("/customers", { body: { name } });
export const found = getCustomer("5b0c1f8e").then(({ data }) => data?.data);
export const one = () => lomi.customers.get("5b0c1f8e");
export const paid = () => lomi.checkoutSessions.get("5b0c1f8e").withResponse();
export const list = lomi.transactions.list();
export const pages = () => lomi.transactions.list({ status: ["completed"] }).pages();
export const all = () => lomi.paymentLinks.list().toArray();
export const resource = lomi.customers;
export const create = lomi.webhooks.create;
export const queryOf = (query: Parameters<typeof lomi.transactions.list>[0]) => query;
export default { http, lomi };
`;

const CONTROL = `
export const http = control.http;
export const { DELETE, GET, PATCH, POST, request, use } = control.http;
export const clock = () => control.clock.get();
export const events = () => control.events.list();
export const call = () => control.http.GET("/clock");
`;

/** Programs by the only entry that they import, and the only package that their project depends on. */
const PROGRAMS: [entry: string, name: string, files: string[]][] = [
	[
		"lomi-openapi",
		"lomi-openapi",
		[
			`import { Lomi } from "lomi-openapi";
			export class Shop extends Lomi { plain = this.http; }
			export const lomi = new Lomi();${CALLS}`,
			// It doesn't import the package itself.
			`import { lomi } from "./file0.js";${CALLS}`,
		],
	],
	[
		"lomi-openapi/validate",
		"lomi-openapi",
		[
			`import { Lomi } from "lomi-openapi/validate";
			export const lomi = new Lomi({ validate: "throw" });${CALLS}`,
		],
	],
	[
		"lomi-openapi/webhooks",
		"lomi-openapi",
		[
			`import { signWebhook, verifyWebhook } from "lomi-openapi/webhooks";
			export const verify = (body: string) => verifyWebhook({ body, signature: "", secret: "" });
			export const sign = (body: string) => signWebhook({ body, secret: "" });
			export const event = await verify("");
			export async function parse(body: string) {
				const event = await verify(body);
				return event.event;
			}
			export const idAndType = (body: string) => verify(body).then((e) => ({ id: e.id, type: e.event }));
			export const { event: eventName, ...rest } = event;
			export const { length, ...nameAsObject } = eventName as Exclude<typeof eventName, string>;
			export const copy = { ...event };
			export const named = <Name extends typeof event.event>(name: Name) => [name, event] as const;
			export const handlers = new Map([[event.event, (e: typeof event) => e.data]]);
			export const frozen = Object.freeze({ event, names: [event.event] });
			export class Received { event = event; name = event.event; }
			export default (await verify("")).event;`,
		],
	],
	[
		"lomi-sandbox/control",
		"lomi-sandbox",
		[
			`import { Control } from "lomi-sandbox/control";
			export const control = new Control();${CONTROL}`,
		],
	],
	[
		"lomi-sandbox/testing",
		"lomi-sandbox",
		[
			`import { startSandbox } from "lomi-sandbox/testing";
			export const start = () => startSandbox();
			export const sandbox = await start();
			export const { lomi, control, inbox } = sandbox;
			export const plain = [sandbox.lomi.http, sandbox.control.http];
			export const event = () => inbox().then((each) => each.next());
			export const eventName = async () => (await event()).event;
			export const delivered = async () => ({ ...(await event()) });
			export const clock = () => control.clock.get();
			export const session = () => lomi.checkoutSessions.get("5b0c1f8e");`,
		],
	],
];

const OPTIONS: ts.CompilerOptions = {
	target: ts.ScriptTarget.ES2023,
	module: ts.ModuleKind.NodeNext,
	lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts"],
	strict: true,
	verbatimModuleSyntax: true,
	declaration: true,
	types: ["node"],
	// Not part of the project.
	typeRoots: [`${ROOT}node_modules/@types`],
	skipLibCheck: true,
};

const folders = new Map<string, string>();
beforeAll(async () => {
	const { folder: flat } = installedPackage();
	for (const [, name] of PROGRAMS) {
		if (folders.has(name)) continue;
		const project = await mkdtemp(join(tmpdir(), "lomi-pnpm-"));
		folders.set(name, project);
		await layOutAsPnpm(flat, project, name);
		await writeFile(join(project, "package.json"), '{ "type": "module" }');
	}
});
afterAll(async () => {
	for (const folder of folders.values()) await rm(folder, { recursive: true });
});

/** Compiles files of a project. Returns what is wrong with them, and their declarations. */
function compile(folder: string, files: string[]) {
	const host = ts.createCompilerHost(OPTIONS);
	host.getCurrentDirectory = () => folder;
	const declarations = new Map<string, string>();
	host.writeFile = (file, text) => {
		if (file.endsWith(".d.ts")) declarations.set(file, text);
	};
	const program = ts.createProgram(files, OPTIONS, host);
	const problems = [
		...program.getGlobalDiagnostics(),
		...files
			.map((file) => program.getSourceFile(file))
			.flatMap((file) => [
				...program.getSyntacticDiagnostics(file),
				...program.getSemanticDiagnostics(file),
			]),
		...program.emit().diagnostics,
	];
	const text = ts.formatDiagnostics(problems, {
		...host,
		getCanonicalFileName: (file) => file,
	});
	return { text, declarations };
}

test.each(PROGRAMS)(
	"what a program infers with %s alone can be declared",
	async (_what, name, texts) => {
		const folder = folders.get(name) ?? "";
		const files = texts.map((_, index) => join(folder, `file${index}.ts`));
		for (const [index, file] of files.entries())
			await writeFile(file, texts[index] ?? "");
		const { text, declarations } = compile(folder, files);
		expect(text).toBe("");
		expect(declarations.size).toBe(files.length);
		for (const declaration of declarations.values())
			for (const [, from] of declaration.matchAll(
				/\b(?:from |import\()"([\w@-]+)/g,
			))
				expect(from).toBe(name);
	},
);
