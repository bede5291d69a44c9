/** The changelog: releases and their differences. */
import { expect, test } from "vitest";
import {
	addDifferences,
	readChangelog,
} from "../../docs-site/builder/site/changelog.ts";
import type { Description } from "../../packages/spec/operations.ts";
import { document } from "../api.ts";

const TEXT = `# Changelog

## 2.0.0 (unreleased)

- **[Breaking]** Asks for an e-mail.

## 1.0.0 (2026-12-01)

- Begins.
`;

/** The description with another version and a change of each severity. */
function nextRelease(): Description {
	const next: Description = structuredClone(document);
	next.info.version = "2.0.0";
	next.info.description += "\n\nMore of it.";
	next.components.schemas?.CustomerCreate?.required.push("email");
	return next;
}

test("has its releases with their dates and notes", () => {
	expect(readChangelog(TEXT)).toStrictEqual([
		{ version: "2.0.0", notes: "- **[Breaking]** Asks for an e-mail." },
		{ version: "1.0.0", date: "2026-12-01", notes: "- Begins." },
	]);
});

test("lists the differences of each release except the first, breaking changes first", async () => {
	const [second, first] = await addDifferences(readChangelog(TEXT), [
		{ version: "2.0.0", document: nextRelease() },
		{ version: "1.0.0", document },
	]);
	expect(first?.differences).toBeUndefined();
	const [breaking = -1, editorial = -1] = ["**Breaking:**", "Editorial:"].map(
		(word) => second?.differences?.indexOf(word),
	);
	expect(second?.differences).toContain("`email` is now required");
	expect(breaking).toBeGreaterThanOrEqual(0);
	expect(editorial).toBeGreaterThan(breaking);
});
