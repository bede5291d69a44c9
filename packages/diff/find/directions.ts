/** Reduces a normalized description to one direction: what programs send, or what they receive. */
import { type Description, METHODS, type Node } from "@lomi/spec";

/** As seen by a program that uses the API. Events are received. */
export type Direction = "sent" | "received";

/** The parameters and bodies of requests, and everything without a direction: operationIds, tags, servers, keys, prose. */
export function onlySent(document: Description): Node {
	return {
		...document,
		paths: eachOperation(document.paths, (operation) => ({
			...operation,
			// Always an array: otherwise the first parameter of an operation is compared as a whole list.
			parameters: operation.parameters ?? [],
			responses: {},
		})),
		webhooks: eachOperation(
			document.webhooks,
			({ parameters: _headers, requestBody: _body, ...event }) => ({
				...event,
				responses: {},
			}),
		),
	};
}

/** The responses to requests, and the headers and bodies of events. */
export function onlyReceived(document: Description): Node {
	const { securitySchemes: _keys, ...components } = document.components;
	return {
		openapi: document.openapi,
		info: { title: "", version: "" },
		components: {
			...components,
			responses: withHeaders(components.responses),
		},
		paths: eachOperation(document.paths, ({ responses }) => ({
			responses: withHeaders(responses),
		})),
		webhooks: eachOperation(
			document.webhooks,
			({ parameters = [], requestBody, responses }) => ({
				parameters,
				requestBody,
				responses: withHeaders(responses),
			}),
		),
	};
}

function eachOperation(
	items: Record<string, Node>,
	change: (operation: Node) => Node,
): Node {
	return mapValues(items, (item) =>
		Object.fromEntries(
			METHODS.filter((method) => item[method]).map((method) => [
				method,
				change(item[method]),
			]),
		),
	);
}

/** Always an object, for the same reason as the parameters. */
function withHeaders(responses: Record<string, Node> = {}): Node {
	return mapValues(responses, (response) =>
		response.$ref ? response : { headers: {}, ...response },
	);
}

function mapValues(
	nodes: Record<string, Node>,
	change: (node: Node) => Node,
): Node {
	return Object.fromEntries(
		Object.entries(nodes).map(([key, node]) => [key, change(node)]),
	);
}
