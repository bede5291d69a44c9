/** Counts the changes by severity, and compares the version that they require with the one in the description. */
import semver from "semver";
import type { Change, Comparison } from "../change.ts";
import type { Owner } from "../find/owners.ts";
import { SEVERITIES, type Severity, worstSeverity } from "../find/severity.ts";
import type { Source } from "../read.ts";
import { namesOf } from "./change-location.ts";

export interface Report {
	base: Version;
	revision: Version;
	changes: Change[];
	owners: Owner[];
	/** `2 breaking, 1 additive and 3 editorial changes`, or `nothing changed`. */
	summary: string;
	/** The version to release. */
	next: string;
	/** One sentence on what to do about the version. */
	verdict: string;
	/** False if something breaks without a new major version. */
	allowed: boolean;
}

interface Version {
	/** File name or git revision. */
	name: string;
	/** Its info.version. */
	version: string;
}

const BUMPS = {
	breaking: "major",
	additive: "minor",
	editorial: "patch",
} as const satisfies Record<Severity, semver.ReleaseType>;

/** Creates a report. The required version follows from the base version and semantic versioning. */
export function report(
	base: Source,
	revision: Source,
	{ changes, owners }: Comparison,
): Report {
	const baseVersion = base.document.info.version;
	const revisionVersion = revision.document.info.version;
	const severity = changes.length > 0 ? worstSeverity(changes) : undefined;
	const required = severity
		? (semver.inc(baseVersion, BUMPS[severity]) ?? baseVersion)
		: baseVersion;
	const sufficient = semver.gte(revisionVersion, required);
	const allowed =
		severity !== "breaking" ||
		semver.major(revisionVersion) > semver.major(baseVersion);
	const next = sufficient ? revisionVersion : required;
	return {
		base: { name: base.name, version: baseVersion },
		revision: { name: revision.name, version: revisionVersion },
		changes,
		owners,
		summary: summarize(changes),
		next,
		verdict: sufficient
			? `Next version: ${next}, as in info.version.`
			: allowed
				? `Next version: ${next}. info.version is ${revisionVersion}: set it to ${next} before the release.`
				: `Next version: ${next}. Breaking changes need a new major version, and info.version is ${revisionVersion}: set it to ${next}, or revert the breaking changes.`,
		allowed,
	};
}

/** Formats a report as JSON. `level` is the severity of a change. */
export function toJson({ changes, owners: _all, ...rest }: Report): string {
	const publicChanges = changes.map(({ severity, place, ...change }) => ({
		level: severity,
		...change,
		place: place.name,
		operations: namesOf(place.owners, "operation"),
		events: namesOf(place.owners, "event"),
	}));
	return `${JSON.stringify({ ...rest, changes: publicChanges }, null, "\t")}\n`;
}

function summarize(changes: Change[]): string {
	const counts = SEVERITIES.map((severity) => ({
		severity,
		count: changes.filter((change) => change.severity === severity).length,
	})).filter(({ count }) => count > 0);
	const parts = counts.map(({ severity, count }) => `${count} ${severity}`);
	const last = parts.pop();
	if (!last) return "nothing changed";
	const all = parts.length > 0 ? `${parts.join(", ")} and ${last}` : last;
	return `${all} ${changes.length === 1 ? "change" : "changes"}`;
}
