/** The address of lomi.'s own pages, as the description's examples have it. */
import {
	type Description,
	readOperations,
} from "../../description/operations.ts";

/** The origin of the `url` that an operation's first success example has. */
export function exampleOrigin(
	document: Description,
	operationId: string,
): string {
	const operation = readOperations(document).find(
		({ id }) => id === operationId,
	);
	const value = operation?.answers[0]?.body?.examples[0]?.value;
	const { url } = (value as { data: { url: string } }).data;
	return new URL(url).origin;
}
