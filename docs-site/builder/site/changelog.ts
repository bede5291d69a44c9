/** The changelog, and what machines find different between each release and the one before it. */

import type { Description } from "@lomi/spec";
import semver from "semver";

export interface Release {
	version: string;
	/** `2026-12-01`; absent while it isn't out. */
	date?: string;
	/** What people wrote about it, in Markdown. */
	notes: string;
	/** What `npm run diff` says about it, in Markdown; absent for the first one. */
	differences?: string;
}

/** A description under the version that it was released with. */
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

/** Adds to each release how it differs from the one before, breaking changes first. */
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
	if (!from || !to) throw new Error("Two releases are compared.");
	// Redocly takes a while to load, and most builds have no two releases to compare.
	const [{ compare }, { toMarkdown }, { report }] = await Promise.all([
		import("@lomi/diff"),
		import("@lomi/diff"),
		import("@lomi/diff"),
	]);
	const comparison = await compare(from.document, to.document);
	// Its first heading would be one of the page; the page has its own.
	return toMarkdown(report(from, to, comparison))
		.replace(/^## .*\n\n/, "")
		.replaceAll(/^### /gm, "#### ");
}
