/** The packed client's types in strict programs: without DOM types, without Node's types, and with all kinds of module resolution. */
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { ROOT } from "../../packages/spec/generated-files.ts";
import { installedPackage } from "./install.ts";

const installed = installedPackage();

const PROGRAM = `
import {
	type Customer, type Customers, type Fetch, Lomi, LomiError, NotFoundError, type UnknownWebhookEvent, verifyWebhook, type WebhookEvent,
} from "lomi-openapi";
import type { components, paths } from "lomi-openapi/schema";
import { Lomi as ValidatingLomi, ResponseValidationError } from "lomi-openapi/validate";
import { signWebhook, verifyWebhook as verify } from "lomi-openapi/webhooks";
import openapi from "lomi-openapi/openapi.json" with { type: "json" };
// @ts-expect-error what the client knows of the API is its own
import type { api } from "lomi-openapi";

const answer: Fetch = async (url, init) => new Response(url + String(init.method));
const lomi: Lomi = new ValidatingLomi({ validate: "throw", fetch: answer, onRequest: ({ headers }) => headers.set("x", "y") });

export async function run(signal: AbortSignal): Promise<Customer[]> {
	const { data } = await lomi.customers.create({ name: "Awa Koné" }, { signal, idempotencyKey: "1" });
	const { body, response, requestId } = await lomi.customers.get(data.customer_id).withResponse();
	const same: components["schemas"]["Customer"] = body.data;
	const path: keyof paths = "/customers/{id}";
	const raw = await lomi.http.GET(path, { params: { path: { id: same.customer_id } } });
	if (raw.data?.data.name.toUpperCase() === requestId?.toLowerCase()) console.log(response.status, openapi.info.version);
	// @ts-expect-error a name is no number
	await lomi.customers.create({ name: 5 });
	// @ts-expect-error there is no such method
	await lomi.refunds.create({});
	// @ts-expect-error there is no such option
	new Lomi({ apikey: "" });
	// @ts-expect-error it takes its options, and nothing else
	new Lomi({}, () => {});
	// @ts-expect-error a client makes its resources itself
	new Customers({});
	const resource: Pick<Customers, "get"> = lomi.customers;
	await resource.get("5b0c1f8e", { signal: null });
	for await (const { net_amount } of lomi.transactions.list({ status: ["completed"] })) net_amount.toFixed();
	const max: number | undefined = requestId ? 5 : undefined;
	return lomi.customers.list().toArray({ max });
}

export async function receive(body: Uint8Array, signature: string | null): Promise<string | number | null> {
	const secret = "whsec_x";
	const event = await verifyWebhook({ body, signature, secret });
	await verify({ body, signature: await signWebhook({ body, secret }), secret: [secret] });
	switch (event.event) {
		case "PAYMENT_SUCCEEDED":
			// @ts-expect-error a payment has no such field
			event.data.endpoint;
			return event.data.net_amount;
		case "test.webhook":
			return event.data.message;
		default:
			return event.id;
	}
}

export const isKnown = (event: WebhookEvent | UnknownWebhookEvent): event is WebhookEvent => String(event.event) in openapi.webhooks;

export const tell = (error: unknown) =>
	error instanceof NotFoundError ? (error.status satisfies 404)
	: error instanceof ResponseValidationError ? error.violations.join()
	: error instanceof LomiError ? (error.code?.length ?? error.headers?.get("x"))
	: undefined;
`;

const STRICT = {
	target: "es2022",
	strict: true,
	noUncheckedIndexedAccess: true,
	exactOptionalPropertyTypes: true,
	noPropertyAccessFromIndexSignature: true,
	verbatimModuleSyntax: true,
	resolveJsonModule: true,
	skipLibCheck: false,
	noEmit: true,
};

/** From CommonJS, which can require ESM in Node and TypeScript. */
const REQUIRING = `
import lomi = require("lomi-openapi");
import type { Customer } from "lomi-openapi" with { "resolution-mode": "import" };
const list = (): Promise<Customer[]> => new lomi.Lomi().customers.list().toArray();
export = list;
`;
const REQUIRED = { "required.cts": REQUIRING };

const NODE = {
	module: "nodenext",
	lib: ["es2022"],
	types: ["node"],
	// Not part of the project.
	typeRoots: [`${ROOT}node_modules/@types`],
};
const BUNDLED = { module: "esnext", moduleResolution: "bundler", types: [] };
const PAGE = { ...BUNDLED, lib: ["es2022", "dom", "dom.iterable"] };
const WORKER = { ...BUNDLED, lib: ["es2022", "webworker"] };

/** Cache of source files, keyed by everything that affects parsing. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** TypeScript's diagnostics for files in a folder of the installed project, and for the packages that they import. */
function check(
	name: string,
	compilerOptions: object,
	texts: Record<string, string>,
): string {
	const folder = join(installed.folder, name);
	const files = new Map(
		Object.entries({
			"package.json": '{ "type": "module" }',
			...texts,
		}).map(([file, text]) => [join(folder, file), text]),
	);
	const { options, errors, fileNames } = ts.parseJsonConfigFileContent(
		{
			compilerOptions: { ...STRICT, ...compilerOptions },
			files: Object.keys(texts),
		},
		ts.sys,
		folder,
	);
	const host = ts.createCompilerHost(options);
	const { getSourceFile, fileExists, readFile } = host;
	host.getCurrentDirectory = () => folder;
	host.fileExists = (file) => files.has(file) || fileExists(file);
	host.readFile = (file) => files.get(file) ?? readFile(file);
	// Node's types are only available if they are requested.
	host.directoryExists = (file) =>
		file === folder || ts.sys.directoryExists(file);
	host.getSourceFile = (file, how, ...rest) => {
		const text = files.get(file);
		if (text !== undefined) return ts.createSourceFile(file, text, how);
		const key = `${file} ${JSON.stringify(how)}`;
		if (!parsed.has(key)) parsed.set(key, getSourceFile(file, how, ...rest));
		return parsed.get(key);
	};
	const program = ts.createProgram(fileNames, options, host);
	// Skips the declarations of TypeScript and Node, which would take most of the time.
	const ours = program
		.getSourceFiles()
		.filter(({ fileName }) => fileName.startsWith(installed.folder));
	expect(ours.length).toBeGreaterThan(5);
	const problems = [
		...errors,
		...program.getOptionsDiagnostics(),
		...program.getGlobalDiagnostics(),
		...ours.flatMap((file) => [
			...program.getSyntacticDiagnostics(file),
			...program.getSemanticDiagnostics(file),
		]),
	];
	return ts.formatDiagnostics(problems, {
		getCanonicalFileName: (file) => file,
		getCurrentDirectory: () => folder,
		getNewLine: () => "\n",
	});
}

test.each([
	["Node's types alone, as Node resolves", NODE, REQUIRED],
	["the DOM alone, as bundlers resolve", PAGE, {}],
	["a worker's types alone, as bundlers resolve", WORKER, {}],
])("with %s", (what, options, files) => {
	expect(check(what, options, { "index.ts": PROGRAM, ...files })).toBe("");
});

test("with node16 resolution, from ES modules only", () => {
	// node16 doesn't support import attributes.
	const program = 'import { Lomi } from "lomi-openapi"; new Lomi();';
	const options = {
		...NODE,
		module: "node16",
		skipLibCheck: true,
		verbatimModuleSyntax: false,
	};
	const files = { "index.ts": program, "common.cts": program };
	expect(check("node16", options, files)).toMatch(
		/^common\.cts\(1,\d+\): error TS1479: .*\n( .*\n)*$/,
	);
});
