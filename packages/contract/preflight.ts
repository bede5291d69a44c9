/** Checks before a run that the server exists and accepts the key. */

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
 * Requests lists that need nothing but a key, until one is found: the server may lack one of them, but not all.
 *
 * @param baseUrl The server that `send` sends to, for messages.
 * @returns The request that was answered, and the response.
 * @throws {CommandError} If the server is unreachable, rejects the key, or doesn't serve the API.
 */
export async function preflight(
	document: Description,
	baseUrl: string,
	send: (request: Request) => Promise<HttpResponse | NoResponse>,
): Promise<{ request: Request; response: HttpResponse }> {
	const lists = readOperations(document).filter(
		({ pagination, path, parameters }) =>
			pagination &&
			!path.includes("{") &&
			!parameters.some(({ required }) => required),
	);
	for (const operation of lists) {
		const request = { ...documentedRequest(operation), query: [] };
		const response = await send(request);
		if (response instanceof NoResponse)
			throw new CommandError(
				`No response from ${baseUrl}: ${response.message}. Start the server, or correct --url.`,
			);
		if (response.status === 401)
			throw new CommandError(
				`${baseUrl} rejected the API key: ${operation.id} returned 401. Pass a key of this server with --key, or set LOMI_API_KEY.`,
			);
		if (response.status !== 404) return { request, response };
	}
	const version = new URL(testServer(document).url).pathname;
	throw new CommandError(
		`${baseUrl} doesn't serve this API: ${lists.map(({ id }) => id).join(", ")} returned 404. --url must include the version, such as http://127.0.0.1:4010${version}.`,
	);
}
