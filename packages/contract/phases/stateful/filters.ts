/** filter_conformance: a filtered list has every item that matches the filter, and no other. */
import { type Node, type Parameter, type Request, targetOf } from "@lomi/spec";
import { checkResult, describeValue } from "../../checks/check-result.ts";
import { operationPointer } from "../../checks/spec-pointers.ts";
import {
	type ListContents,
	readPages,
	showAll,
} from "../../resources/list-pages.ts";
import type {
	CheckSelector,
	RequestSender,
	ResultRecorder,
} from "../capabilities.ts";

/** How many values of each filter are tested. */
const MAX_VALUES = 4;

export async function checkFilters(
	options: RequestSender & ResultRecorder & CheckSelector,
	request: Request,
): Promise<void> {
	const { operation } = request;
	if (!options.isSelected(["filter_conformance"], operation)) return;
	const filters = operation.parameters.filter(({ filter }) => filter);
	if (filters.length === 0) return;
	// With the items that are hidden by default, or nobody knows what a filter should return.
	const all = await readPages(options, withQuery(request, showAll(operation)));
	const items = all.items as Node[];
	for (const filter of filters)
		for (const value of valuesOf(filter, items))
			await checkFilter(options, request, [[filter, value]], all);
	for (const [index, one] of filters.entries())
		for (const other of filters.slice(index + 1)) {
			const pair = discriminatingPair(one, other, items);
			if (pair) await checkFilter(options, request, pair, all);
		}
}

type FilterValue = [parameter: Parameter, value: string];

function withQuery(request: Request, query: Request["query"]): Request {
	return { ...request, query: [...request.query, ...query] };
}

/** Values to filter by: those of existing items first, then those that the schema names. */
function valuesOf({ filter, schema }: Parameter, items: Node[]): string[] {
	if (!filter) return [];
	if (filter.hides) return ["false", "true"];
	// For times too: an item is the boundary of its own range, from either side.
	const existing = items
		.map((item) => item[filter.field])
		.filter((value) => value !== null && typeof value !== "object")
		.map((value) => String(filter.is === "not" ? !value : value));
	const {
		type,
		enum: closedList,
		"x-enumDescriptions": openList,
	} = schema.items ?? schema;
	const documented = closedList ?? Object.keys(openList ?? {});
	const values = [
		...new Set([
			...existing,
			...(type === "boolean" ? ["true", "false"] : []),
			...documented.map(String),
		]),
	].slice(0, MAX_VALUES);
	return schema.type === "array" && values.length > 1
		? [values.slice(0, 2).join(), ...values]
		: values;
}

/** Values of two filters that each match an item that the other doesn't, so that ignoring one of them shows. */
function discriminatingPair(
	one: Parameter,
	other: Parameter,
	items: Node[],
): FilterValue[] | undefined {
	const pairs = valuesOf(one, items).flatMap((a) =>
		valuesOf(other, items).map((b): FilterValue[] => [
			[one, a],
			[other, b],
		]),
	);
	return pairs.find(([a, b]) => {
		const matchesOnly = (
			yes: FilterValue | undefined,
			no: FilterValue | undefined,
		) =>
			items.some(
				(item) => yes && no && matches(item, yes) && !matches(item, no),
			);
		return matchesOnly(a, b) && matchesOnly(b, a);
	});
}

function matches(
	item: Node,
	[{ filter, schema }, value]: FilterValue,
): boolean {
	if (!filter) return true;
	const actual = item[filter.field];
	if (filter.hides)
		return (
			value === "true" || actual === null || Date.parse(actual) > Date.now()
		);
	switch (filter.is) {
		case "from":
			return Date.parse(actual) >= Date.parse(value);
		case "to":
			return Date.parse(actual) <= Date.parse(value);
		case "not":
			return String(!actual) === value;
		default:
			return (schema.type === "array" ? value.split(",") : [value]).includes(
				String(actual),
			);
	}
}

/** @param all The unfiltered list. */
async function checkFilter(
	options: RequestSender & ResultRecorder,
	request: Request,
	filters: FilterValue[],
	all: ListContents,
): Promise<void> {
	const names = filters.map(([{ name }]) => name);
	const filtered = withQuery(request, [
		...filters.map(([{ name }, value]): [string, string] => [name, value]),
		...showAll(request.operation).filter(([name]) => !names.includes(name)),
	]);
	const { items, complete, lastResponse } = await readPages(options, filtered);
	if (!lastResponse) return;
	const matchesAll = (item: unknown) =>
		filters.every((filter) => matches(item as Node, filter));
	const wrong = items.find((item) => !matchesAll(item)) as Node | undefined;
	const present = new Set(items.map((item) => JSON.stringify(item)));
	const missing =
		complete && all.complete
			? all.items.find(
					(item) => matchesAll(item) && !present.has(JSON.stringify(item)),
				)
			: undefined;
	const [[parameter]] = filters as [FilterValue];
	const { field = "" } = parameter.filter ?? {};
	const query = targetOf(filtered).split("?")[1] ?? "";
	options.record(
		filtered,
		checkResult("filter_conformance", !wrong && !missing, {
			message: wrong
				? `The list filtered by ${query} has an item that doesn't match: \`${field}\` is ${describeValue(wrong[field])}.`
				: `The list filtered by ${query} lacks a matching item.`,
			expected: `every item with ${filters.map(([{ name }, value]) => `${name} ${value}`).join(", ")}, and no others`,
			got: wrong
				? describeValue(wrong)
				: `${items.length} items, without ${describeValue(missing)}`,
			pointer:
				parameter.pointer.replace(/\/schema$/, "") ||
				operationPointer(request.operation),
		}),
	);
}
