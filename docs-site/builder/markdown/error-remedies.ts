/** What to do about an error: the guide says it, in its tables of statuses and of codes. */

import { CommandError } from "@lomi/cli";
import type { Description } from "@lomi/spec";

export interface Remedy {
	happened: string;
	remedy: string;
	/** Whether to send the request again; codes have none. */
	retry: string | undefined;
}

/**
 * Reads the guides' table that begins with a heading.
 *
 * @param kind The first heading of the table.
 * @returns What its row says of a status or a code.
 * @throws {CommandError} Where it says nothing.
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
				`No guide says what to do about ${name}. Give it a row in the table under \`${kind} | What happened | What to do\`.`,
			);
		return row;
	};
}

/** The heading of the table, to its line's end. */
function startOf(kind: string): RegExp {
	return new RegExp(
		`^\\| ${kind} +\\| What happened +\\| What to do .*\\n`,
		"m",
	);
}
