/** Edits of the whole description that change how it is written, but nothing of what it means. */
import { describe, expect, test } from "vitest";
import { compare } from "../../packages/diff/compare.ts";
import type { Node } from "../../packages/spec/operations.ts";
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

describe("a change beside it is still one:", () => {
	test.each<[what: string, change: (document: Node) => void, at: string]>([
		[
			"parameters inlined",
			({ paths }) => {
				const { parameters } = paths["/customers"].get;
				parameters.find(({ name }: Node) => name === "limit").schema.maximum =
					5;
			},
			"listCustomers",
		],
		[
			"responses inlined",
			({ paths }) => {
				delete paths["/products"].get.responses[429].headers;
			},
			"listProducts",
		],
		[
			"the security of the root in each operation only",
			({ paths }) => {
				paths["/products"].get.security = [];
			},
			"listProducts",
		],
		[
			"headers in lower case",
			({ components }) => {
				components.parameters.SignatureHeader.name = "x-lomi-sign";
			},
			"SignatureHeader",
		],
		[
			"styles that are the default",
			({ components }) => {
				components.parameters.DeliveryLogLimit.explode = false;
			},
			"listWebhookDeliveryLogs",
		],
		[
			"the first properties of every schema in a part",
			({ components }) => {
				components.schemas.Refund.allOf[0].required.pop();
			},
			"Refund",
		],
		[
			"enum in another order",
			({ components }) => {
				components.schemas.Refund.properties.status.enum.unshift("lost");
			},
			"Refund",
		],
	])("%s", async (what, change, at) => {
		const rewritten = structuredClone(document);
		rewrites.find((each) => each.what === what)?.rewrite(rewritten);
		change(rewritten);
		const changes = await told(document, rewritten);
		expect(changes.map(([place]) => place)).toStrictEqual([at]);
	});
});
