/** The request on the home page: one to the mock, and what that answers. */
import {
	type Description,
	keyHeader,
	readOperations,
	testServer,
} from "@lomi/spec";

/** Where `npm start` puts the mock. */
const MOCK = "http://127.0.0.1:4010";
const OPERATION = "createCheckoutSession";

/** A line for a shell, and the answer of the mock to it as JSON: the documented one. */
export function firstRequest(document: Description): {
	start: string;
	command: string;
	answer: string;
	prefix: string;
} {
	const operation = readOperations(document).find(({ id }) => id === OPERATION);
	const [request] = operation?.body?.examples ?? [];
	const [created] = operation?.answers ?? [];
	const answer = created?.body?.examples.find(
		({ scenario }) => scenario === request?.scenario,
	);
	if (!operation || !request || !answer)
		throw new Error(`${OPERATION} has no example to show on the home page.`);
	const server = testServer(document);
	const { pathname } = new URL(server.url);
	return {
		start: "npm ci && npm start",
		command: [
			`curl ${MOCK}${pathname}${operation.path}`,
			`  -H '${keyHeader(document)}: ${server["x-key-prefix"]}anything'`,
			`  -H 'Content-Type: application/json'`,
			`  -d '${JSON.stringify(request.value, null, 2)}'`,
		].join(" \\\n"),
		answer: JSON.stringify(answer.value, null, 2),
		prefix: server["x-key-prefix"],
	};
}
