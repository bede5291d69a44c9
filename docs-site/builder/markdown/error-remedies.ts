/** Reads what to do about an error from the tables of statuses and codes in the guides. */

import { CommandError } from "@lomi/cli";
import type { Description } from "@lomi/spec";

export interface Remedy {
	happened: string;
	remedy: string;
	/** Whether to retry the request. Only for statuses. */
	retry: string | undefined;
}

/**
 * Reads the guides' table whose first column has a heading.
 *
 * @param kind The first heading of the table.
 * @returns A function that returns the row of a status or code.
 * @throws {CommandError} If there is no such row.
 */
export function readErrorRemedies(
	{ tags }: Description,
	kind: "Status" | "Code",
): (name: string | number) => Remedy {
	const guide = tags.find(
		(tag) => tag["x-traitTag"] && startOf(kind).test(tag.description),
	);
	const rows = new Map<string, Remedy>();
	const [, below = ""] = guide?.description.split(startOf(kind)) ?? [];
	for (const line of below.split("\n").slice(1)) {
		if (!line.startsWith("|")) break;
		const [, name = "", happened = "", remedy = "", retry] = line
			.split(/(?<!\\)\|/)
			.map((text) => text.trim());
		rows.set(name.replaceAll("`", ""), {
			happened,
			remedy,
			retry: retry || undefined,
		});
	}
	return (name) => {
		const row = rows.get(String(name));
		if (!row)
			throw new CommandError(
				`No guide says what to do about ${name}. Add a row to the table \`${kind} | What happened | What to do\`.`,
			);
		return row;
	};
}

/** The table's header row. */
function startOf(kind: string): RegExp {
	return new RegExp(
		`^\\| ${kind} +\\| What happened +\\| What to do .*\\n`,
		"m",
	);
}
