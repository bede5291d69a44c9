/** The objects in the docs exist: by ID, and on the first page of a list. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { documentedNow } from "../../packages/sandbox/spec-examples.ts";
import type { Node } from "../../packages/spec/operations.ts";
import { document, operations } from "../bundle.ts";
import { some } from "../some.ts";
import { fetchAndCheck } from "./setup/checked-fetch.ts";
import { KEY_HEADER } from "./setup/sandbox.ts";
import { type SeededSandbox, startSeeded } from "./walk.ts";

const DAY = 24 * 60 * 60 * 1000;

describe("the seeded examples", () => {
	const now = documentedNow(document);
	let world: SeededSandbox;
	let moved: SeededSandbox;
	beforeAll(async () => {
		world = await startSeeded(document, { now });
		moved = await startSeeded(document, {
			now: new Date(now.getTime() + 600 * DAY + 12_345_678),
		});
	});
	afterAll(async () => {
		await world.close();
		await moved.close();
	});

	const shown = operations.flatMap(
		({ id, path, method, answers, parameters, pagination }) => {
			if (method !== "get" || id.startsWith("listWebhookDelivery")) return [];
			const required = parameters.filter(
				(each) => each.in === "query" && each.required,
			);
			return (answers[0]?.body?.examples ?? [])
				.slice(0, pagination ? 1 : undefined)
				.map(({ component, value }) => {
					const { data, meta } = value as { data: Node; meta?: Node };
					const filled = path.replaceAll(
						/{(\w+)}/g,
						(_, name) =>
							data[name] ??
							(Array.isArray(data)
								? data[0].merchant_id
								: Object.values(data).find((each) => typeof each === "string")),
					);
					const query = new URLSearchParams();
					for (const { name } of required) query.set(name, data[name]);
					const size = pagination?.size;
					const used = pagination?.sizeUsed?.replace("meta.", "");
					if (size && used) query.set(size, meta?.[used]);
					return {
						component,
						target: `${filled}?${query}`,
						value: value as Node,
						// The example of a new account belongs to the second merchant.
						owner: id === "getMerchant" ? data.merchant_id : undefined,
					};
				});
		},
	);

	/** Sends the request as the owner of the example; default: the first merchant. */
	const at = async (
		{ baseUrl, merchants }: SeededSandbox,
		{ target, owner }: { target: string; owner?: string },
	) => {
		const merchant = owner
			? merchants.find(({ merchant_id }) => merchant_id === owner)
			: merchants[0];
		const response = await fetchAndCheck(baseUrl + target, {
			headers: { [KEY_HEADER]: merchant?.api_key ?? "" },
		});
		const body = placeless((await response.json()) as Node);
		return { status: response.status, body };
	};

	/** Created after the day of the examples. */
	const later = shown.filter(
		({ value: { data } }) => Date.parse(data.created_at) > now.getTime(),
	);
	const current = shown.filter((each) => !later.includes(each));

	test.each(some(current))("include $component", async (example) => {
		const { body } = await at(world, example);
		expect(ageless(body)).toStrictEqual(ageless(placeless(example.value)));
	});

	test("don't include what is created two months later", async () => {
		expect(later.map(({ component }) => component)).toStrictEqual([
			"getCheckoutSession.expired.200",
		]);
		for (const example of later)
			expect((await at(world, example)).status).toBe(404);
	});

	/** An open session starts with the sandbox, or it would have expired. */
	function ageless(value: Node): Node {
		return JSON.parse(JSON.stringify(value), (_, each) =>
			each?.checkout_session_id && each.status === "open"
				? { ...each, created_at: "", expires_at: "" }
				: each,
		);
	}

	/** Sessions and links have hosted pages of the sandbox, which end with the ID. */
	function placeless(value: Node): Node {
		return JSON.parse(JSON.stringify(value), (_, each) =>
			each?.checkout_session_id || each?.link_id
				? { ...each, url: each.url.split("/").at(-1) }
				: each,
		);
	}

	test("are shifted by whole days at another time", async () => {
		const compared = current.filter(
			({ component }) =>
				component.startsWith("get") &&
				!/open|Merchant|Subscription\.active/.test(component),
		);
		expect(compared.length).toBeGreaterThan(5);
		for (const example of compared) {
			const { component, value } = example;
			const { body } = await at(moved, example);
			const expected = JSON.stringify(value).replaceAll(
				/\d{4}-\d\d-\d\dT[\d:.]+Z/g,
				(time) => new Date(Date.parse(time) + 600 * DAY).toISOString(),
			);
			expect(body, component).toStrictEqual(placeless(JSON.parse(expected)));
		}
	});
});
