/** The pages that customers pay on, at the addresses that sessions and payment links have. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { readHostedPages } from "../resources/hosted.ts";
import type { CheckoutParts, Visits } from "./visits.ts";

/** Adds the pages to a server. */
export function addCheckout(app: FastifyInstance, parts: CheckoutParts): void {
	const { paths } = readHostedPages(parts.document);
	const session = routeOf(paths.session);
	let visits: Promise<Visits> | undefined;
	const add = (method: "GET" | "POST", url: string, act: keyof Visits) =>
		app.route({
			method,
			url,
			// A look at a link would open a session.
			exposeHeadRoute: act === "show",
			handler: async (request: FastifyRequest, reply) => {
				// Nobody waits for phone numbers and templates who only calls the API.
				visits ??= import("./visits.ts").then(({ createVisits }) =>
					createVisits(parts),
				);
				const { status, headers, text } = await (await visits)[act](request);
				return reply.code(status).headers(headers).send(text);
			},
		});
	add("GET", session, "show");
	add("POST", session, "pay");
	add("POST", `${session}/cancel`, "cancel");
	add("GET", routeOf(paths.link), "openLink");
}

function routeOf(path: string): string {
	return path.replaceAll(/{(\w+)}/g, ":$1");
}
