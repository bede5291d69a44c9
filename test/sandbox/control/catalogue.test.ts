/** What the control plane says about the API: each operation and event, with pages that the docs have. */
import { describe, expect, test } from "vitest";
import { createResolve } from "../../../docs-site/builder/site/addresses.ts";
import type {
	CatalogueContent,
	CatalogueOperation,
} from "../../../generated/control.ts";
import { type Node, readEvents } from "../../../packages/spec/operations.ts";
import { controlDocument, document, events, operations } from "../../bundle.ts";
import { some } from "../../some.ts";
import { startControlled, useControlled } from "../setup/control.ts";

const sandbox = useControlled();
const read = async () => (await sandbox.control.catalogue.get()).data;
const pageOf = createResolve(document);

test("has every operation and every event, in their order", async () => {
	const { operations: named, events: told } = await read();
	expect(named.map(({ operation_id }) => operation_id)).toStrictEqual(
		operations.map(({ id }) => id),
	);
	expect(told.map(({ event }) => event)).toStrictEqual(
		events.map(({ name }) => name),
	);
});

describe.each(some(operations))("$id", (operation) => {
	test("is as described, has its page, and documents the errors that faults can ask for", async () => {
		const found = (await read()).operations.find(
			({ operation_id }) => operation_id === operation.id,
		) as CatalogueOperation;
		const { id, tag, path, summary } = operation;
		expect(found).toMatchObject({ path, summary, resource: tag });
		expect(found.method).toBe(operation.method.toUpperCase());
		expect(found.docs_path).toBe(
			pageOf(`#tag/${tag.replaceAll(" ", "-")}/operation/${id}`),
		);
		for (const { status, codes } of some(found.errors))
			for (const code of codes.length > 0 ? codes : [undefined])
				await sandbox.control.faults.create({
					kind: "request",
					operation: id,
					status,
					...(code && { code }),
				});
	});
});

test("has the data that an event is sent with", async () => {
	for (const { event, data, docs_path } of some((await read()).events)) {
		const sent = await sandbox.control.events.send({ event });
		expect((sent.data.payload as Node).data).toStrictEqual(data);
		const { tag, id } = readEvents(document).find(
			({ name }) => name === event,
		) as ReturnType<typeof readEvents>[0];
		expect(docs_path).toBe(
			pageOf(`#tag/${tag.replaceAll(" ", "-")}/operation/${id}`),
		);
	}
});

test("includes its example", async () => {
	const { "getCatalogue.part.200": example } =
		controlDocument.components.examples ?? {};
	const { data }: { data: CatalogueContent } = example?.value ?? {};
	const catalogue = await read();
	for (const each of some(data.operations))
		expect(catalogue.operations).toContainEqual(each);
	for (const each of some(data.events))
		expect(catalogue.events).toContainEqual(each);
});

test("is that of the description that is loaded", async () => {
	const started = await startControlled();
	const paths = structuredClone(document.paths);
	const node = paths["/customers"]?.get as Node;
	node.summary = "List whoever has paid";
	await started.load({ ...document, paths } as typeof document);
	const { data } = await started.control.catalogue.get();
	expect(
		data.operations.find(
			({ operation_id }) => operation_id === "listCustomers",
		),
	).toMatchObject({ summary: "List whoever has paid" });
	await started.close();
});
