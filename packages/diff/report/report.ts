/** What a comparison comes to: how many changes of which severity, which version they ask for, and whether the description has it. */
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
	/** The version to release it as. */
	next: string;
	/** What is to be done about the version, in a sentence. */
	verdict: string;
	/** False where something breaks and the version has the same major number. */
	allowed: boolean;
}

interface Version {
	/** File, git revision, or what else it is called. */
	name: string;
	/** Its info.version. */
	version: string;
}

const BUMPS = {
	breaking: "major",
	additive: "minor",
	editorial: "patch",
} as const satisfies Record<Severity, semver.ReleaseType>;

/** Judges changes by the rules of semantic versioning, counted from the version of the base. */
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
			? `Next version: ${next}, as info.version says.`
			: allowed
				? `Next version: ${next}. info.version is ${revisionVersion}: set it to ${next} before the release.`
				: `Next version: ${next}. What breaks needs a new major version, and info.version is ${revisionVersion}: set it to ${next}, or take back what breaks.`,
		allowed,
	};
}

/** The report for other programs. */
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
