/** Who may use the control plane and the inspector. */
import { type AllowedHosts, createHostCheck, isLoopback } from "@lomi/http";
import { type Description, eventHeader, signatureHeader } from "@lomi/spec";
import type { FastifyRequest } from "fastify";

/** Why a request is refused; undefined if it isn't. @throws {Refusal} If it names another host. */
export type ControlGuard = (request: FastifyRequest) => string | undefined;

/**
 * Creates the guard, which lets in requests from this machine, and from others by an allowed name.
 *
 * @param api The API's description.
 * @param allowedHosts Names under which clients on other machines may reach it.
 */
export function createControlGuard(
	api: Description,
	allowedHosts: AllowedHosts = [],
): ControlGuard {
	const isOpen = allowedHosts.length > 0;
	const checkHost = createHostCheck("control plane", { allowedHosts });
	const webhookHeaders = [signatureHeader(api), eventHeader(api)];
	return (request) => {
		const { remoteAddress = "" } = request.raw.socket;
		if (!isOpen && !isLoopback(remoteAddress))
			return `The control plane answers this machine alone, and not ${remoteAddress}.`;
		// Whoever registers a webhook chooses where it goes, and it comes from this machine.
		const sent = webhookHeaders.find(
			(name) => request.headers[name.toLowerCase()] !== undefined,
		);
		if (sent)
			return `The control plane doesn't answer webhooks, and this request has their header \`${sent}\`.`;
		// The address that the sandbox listens on is for the API only.
		checkHost(request);
		return undefined;
	};
}
