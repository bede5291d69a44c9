/** An error example, as the client throws it. */
import { document } from "../../bundle.ts";

const UUID = /[\da-f]{8}-[\da-f-]{27}/;

/**
 * Status, code and details of an example of an error.
 *
 * @param component Name of the example: `getRefund.notFound.404`.
 * @param id Replaces the ID in the example.
 */
export function documentedError(component: string, id = "") {
	const example = document.components.examples?.[component];
	if (!example) throw new Error(`There is no example ${component}.`);
	const { status, code, message, details } = example.value.error;
	return { status, code, message, details: details?.replace(UUID, id) };
}
