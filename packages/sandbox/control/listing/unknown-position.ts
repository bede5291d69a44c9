/** The answer to a page that continues after something that is gone, as it is after a reset. */
import { type ControlContext, refuseAs } from "../context.ts";

/** Ends the request with the documented 404. @param id What the list was to be continued from. */
export function refusePosition(
	context: Pick<ControlContext, "operation" | "explain">,
	id: string,
): never {
	return refuseAs(
		context,
		404,
		`There is no item with ID \`${id}\` to continue the list from. Go back to its newest page.`,
	);
}
