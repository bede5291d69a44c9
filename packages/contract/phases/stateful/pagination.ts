/** pagination_consistency: the pages of a list contain each item exactly once, whatever their size. */
import type { Operation, Request } from "@lomi/spec";
import { checkResult, describeResponse } from "../../checks/check-result.ts";
import { operationPointer } from "../../checks/spec-pointers.ts";
import {
	itemsOf,
	type ListContents,
	maxPageSize,
	pageRequest,
	readPages,
	valueAt,
} from "../../resources/list-pages.ts";
import type {
	CheckSelector,
	RequestSender,
	ResultRecorder,
} from "../capabilities.ts";

const SIZES = [1, 2, 3];

export async function checkPagination(
	options: RequestSender & ResultRecorder & CheckSelector,
	request: Request,
): Promise<void> {
	const { operation } = request;
	if (!options.isSelected(["pagination_consistency"], operation)) return;
	// A list that changes while it is read isn't wrong: only a problem that occurs twice counts.
	const problem =
		(await findProblem(options, request)) &&
		(await findProblem(options, request));
	options.record(
		problem?.request ?? request,
		checkResult("pagination_consistency", !problem, {
			message: problem?.message ?? "",
			expected: problem?.expected ?? "",
			got: problem?.got ?? "",
			pointer: operationPointer(operation, "x-pagination"),
		}),
	);
}

interface Problem {
	request: Request;
	message: string;
	expected: string;
	got: string;
}

async function findProblem(
	sender: RequestSender,
	request: Request,
): Promise<Problem | undefined> {
	const { operation } = request;
	const { style } = operation.pagination ?? {};
	const sizes = style === "none" ? [1] : [...SIZES, maxPageSize(request)];
	const lists: (ListContents & { size: number })[] = [];
	for (const size of sizes) {
		const list = await readPages(sender, request, { size });
		if (!list.lastResponse) return undefined;
		lists.push({ ...list, size });
	}
	const allKeys = lists.map(({ items }) => items.map(itemKey(operation)));
	const longest = allKeys.reduce((a, b) => (b.length > a.length ? b : a), []);
	for (const [index, list] of lists.entries()) {
		const { size, complete, lastResponse, items } = list;
		const keys = allKeys[index] ?? [];
		const pageOf = (position: number) =>
			pageRequest(request, size, Math.floor(position / size));
		const duplicate = keys.findIndex(
			(key, position) => keys.indexOf(key) < position,
		);
		if (duplicate >= 0)
			return {
				request: pageOf(duplicate),
				message: `With a page size of ${size}, ${keys[duplicate]} is on two pages.`,
				expected: "each item once",
				got: keys.join(", "),
			};
		const different = keys.findIndex(
			(key, position) => key !== longest[position],
		);
		if (different >= 0 || (complete && keys.length < longest.length))
			return {
				request: pageOf(different >= 0 ? different : keys.length - 1),
				message: `With a page size of ${size}, the list differs from the one with another page size.`,
				expected: longest.slice(0, MAX_KEYS).join(", "),
				got: keys.slice(0, MAX_KEYS).join(", "),
			};
		const total =
			lastResponse && valueAt(lastResponse, operation.pagination?.total);
		if (complete && typeof total === "number" && total !== items.length)
			return {
				request: pageOf(0),
				message: `\`${operation.pagination?.total}\` is ${total}, but the pages have ${items.length} items.`,
				expected: String(items.length),
				got: String(total),
			};
	}
	return style === "none"
		? undefined
		: checkBeyondEnd(sender, request, longest.length);
}

/** How many keys a finding lists. */
const MAX_KEYS = 12;

const BEYOND_SIZE = 5;
const BEYOND_PAGES = 10_000;

/** A page after the last one is empty. */
async function checkBeyondEnd(
	{ send }: RequestSender,
	request: Request,
	count: number,
): Promise<Problem | undefined> {
	const beyond = pageRequest(request, BEYOND_SIZE, count + BEYOND_PAGES);
	const response = await send(beyond);
	if (!response || (response.status === 200 && itemsOf(response).length === 0))
		return undefined;
	return {
		request: beyond,
		message: "A page far beyond the last one isn't empty.",
		expected: "200 with an empty list",
		got: describeResponse(response),
	};
}

/** Returns what identifies an item: the ID that the list's links take from it, or all of it. */
function itemKey({ answers }: Operation): (item: unknown) => string {
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
