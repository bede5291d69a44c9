/** The pages that customers pay on, at the addresses that sessions and payment links have. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { readHostedPages } from "../engine/hosted-pages.ts";
import type { CheckoutController, CheckoutParts } from "./controller.ts";

/** Adds the pages to a server. @param track Is told of what must come to its end, whether or not the browser waits for it. */
export function addCheckout(
	app: FastifyInstance,
	parts: CheckoutParts,
	track: (work: Promise<unknown>) => void,
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
			// A look at a link would open a session.
			exposeHeadRoute: action === "show",
			handler: async (request: FastifyRequest, reply) => {
				// Nobody waits for phone numbers and templates who only calls the API.
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
