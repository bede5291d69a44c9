/** Guides, descriptions and examples take facts from the description. */
import { expect, test } from "vitest";
import { fillTexts } from "../../packages/spec/load/fill-texts.ts";
import type { Node } from "../../packages/spec/operations.ts";
import { controlDocument, document } from "../bundle.ts";

/** The description, with a text in place of another one. */
function withText(change: (copy: Node) => void) {
	const copy = structuredClone(document);
	change(copy);
	return copy;
}

test("texts follow the facts", () => {
	const copy = withText(({ components, tags }) => {
		components.responses.EventReceived["x-delivery"] = {
			timeoutSeconds: 7,
			retrySeconds: [3600, 7200],
		};
		components.schemas.Customer.description =
			"{{ delivery.timeoutSeconds }} s, {{ delivery.retries }} times, {{ delivery.hours }} h.";
		components.examples["createCustomer.individual.201"].value.data.name =
			"{{ currencies | allOf }}";
		tags[0].description = "{{ live.perDay }} a day";
	});
	fillTexts(copy);
	const { schemas, examples } = copy.components;
	expect(schemas?.Customer?.description).toBe("7 s, 2 times, 3 h.");
	expect(examples?.["createCustomer.individual.201"]?.value.data.name).toBe(
		"`XOF`, `USD` and `EUR`",
	);
	expect(copy.tags[0]?.description).toBe("10,000 a day");
});

test.each<[string, (copy: Node) => void]>([
	[
		"#/components/schemas/Customer/description: undefined variable: nothing",
		({ components }) => {
			components.schemas.Customer.description = "{{ nothing }}.";
		},
	],
	[
		"openapi/guides/testing.md: undefined variable: delivery.days",
		({ tags }) => {
			tags.find(({ name }: Node) => name === "Testing").description =
				"{{ delivery.days }}";
		},
	],
])("%s", (message, change) => {
	expect(() => fillTexts(withText(change))).toThrow(message);
});

test("no text of the bundles is left to fill", () => {
	for (const each of [document, controlDocument])
		expect(JSON.stringify(each)).not.toMatch(/\{\{|\{%/);
});
