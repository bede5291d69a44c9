/** Edits of the whole description that change how it is written, but nothing of what it means. */
import { describe, expect, test } from "vitest";
import { compare } from "../../packages/diff/compare.ts";
import { document as bundle } from "../bundle.ts";
import { some } from "../some.ts";
import { enrich, rewrites } from "./kinds/rewrites.ts";

const document = structuredClone(bundle);
enrich(document);

const told = async (...sides: Parameters<typeof compare>) =>
	(await compare(...sides)).changes.map(({ place, what }) => [
		place.name,
		what,
	]);

describe("no change:", () => {
	test.each(some(rewrites))("$what", async ({ rewrite }) => {
		const rewritten = structuredClone(document);
		rewrite(rewritten);
		// An edit that edits nothing would pass.
		expect(JSON.stringify(rewritten)).not.toBe(JSON.stringify(document));
		expect(await told(document, rewritten)).toStrictEqual([]);
		expect(await told(rewritten, document)).toStrictEqual([]);
	});
});
