/** What the API can do. */
import {
	authorizableEvents,
	type Description,
	docsAddresses,
	documentedErrors,
	type Node,
	type Operation,
	readEvents,
	readOperations,
} from "@lomi/spec";
import type { ControlHandlers } from "../context.ts";

interface Parts {
	/** The description of the API. */
	api: Description;
}

export function catalogue({ api }: Parts): ControlHandlers {
	let data: object | undefined;
	return {
		async getCatalogue() {
			data ??= readCatalogue(api);
			return { data };
		},
	};
}

function readCatalogue(api: Description) {
	const errors = documentedErrors(api);
	const authorizable = authorizableEvents(api);
	const codesOf = (operation: Operation, status: number) =>
		errors
			.filter((each) => each.operation === operation && each.status === status)
			.flatMap(({ code }) => code ?? []);
	return {
		operations: readOperations(api).map((operation) => ({
			operation_id: operation.id,
			method: operation.method.toUpperCase(),
			path: operation.path,
			summary: operation.summary,
			resource: operation.tag,
			docs_path: docsAddresses.operation(operation.id),
			errors: operation.answers
				.map(({ status }) => status)
				.filter((status) => status >= 400)
				.sort()
				.map((status) => ({
					status,
					codes: [...new Set(codesOf(operation, status))],
				})),
		})),
		events: readEvents(api).map(({ name, summary, body }) => ({
			event: name,
			summary,
			is_authorizable: authorizable.includes(name),
			data: (body.examples[0]?.value as Node | undefined)?.data,
			docs_path: docsAddresses.event(name),
		})),
	};
}
