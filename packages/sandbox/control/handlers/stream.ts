/** What happens, as it happens. */
import type { ControlHandlers } from "../context.ts";
import type { Updates } from "../stream/updates.ts";

interface Parts {
	updates: Pick<Updates, "open">;
}

export function stream({ updates }: Parts): ControlHandlers {
	return {
		async streamUpdates() {
			return { stream: updates.open };
		},
	};
}
