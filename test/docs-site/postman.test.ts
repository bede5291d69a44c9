/** The Postman collection: valid, complete, deterministic, and accepted by the mock. */
import harSdk from "@har-sdk/validator";
import { describe, expect, test } from "vitest";
import { makePostman } from "../../docs-site/builder/postman/cache.ts";
import {
	type PostmanItem,
	postmanCollection,
} from "../../docs-site/builder/postman/collection.ts";
import { secretPrefixes } from "../../packages/spec/extensions.ts";
import { ROOT } from "../../packages/spec/generated-files.ts";
import { type Node, testServer } from "../../packages/spec/operations.ts";
import { document, KEY, operations, useMock } from "../api.ts";

const mock = useMock();
// As parsed from JSON.
const collection = JSON.parse(
	JSON.stringify(await postmanCollection(document)),
) as Awaited<ReturnType<typeof postmanCollection>>;

const mistakesIn = (value: unknown) =>
	new harSdk.PostmanValidator().verify(value as never);

/** The request of an operation, in the folder of its tag. */
function find(tag: string, summary: string): PostmanItem {
	const folder = collection.item.find(({ name }) => name === tag);
	const found = folder?.item?.filter(({ name }) => name === summary) ?? [];
	expect(found).toHaveLength(1);
	return found[0] as PostmanItem;
}

test("is valid for the schema of format 2.1, which rejects other objects", async () => {
	expect(await mistakesIn(collection)).toStrictEqual([]);
	const { item, ...empty } = collection;
	expect(await mistakesIn(empty)).not.toStrictEqual([]);
	expect(await mistakesIn({ ...empty, item: [{}] })).not.toStrictEqual([]);
	expect(collection.info.schema).toContain("/v2.1.0/");
	expect(item).not.toHaveLength(0);
});

test("is deterministic, and each part has a unique ID", async () => {
	const again = await postmanCollection(document);
	expect(JSON.stringify(again)).toBe(JSON.stringify(collection));
	const parts = collection.item.flatMap((folder) => [
		folder,
		...(folder.item ?? []).flatMap((item) => [item, ...item.response]),
	]);
	const ids = parts.map(({ id }) => id);
	expect(new Set(ids).size).toBe(parts.length);
	for (const id of [...ids, collection.info._postman_id])
		expect(id).toMatch(
			/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/,
		);
});

test("is written by the build, and converted again only if the description has changed", async () => {
	const text = await makePostman(ROOT, document);
	expect(JSON.parse(text)).toStrictEqual(collection);
	const info = { ...document.info, title: "Another API" };
	const other = JSON.parse(await makePostman(ROOT, { ...document, info }));
	expect(other.info.name).toBe("Another API");
	expect(other.item).toHaveLength(collection.item.length);
	expect(await makePostman(ROOT, document)).toBe(text);
});

test("has a folder for each resource, in the order of the docs, and a request for each operation", () => {
	const tags = document.tags.filter((tag) => !tag["x-traitTag"]);
	expect(collection.item.map(({ name }) => name)).toStrictEqual(
		tags.map(({ name }) => name),
	);
	expect(collection.item.flatMap(({ item }) => item)).toHaveLength(
		operations.length,
	);
});

test("uses the test environment and the reader's key, and has no secrets besides those of the examples", () => {
	expect(collection.variable).toStrictEqual([
		{ key: "baseUrl", value: testServer(document).url },
		{ key: "apiKey", value: "" },
	]);
	expect(JSON.stringify(collection.auth)).toContain('"{{apiKey}}"');
	const known = JSON.stringify(document.components.examples);
	const secrets = secretPrefixes(document).flatMap(
		(prefix) =>
			JSON.stringify(collection).match(new RegExp(`${prefix}\\w*`, "g")) ?? [],
	);
	for (const secret of secrets) expect(known).toContain(secret);
});

describe.each(operations)("$id", ({ tag, summary, answers, body }) => {
	test("is accepted by the mock unchanged", async () => {
		const { request } = find(tag, summary);
		const values = new Map<string, string>(
			request.url.variable.map(({ key, value }: Node) => [`:${key}`, value]),
		);
		const path = request.url.path.map(
			(part: string) => values.get(part) ?? part,
		);
		const enabled = (entries: Node[]) =>
			entries
				.filter(({ disabled }) => !disabled)
				.map(({ key, value }) => [key, value.replace("{{$guid}}", "a-guid")]);
		const query = new URLSearchParams(enabled(request.url.query));
		const response = await fetch(
			`${mock.baseUrl}/${path.join("/")}${query.size > 0 ? `?${query}` : ""}`,
			{
				method: request.method,
				headers: {
					...Object.fromEntries(enabled(request.header)),
					[collection.auth.apikey[0].value]: KEY,
				},
				...(request.body?.raw && { body: request.body.raw }),
			},
		);
		expect(response.status, await response.text()).toBe(answers[0]?.status);
		if (body)
			expect(JSON.parse(request.body.raw)).toStrictEqual(
				body.examples[0]?.value,
			);
	});

	test("has an example of each documented response", () => {
		const { response } = find(tag, summary);
		const shown = response.map(({ code }: Node) => code);
		expect(new Set(shown)).toStrictEqual(
			new Set(answers.map(({ status }) => status)),
		);
	});
});
