/** The changelog, with the generated differences between releases. */

import type { Description } from "@lomi/spec";
import semver from "semver";

export interface Release {
	version: string;
	/** `2026-12-01`; absent if unreleased. */
	date?: string;
	/** The hand-written notes, in Markdown. */
	notes: string;
	/** The output of `npm run diff`, in Markdown; absent for the first release. */
	differences?: string;
}

/** A released description and its version. */
export interface Released {
	version: string;
	document: Description;
}

/** The sections of the changelog, newest first: `## 1.0.0 (2026-12-01)`, or `(unreleased)`. */
export function readChangelog(text: string): Release[] {
	return text
		.split(/^## /m)
		.slice(1)
		.map((section) => {
			const [heading = "", ...lines] = section.split("\n");
			const [, version = "", note = ""] =
				/^\[?([\d.]+[^\s\]]*)\]?(?: \((.+)\))?/.exec(heading) ?? [];
			const [date] = /^\d{4}-\d\d-\d\d$/.exec(note) ?? [];
			return { version, ...(date && { date }), notes: lines.join("\n").trim() };
		});
}

/** Adds the differences from the previous release to each release, breaking changes first. */
export async function addDifferences(
	releases: Release[],
	released: Released[],
): Promise<Release[]> {
	const inOrder = released.toSorted((a, b) =>
		semver.compare(a.version, b.version),
	);
	const differences = new Map<string, string>();
	for (const [index, revision] of inOrder.entries()) {
		const base = inOrder[index - 1];
		if (base) differences.set(revision.version, await differ(base, revision));
	}
	return releases.map((release) => {
		const found = differences.get(release.version);
		return found ? { ...release, differences: found } : release;
	});
}

async function differ(base: Released, revision: Released): Promise<string> {
	const [from, to] = [base, revision].map(({ version, document }) => ({
		name: version,
		document,
	}));
	if (!from || !to) throw new Error("A comparison needs two releases.");
	// Imported lazily: Redocly loads slowly, and most builds don't have two releases to compare.
	const [{ compare }, { toMarkdown }, { report }] = await Promise.all([
		import("@lomi/diff"),
		import("@lomi/diff"),
		import("@lomi/diff"),
	]);
	const comparison = await compare(from.document, to.document);
	// Without its first heading: the page has its own.
	return toMarkdown(report(from, to, comparison))
		.replace(/^## .*\n\n/, "")
		.replaceAll(/^### /gm, "#### ");
}
