/** The question before all others: is there such a server, and does it know the key? */

import { CommandError } from "@lomi/cli";
import {
	type Description,
	documentedRequest,
	type Request,
	readOperations,
	testServer,
} from "@lomi/spec";
import { type HttpResponse, NoResponse } from "./http/response.ts";

/**
 * Asks for one of the lists that need nothing but a key. Where it isn't there, for the others too: one may be missing, all of them are not.
 *
 * @param baseUrl Where `send` sends to.
 * @throws {CommandError} Where nothing answers, the key isn't known, or the API isn't there.
 */
export async function preflight(
	document: Description,
	baseUrl: string,
	send: (request: Request) => Promise<HttpResponse | NoResponse>,
): Promise<void> {
	const lists = readOperations(document).filter(
		({ pagination, path, parameters }) =>
			pagination &&
			!path.includes("{") &&
			!parameters.some(({ required }) => required),
	);
	for (const operation of lists) {
		const response = await send({ ...documentedRequest(operation), query: [] });
		if (response instanceof NoResponse)
			throw new CommandError(
				`No response from ${baseUrl}: ${response.message}. Start the server, or correct --url.`,
			);
		if (response.status === 401)
			throw new CommandError(
				`${baseUrl} rejected the API key: ${operation.id} returned 401. Pass a key of this server with --key, or set LOMI_API_KEY.`,
			);
		if (response.status !== 404) return;
	}
	const version = new URL(testServer(document).url).pathname;
	throw new CommandError(
		`${baseUrl} doesn't serve this API: ${lists.map(({ id }) => id).join(", ")} returned 404. --url must include the version, such as http://127.0.0.1:4010${version}.`,
	);
}
