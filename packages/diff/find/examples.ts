/** Finds changed examples, whose values Redocly doesn't compare. */
import { isDeepStrictEqual } from "node:util";
import type { Body, Description } from "@lomi/spec";
import type { Owner, Owners } from "./owners.ts";

/** A changed example, with the operations and events that use it. */
export interface ExampleChange {
	name: string;
	owners: Owner[];
}

/** All examples that were added, removed or changed. */
export function exampleChanges(
	base: Description,
	revision: Description,
	owners: Owners,
): ExampleChange[] {
	const before = base.components.examples ?? {};
	const now = revision.components.examples ?? {};
	const names = new Set([...Object.keys(now), ...Object.keys(before)]);
	return [...names]
		.filter((name) => !isDeepStrictEqual(before[name], now[name]))
		.map((name) => ({
			name,
			owners: owners.all.filter(({ base, revision }) =>
				[base, revision].some((one) =>
					bodiesOf(one).some(({ examples }) =>
						examples.some(({ component }) => component === name),
					),
				),
			),
		}));
}

function bodiesOf(owner: Owner["base"]): Body[] {
	if (!owner) return [];
	const answers = "answers" in owner ? owner.answers : [];
	return [owner, ...answers].flatMap(({ body }) => body ?? []);
}
