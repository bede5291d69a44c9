/** The packed client's types, to strict programs of other people: without a DOM, without Node's types, and whatever resolves the imports. */
import { mkdir, mkdtemp, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { ROOT } from "../../scripts/root.ts";
import { commandLine } from "../command-lines.ts";
import { run, useInstalled } from "./install.ts";

const installed = useInstalled();
const tsc = commandLine("typescript", "bin/tsc");

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

/** From CommonJS, which TypeScript lets require ESM as Node does. */
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
};
const BUNDLED = { module: "esnext", moduleResolution: "bundler", types: [] };
const PAGE = { ...BUNDLED, lib: ["es2022", "dom", "dom.iterable"] };
const WORKER = { ...BUNDLED, lib: ["es2022", "webworker"] };

beforeAll(async () => {
	// Node's types are there for who asks for them, and must not come in otherwise.
	const typed = join(installed.folder, "typed/node_modules");
	await mkdir(typed, { recursive: true });
	await symlink(`${ROOT}node_modules/@types`, join(typed, "@types"));
});

/** What TypeScript says of some files in a folder of their own, in the installed project. */
async function check(
	parent: string,
	options: object,
	files: Record<string, string>,
): Promise<string> {
	const folder = await mkdtemp(join(installed.folder, parent, "program-"));
	const all = {
		"package.json": '{ "type": "module" }',
		"tsconfig.json": JSON.stringify({
			compilerOptions: { ...STRICT, ...options },
		}),
		...files,
	};
	for (const [name, text] of Object.entries(all))
		await writeFile(join(folder, name), text);
	// It fails where there is something to say, which is on standard output.
	const { stdout } = await run(process.execPath, [tsc, "--pretty", "false"], {
		cwd: folder,
	}).catch((error: { stdout: string }) => error);
	return stdout;
}

test.concurrent.each([
	["Node's types alone, as Node resolves", "typed", NODE, REQUIRED],
	["the DOM alone, as bundlers resolve", "", PAGE, {}],
	["a worker's types alone, as bundlers resolve", "", WORKER, {}],
])("with %s", async (_what, parent, options, files) => {
	expect(await check(parent, options, { "index.ts": PROGRAM, ...files })).toBe(
		"",
	);
});

test.concurrent("as Node 16 resolved, from ES modules alone", async () => {
	// Which knows no attributes of imports yet.
	const program = 'import { Lomi } from "lomi-openapi"; new Lomi();';
	const options = {
		...NODE,
		module: "node16",
		skipLibCheck: true,
		verbatimModuleSyntax: false,
	};
	const files = { "index.ts": program, "common.cts": program };
	expect(await check("typed", options, files)).toMatch(
		/^common\.cts\(1,\d+\): error TS1479: .*\n( .*\n)*$/,
	);
});
