/** What the docs show is there: by reading one, and by the first page of a list. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Node } from "../../description/operations.ts";
import { documentedNow } from "../../sandbox/seed/documented.ts";
import { document, operations } from "../bundle.ts";
import { type RunningWorld, startWorld } from "./walk.ts";

const DAY = 24 * 60 * 60 * 1000;

describe("the world of the examples", () => {
	const now = documentedNow(document);
	let world: RunningWorld;
	let moved: RunningWorld;
	beforeAll(async () => {
		world = await startWorld(document, { now });
		moved = await startWorld(document, {
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
					};
				});
		},
	);

	/** Those that are not of that moment, and what differs for a reason. */
	const OTHERS = {
		"getCheckoutSession.expired.200": "of June",
		"getMerchant.newAccount.200": "of the second merchant",
		"listProviders.someConnected.200": "MTN is connected as well",
	};
	const at = async ({ baseUrl, merchants }: RunningWorld, target: string) => {
		const response = await fetch(baseUrl + target, {
			headers: { "X-API-Key": merchants[0]?.api_key ?? "" },
		});
		const body = placeless((await response.json()) as Node);
		return { status: response.status, body };
	};

	test.each(shown.filter(({ component }) => !(component in OTHERS)))(
		"has $component",
		async ({ component, target, value }) => {
			const { body } = await at(world, target);
			if (component === "listProducts.firstPage.200")
				// A third product, of which nothing is shown, is not there.
				value = { ...value, meta: { ...value.meta, total_count: 2 } };
			expect(ageless(body)).toStrictEqual(ageless(placeless(value)));
		},
	);

	/** An open session begins when the sandbox does, or it would be over. */
	function ageless(value: Node): Node {
		return JSON.parse(JSON.stringify(value), (_, each) =>
			each?.checkout_session_id && each.status === "open"
				? { ...each, created_at: "", expires_at: "" }
				: each,
		);
	}

	/** The pages of sessions and links are the sandbox's own, of which the last part is the ID. */
	function placeless(value: Node): Node {
		return JSON.parse(JSON.stringify(value), (_, each) =>
			each?.checkout_session_id || each?.link_id
				? { ...each, url: each.url.split("/").at(-1) }
				: each,
		);
	}

	test("is the same at another time, so many whole days later", async () => {
		for (const { component, target, value } of shown) {
			if (component in OTHERS || !component.startsWith("get")) continue;
			if (/open|Merchant|Subscription\.active/.test(component)) continue;
			const { body } = await at(moved, target);
			const later = JSON.stringify(value).replaceAll(
				/\d{4}-\d\d-\d\dT[\d:.]+Z/g,
				(time) => new Date(Date.parse(time) + 600 * DAY).toISOString(),
			);
			expect(body, component).toStrictEqual(placeless(JSON.parse(later)));
		}
	});

	test("has a second merchant without revenue", async () => {
		const { merchant_id = "" } = world.merchants[1] ?? {};
		const { data } = await world.client(1).merchants.get(merchant_id);
		expect({ data }).toStrictEqual(
			document.components.examples?.["getMerchant.newAccount.200"]?.value,
		);
	});
});
