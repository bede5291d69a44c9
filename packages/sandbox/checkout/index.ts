/** The hosted checkout pages, at the URLs of sessions and payment links. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { readHostedPages } from "../engine/hosted-pages.ts";
import type { CheckoutController, CheckoutParts } from "./controller.ts";

/**
 * Adds the pages to a server.
 *
 * @param track Receives work that must finish even if the browser disconnects.
 * @param hooks Those of every page.
 */
export function addCheckout(
	app: FastifyInstance,
	parts: CheckoutParts,
	track: (work: Promise<unknown>) => void,
	hooks: { preHandler?: () => Promise<void> } = {},
): void {
	const { paths } = readHostedPages(parts.document);
	const session = routeOf(paths.session);
	let controller: Promise<CheckoutController> | undefined;
	const add = (
		method: "GET" | "POST",
		url: string,
		action: keyof CheckoutController,
	) =>
		app.route({
			method,
			url,
			// HEAD on a link would open a session.
			exposeHeadRoute: action === "show",
			...hooks,
			handler: async (request: FastifyRequest, reply) => {
				// Loaded on first use: API-only callers need neither phone numbers nor templates.
				controller ??= import("./controller.ts").then(
					({ createCheckoutController }) => createCheckoutController(parts),
				);
				const work = (await controller)[action](request);
				track(work);
				const { status, headers, text } = await work;
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
