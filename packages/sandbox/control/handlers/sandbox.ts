/** What runs here. */
import { type Description, testServer } from "@lomi/spec";
import { sql } from "kysely";
import type { Database } from "../../db/database.ts";
import type { Location } from "../../location.ts";
import type { Metrics } from "../../metrics/index.ts";
import { merchantsOf } from "../../seed/merchants.ts";
import { type ControlHandlers, refuseAs } from "../context.ts";

interface Parts {
	/** The description of the API. */
	api: Description;
	database: Database;
	location: Location;
	/** Absent if none are kept. */
	metrics: Metrics | undefined;
}

export function sandbox({
	api,
	database,
	location,
	metrics,
}: Parts): ControlHandlers {
	const order = merchantsOf(api).map(({ merchant_id }) => merchant_id);
	const readMerchants = async () => {
		const merchants = await database
			.selectFrom("merchants")
			.select(["merchant_id", "organization_id", "name", "country"])
			.execute();
		const keys = await database.selectFrom("api_keys").selectAll().execute();
		const providers = await database
			.selectFrom("providers")
			.select(["merchant_id", "code", "name", "is_connected"])
			.orderBy("place")
			.execute();
		const place = ({ merchant_id }: { merchant_id: string }) =>
			order.indexOf(merchant_id);
		return merchants
			.toSorted((a, b) => place(a) - place(b))
			.map((merchant) => {
				const isOwn = (row: { merchant_id: string }) =>
					row.merchant_id === merchant.merchant_id;
				return {
					...merchant,
					api_keys: keys.filter(isOwn).map(({ api_key }) => api_key),
					providers: providers
						.filter(isOwn)
						.map(({ code, name, is_connected }) => ({
							code,
							name,
							is_connected: is_connected === 1,
						})),
				};
			});
	};

	const healthy = { data: { status: "ok" } };
	return {
		getLiveness: async () => healthy,
		async getReadiness() {
			await sql`SELECT 1`.execute(database);
			return healthy;
		},
		async getMetrics(context) {
			const { type, text } =
				(await metrics?.read()) ??
				refuseAs(
					context,
					404,
					"The sandbox keeps no metrics. Start it with `--metrics`.",
				);
			return {
				stream(response) {
					response.writeHead(200, { "content-type": type });
					response.end(text);
				},
			};
		},
		async getSandbox() {
			const { origin, networkOrigins, docsUrl, isKept } = location;
			const url = origin();
			return {
				data: {
					version: api.info.version,
					url,
					api_url: url + new URL(testServer(api).url).pathname,
					network_urls: networkOrigins(),
					docs_url: docsUrl ?? null,
					is_kept: isKept,
					merchants: await readMerchants(),
				},
			};
		},
	};
}
