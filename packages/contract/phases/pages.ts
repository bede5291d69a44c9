/** pagination_consistency: walking the pages gives each item once, whatever their size. */
import type { Operation, Request } from "@lomi/spec";
import { told, unless } from "../checks/conformance.ts";
import { operationPointer } from "../checks/spec-pointers.ts";
import type { Run } from "../run.ts";
import {
	itemsOf,
	largestSize,
	metaOf,
	pageOf,
	type Walk,
	walk,
} from "./lists.ts";

const SIZES = [1, 2, 3];

export async function pages(run: Run, request: Request): Promise<void> {
	const { operation } = request;
	if (!run.wants(["pagination_consistency"], operation)) return;
	// What changes while one looks is no fault: only what differs twice is.
	const fault = (await faultOf(run, request)) && (await faultOf(run, request));
	run.keep(fault?.request ?? request, {
		check: "pagination_consistency",
		...unless(!fault, {
			message: fault?.message ?? "",
			expected: fault?.expected ?? "",
			got: fault?.got ?? "",
			pointer: operationPointer(operation, "x-pagination"),
		}),
	});
}

interface Fault {
	request: Request;
	message: string;
	expected: string;
	got: string;
}

async function faultOf(run: Run, request: Request): Promise<Fault | undefined> {
	const { operation } = request;
	const { style } = operation.pagination ?? {};
	const sizes = style === "none" ? [1] : [...SIZES, largestSize(request)];
	const walks: (Walk & { size: number })[] = [];
	for (const size of sizes) {
		const walked = await walk(run, request, size);
		if (!walked.last) return undefined;
		walks.push({ ...walked, size });
	}
	const keys = walks.map(({ items }) => items.map(keyOf(operation)));
	const longest = keys.reduce((a, b) => (b.length > a.length ? b : a), []);
	for (const [index, { size, ended, last, items }] of walks.entries()) {
		const found = keys[index] ?? [];
		const at = (place: number) =>
			pageOf(request, size, Math.floor(place / size));
		const twice = found.findIndex((key, place) => found.indexOf(key) < place);
		if (twice >= 0)
			return {
				request: at(twice),
				message: `With pages of ${size}, ${found[twice]} stands on two of them.`,
				expected: "each item once",
				got: found.join(", "),
			};
		const other = found.findIndex((key, place) => key !== longest[place]);
		if (other >= 0 || (ended && found.length < longest.length))
			return {
				request: at(other >= 0 ? other : found.length - 1),
				message: `With pages of ${size}, the list is another than with pages of another size.`,
				expected: longest.slice(0, MOST_TOLD).join(", "),
				got: found.slice(0, MOST_TOLD).join(", "),
			};
		const total = last && metaOf(last, operation.pagination?.total);
		if (ended && typeof total === "number" && total !== items.length)
			return {
				request: at(0),
				message: `\`${operation.pagination?.total}\` is ${total}, and the pages have ${items.length} items.`,
				expected: String(items.length),
				got: String(total),
			};
	}
	return style === "none" ? undefined : beyond(run, request, longest.length);
}

const MOST_TOLD = 12;

const FAR_SIZE = 5;

/** Behind the last page there is an empty one. */
async function beyond(
	run: Run,
	request: Request,
	count: number,
): Promise<Fault | undefined> {
	const far = pageOf(request, FAR_SIZE, count + 10_000);
	const answer = await run.attempt(far);
	if (!answer || (answer.status === 200 && itemsOf(answer).length === 0))
		return undefined;
	return {
		request: far,
		message: "Far behind the last page there is something.",
		expected: "200 with an empty list",
		got: told(answer),
	};
}

/** What an item is known by: the ID that the list's own links take from it. */
function keyOf({ answers }: Operation): (item: unknown) => string {
	const expressions = answers
		.flatMap(({ links }) => links)
		.flatMap(({ parameters }) => Object.values(parameters));
	const [field] = expressions.flatMap(
		(expression) => /#\/data\/0\/(\w+)$/.exec(expression)?.[1] ?? [],
	);
	return (item) =>
		String(
			(field && (item as Record<string, unknown>)?.[field]) ??
				JSON.stringify(item),
		);
}
