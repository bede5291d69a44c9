/** Edits of the whole description that change nothing of what it means. */
import {
	type Description,
	METHODS,
	type Node,
	resolve,
} from "../../../packages/spec/operations.ts";

export interface Rewrite {
	what: string;
	rewrite(document: Description): void;
}

type Visit = (node: Node, key: string, parent: Node) => void;

/** Visits every object and list, examples excepted. */
function visitAll(node: Node, visit: Visit): void {
	for (const [key, child] of Object.entries<Node>(node)) {
		if (["example", "examples", "default"].includes(key)) continue;
		if (key.startsWith("x-") || typeof child !== "object" || !child) continue;
		visitAll(child, visit);
		visit(child, key, node);
	}
}

function operationsOf({ paths }: Description): Node[] {
	return Object.values<Node>(paths).flatMap((item) =>
		METHODS.flatMap((method) => item[method] ?? []),
	);
}

/** Reverses every list that is the value of a key. */
const reverse =
	(name: string) =>
	(document: Description): void =>
		visitAll(document, (node, key, parent) => {
			const isRootTags = name === "tags" && parent === document;
			if (key !== name || !Array.isArray(node) || isRootTags) return;
			// The first tag of an operation names its method.
			const first = name === "tags" ? node.splice(0, 1) : [];
			node.push(...first, ...node.splice(0).reverse());
		});

/** Replaces the references to a kind of component by what they refer to. */
const inline =
	(kind: string) =>
	(document: Description): void => {
		visitAll(document, (node, key, parent) => {
			if (String(node.$ref).startsWith(`#/components/${kind}/`))
				parent[key] = structuredClone(resolve(document, node));
		});
		// Nothing refers to them any more.
		if (kind !== "schemas") delete (document.components as Node)[kind];
	};

/** Writes header names, which have no case, as `change` writes them. */
const spellHeaders =
	(change: (name: string) => string) =>
	(document: Description): void =>
		visitAll(document, (node, key, parent) => {
			if (node.in === "header") node.name = change(node.name);
			if (key === "headers" && parent !== document.components)
				parent.headers = Object.fromEntries(
					Object.entries(node).map(([name, header]) => [change(name), header]),
				);
		});

/** Adds what the description has none of: alternative keys, several tags for an operation, and a shared request body. */
export function enrich(document: Description): void {
	const components = document.components as Node;
	components.securitySchemes.session = {
		type: "apiKey",
		in: "header",
		name: "X-Session",
	};
	(document as Node).security = [{ apiKey: [] }, { session: [] }];
	for (const operation of operationsOf(document))
		operation.tags.push("New", "Old");
	const create = document.paths["/products"]?.post as Node;
	components.requestBodies = { ProductCreate: create.requestBody };
	create.requestBody = { $ref: "#/components/requestBodies/ProductCreate" };
}

export const rewrites: Rewrite[] = [
	...["anyOf", "enum", "oneOf", "required", "security", "tags", "type"].map(
		(name) => ({ what: `${name} in another order`, rewrite: reverse(name) }),
	),
	...["parameters", "responses", "headers", "requestBodies"].map((kind) => ({
		what: `${kind} inlined`,
		rewrite: inline(kind),
	})),
	{
		what: "headers in lower case",
		rewrite: spellHeaders((name) => name.toLowerCase()),
	},
	{
		what: "headers in upper case",
		rewrite: spellHeaders((name) => name.toUpperCase()),
	},
	{
		what: "query parameters in another order",
		rewrite: (document) =>
			visitAll(document, (node, key) => {
				if (key !== "parameters" || !Array.isArray(node)) return;
				const isPath = (each: Node) => resolve(document, each).in === "path";
				const all = node.splice(0).reverse();
				// The order of the client's arguments.
				node.push(...all.filter(isPath).reverse());
				node.push(...all.filter((each) => !isPath(each)));
			}),
	},
	{
		what: "the security of the root in each operation",
		rewrite(document) {
			for (const operation of operationsOf(document))
				operation.security ??= structuredClone((document as Node).security);
		},
	},
	{
		what: "the security of the root in each operation only",
		rewrite(document) {
			for (const operation of operationsOf(document))
				operation.security ??= structuredClone((document as Node).security);
			delete (document as Node).security;
		},
	},
	{
		what: "styles that are the default",
		rewrite: (document) =>
			visitAll(document, (node, key, parent) => {
				const isForm = ["query", "cookie"].includes(node.in);
				if (!isForm && !["path", "header"].includes(node.in)) return;
				if (node.type === "apiKey" || key === "properties" || !parent) return;
				node.style ??= isForm ? "form" : "simple";
				node.explode ??= node.style === "form";
			}),
	},
	{
		what: "parameters of paths in their operations",
		rewrite({ paths }) {
			for (const item of Object.values<Node>(paths)) {
				const { parameters = [] } = item;
				for (const method of METHODS)
					if (item[method])
						item[method].parameters = [
							...parameters,
							...(item[method].parameters ?? []),
						];
				delete item.parameters;
			}
		},
	},
	{
		what: "closed by a schema that nothing is valid against",
		rewrite: (document) =>
			visitAll(document, (node) => {
				if (node.additionalProperties === false)
					node.additionalProperties = { not: {} };
			}),
	},
	{
		what: "closed by unevaluatedProperties",
		rewrite: (document) =>
			visitAll(document, (node) => {
				if (node.additionalProperties !== false) return;
				if (node.allOf || node.anyOf || node.oneOf || node.if) return;
				delete node.additionalProperties;
				node.unevaluatedProperties = false;
			}),
	},
	{
		what: "the first properties of every schema in a part",
		rewrite({ components }) {
			for (const schema of Object.values<Node>(components.schemas ?? {})) {
				if (!schema.properties || schema.additionalProperties === false)
					continue;
				const names = Object.keys(schema.properties).slice(0, 5);
				const part: Node = { type: "object", properties: {}, required: [] };
				for (const name of names) {
					part.properties[name] = schema.properties[name];
					delete schema.properties[name];
					const index = schema.required?.indexOf(name) ?? -1;
					if (index >= 0)
						part.required.push(...schema.required.splice(index, 1));
				}
				schema.allOf = [part];
			}
		},
	},
	{
		what: "enum without a type",
		rewrite: (document) =>
			visitAll(document, (node) => {
				if (Array.isArray(node.enum)) delete node.type;
			}),
	},
	{
		what: "enum as oneOf of const",
		rewrite: (document) =>
			visitAll(document, (node) => {
				if (!Array.isArray(node.enum)) return;
				node.oneOf = node.enum.map((value: unknown) => ({ const: value }));
				delete node.enum;
			}),
	},
];
