/** filter_conformance: a filtered list has what fits the filter, and all of it. */
import { type Node, type Parameter, type Request, targetOf } from "@lomi/spec";
import { shown, unless } from "../checks/conformance.ts";
import { operationPointer } from "../checks/spec-pointers.ts";
import type { Run } from "../run.ts";
import { walk } from "./lists.ts";

/** So many values are tried of each filter. */
const MOST_VALUES = 4;

export async function filters(run: Run, request: Request): Promise<void> {
	const { operation } = request;
	if (!run.wants(["filter_conformance"], operation)) return;
	const filtering = operation.parameters.filter(({ filter }) => filter);
	if (filtering.length === 0) return;
	// Without what is left out by default, nobody knows what should be there.
	const all = await walk(run, withQuery(request, everything(filtering)));
	for (const parameter of filtering)
		for (const value of valuesOf(parameter, all.items as Node[]))
			await tryFilters(run, request, [[parameter, value]], all);
	for (const [index, one] of filtering.entries())
		for (const other of filtering.slice(index + 1)) {
			const pair = pairOf(one, other, all.items as Node[]);
			if (pair) await tryFilters(run, request, pair, all);
		}
}

type Choice = [parameter: Parameter, value: string];

/** What makes a list show everything: each filter that hides something by default is told not to. */
function everything(parameters: Parameter[]): Request["query"] {
	return parameters
		.filter(({ filter }) => filter?.hides)
		.map(({ name }) => [name, "true"]);
}

function withQuery(request: Request, query: Request["query"]): Request {
	return { ...request, query: [...request.query, ...query] };
}

/** Values to filter by: those that items have, then those that the schema names. */
function valuesOf({ filter, schema }: Parameter, items: Node[]): string[] {
	if (!filter) return [];
	if (filter.hides) return ["false", "true"];
	// A time is one that an item has, so that it must be among those from it on, and up to it.
	const there = items
		.map((item) => item[filter.field])
		.filter((value) => value !== null && typeof value !== "object")
		.map((value) => String(filter.is === "not" ? !value : value));
	const {
		type,
		enum: closed,
		"x-enumDescriptions": open,
	} = schema.items ?? schema;
	const named = closed ?? Object.keys(open ?? {});
	const values = [
		...new Set([
			...there,
			...(type === "boolean" ? ["true", "false"] : []),
			...named.map(String),
		]),
	].slice(0, MOST_VALUES);
	return schema.type === "array" && values.length > 1
		? [values.slice(0, 2).join(), ...values]
		: values;
}

/** Values of two filters that each let through what the other one doesn't, so that it shows if only one of them counts. */
function pairOf(
	one: Parameter,
	other: Parameter,
	items: Node[],
): Choice[] | undefined {
	const pairs = valuesOf(one, items).flatMap((a) =>
		valuesOf(other, items).map((b): Choice[] => [
			[one, a],
			[other, b],
		]),
	);
	return pairs.find(([a, b]) => {
		const only = (choice: Choice | undefined, not: Choice | undefined) =>
			items.some(
				(item) => choice && not && fits(item, choice) && !fits(item, not),
			);
		return only(a, b) && only(b, a);
	});
}

/** Whether an item should be in a list that is filtered so. */
function fits(item: Node, [{ filter, schema }, value]: Choice): boolean {
	if (!filter) return true;
	const given = item[filter.field];
	if (filter.hides)
		return value === "true" || given === null || Date.parse(given) > Date.now();
	switch (filter.is) {
		case "from":
			return Date.parse(given) >= Date.parse(value);
		case "to":
			return Date.parse(given) <= Date.parse(value);
		case "not":
			return String(!given) === value;
		default:
			return (schema.type === "array" ? value.split(",") : [value]).includes(
				String(given),
			);
	}
}

async function tryFilters(
	run: Run,
	request: Request,
	choices: Choice[],
	all: Awaited<ReturnType<typeof walk>>,
): Promise<void> {
	const chosen = choices.map(([{ name }]) => name);
	const sent = withQuery(request, [
		...choices.map(([{ name }, value]): [string, string] => [name, value]),
		...everything(request.operation.parameters).filter(
			([name]) => !chosen.includes(name),
		),
	]);
	const { items, ended, last } = await walk(run, sent);
	if (!last) return;
	const wanted = (item: unknown) =>
		choices.every((choice) => fits(item as Node, choice));
	const wrong = items.find((item) => !wanted(item)) as Node | undefined;
	const texts = new Set(items.map((item) => JSON.stringify(item)));
	const missing =
		ended && all.ended
			? all.items.find(
					(item) => wanted(item) && !texts.has(JSON.stringify(item)),
				)
			: undefined;
	const [[parameter]] = choices as [Choice];
	const { field = "" } = parameter.filter ?? {};
	const filter = targetOf(sent).split("?")[1] ?? "";
	run.keep(sent, {
		check: "filter_conformance",
		...unless(!wrong && !missing, {
			message: wrong
				? `The list filtered by ${filter} has an item with another \`${field}\`: ${shown(wrong[field])}.`
				: `The list filtered by ${filter} lacks an item that fits.`,
			expected: `each item with ${choices.map(([{ name }, value]) => `${name} ${value}`).join(", ")}, and no other`,
			got: wrong
				? shown(wrong)
				: `${items.length} items, without ${shown(missing)}`,
			pointer:
				parameter.pointer.replace(/\/schema$/, "") ||
				operationPointer(request.operation),
		}),
	});
}
