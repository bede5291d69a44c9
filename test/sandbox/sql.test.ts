/** SQL in any text of any request stays a text: of every operation of the API and of the control plane, made from their descriptions. */
import { beforeAll, expect, test } from "vitest";
import { tableNames } from "../../packages/sandbox/db/tables.ts";
import {
	idempotencyHeader,
	isStream,
	type Node,
	type Operation,
} from "../../packages/spec/operations.ts";
import {
	documentedRequest,
	type Request,
} from "../../packages/spec/requests/request.ts";
import { BASE, document, operations } from "../bundle.ts";
import { some } from "../some.ts";
import { controlOperations, PLANE, useControlled } from "./setup/control.ts";
import { FIRST, KEY_HEADER } from "./setup/sandbox.ts";

const sandbox = useControlled();

/** Ends of texts and names in both kinds of SQL, places of values, and what would be seen if it ran. */
const STATEMENTS = [
	"'",
	'"',
	"`",
	"\\'; DROP TABLE customers; --",
	"'; DROP TABLE customers; --",
	"''; DELETE FROM merchants; --",
	'"; DROP TABLE api_keys; --',
	"' OR '1'='1",
	"x' UNION SELECT api_key FROM api_keys --",
	"%' OR name LIKE '%",
	"'); DELETE FROM webhooks; --",
	"$$; DELETE FROM merchants; $$",
	"$1",
	"?1",
	":name",
	"@x",
	"E'\\x27; DELETE FROM merchants; --'",
	"'||(SELECT api_key FROM api_keys LIMIT 1)||'",
	"/*'*/ --",
	"\u0000'; DROP TABLE merchants; --",
];

/** Requests of an operation at most. */
const MOST = 200;

/** A request with a text in one place. */
interface Asked {
	place: string;
	path: string;
	query: string;
	headers: Record<string, string>;
	body: unknown;
}

/** Requests with a text in each place that may have one. */
function withText({ operation, path, query, body }: Request, text: string) {
	const asked: Asked[] = [];
	const plain = Object.fromEntries(query.filter(([name]) => name !== "wait"));
	const add = (place: string, change: Partial<Asked>) =>
		asked.push({
			place,
			path: fill(operation, path),
			query: new URLSearchParams(plain).toString(),
			headers: {},
			body,
			...change,
		});
	for (const name of Object.keys(path))
		add(name, { path: fill(operation, { ...path, [name]: text }) });
	for (const { name, in: where } of operation.parameters)
		if (where === "query" && name !== "wait")
			add(name, {
				query: new URLSearchParams({ ...plain, [name]: text }).toString(),
			});
	// Neither of them may have any other character.
	const isHeader = /^[\x20-\x7e]+$/.test(text);
	if (isHeader && operations.includes(operation))
		add("the key", { headers: { [KEY_HEADER]: text } });
	if (isHeader && operation.idempotent)
		add("the idempotency key", {
			headers: { [idempotencyHeader(document)]: text },
		});
	for (const [place, changed] of eachText(body, text))
		add(place, { body: changed });
	return asked;
}

function fill({ path }: Operation, values: Record<string, unknown>): string {
	return path.replaceAll(/{(\w+)}/g, (_, name) =>
		encodeURIComponent(String(values[name])),
	);
}

/** Copies of a value with a text in the place of each of its own. */
function* eachText(
	value: unknown,
	text: string,
	at = "",
): Generator<[string, unknown]> {
	if (typeof value === "string") yield [at, text];
	if (typeof value !== "object" || value === null) return;
	for (const [name, inner] of Object.entries(value))
		for (const [place, changed] of eachText(inner, text, `${at}/${name}`))
			yield [
				place,
				Array.isArray(value)
					? value.with(Number(name), changed)
					: { ...value, [name]: changed },
			];
}

/** The number of rows of each table. */
async function countRows(): Promise<Map<string, number>> {
	const counts = new Map<string, number>();
	for (const table of tableNames) {
		const { number } = await sandbox.database
			.selectFrom(table)
			.select(({ fn }) => fn.countAll<number>().as("number"))
			.executeTakeFirstOrThrow();
		counts.set(table, number);
	}
	return counts;
}

/** Texts of a request that its response has under the same name are the same. */
function checkEcho(sent: unknown, received: unknown, place: string) {
	if (typeof sent !== "object" || sent === null) return;
	const [, name = ""] = /^\/(\w+)$/.exec(place) ?? [];
	const data = (received as { data?: Node } | undefined)?.data;
	if (name && typeof data?.[name] === "string")
		expect(data[name], place).toBe((sent as Node)[name]);
}

let keys: unknown;
beforeAll(async () => {
	keys = await sandbox.database.selectFrom("api_keys").selectAll().execute();
});

const all = [
	...operations.map((operation) => ({ operation, base: BASE })),
	...controlOperations
		.filter((operation) => !isStream(operation))
		.map((operation) => ({ operation, base: PLANE })),
].map((each) => ({ ...each, id: each.operation.id }));

test.each(some(all))(
	"$id takes SQL for a text, wherever it is",
	async ({ operation, base }) => {
		const before = await countRows();
		const request = documentedRequest(operation);
		const all = STATEMENTS.map((text) =>
			withText(request, text).map((asked) => ({ ...asked, text })),
		);
		// Of a body with very many texts, each has some of the statements.
		const share = Math.ceil(all.flat().length / MOST);
		const some = all.flatMap((asked, at) =>
			asked.filter((_, place) => (at + place) % share === 0),
		);
		for (const { place, path, query, headers, body, text } of some) {
			const response = await fetch(
				`${sandbox.url}${base}${path}${query && `?${query}`}`,
				{
					method: operation.method.toUpperCase(),
					headers: {
						[KEY_HEADER]: FIRST.api_key,
						...(body !== undefined && { "content-type": "application/json" }),
						...headers,
					},
					...(body !== undefined && { body: JSON.stringify(body) }),
				},
			);
			const answer = await response.text();
			const about = `${place} = ${text}: ${answer.slice(0, 300)}`;
			expect(response.status, about).toBeLessThan(500);
			if (place === "the key") expect(response.status, about).not.toBe(200);
			if (response.ok && answer && place.startsWith("/"))
				checkEcho(body, JSON.parse(answer), place);
		}
		const after = await countRows();
		const isDeleting = operation.method === "delete";
		for (const [table, number] of before)
			expect(after.get(table), table).toBeGreaterThanOrEqual(
				// One with a text in its body, or in its query.
				isDeleting ? number - 1 : number,
			);
		expect(
			await sandbox.database.selectFrom("api_keys").selectAll().execute(),
		).toStrictEqual(keys);
	},
);
