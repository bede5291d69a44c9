/** Components whose code is loaded when they are first shown. */
import type { ComponentType } from "preact";
import lazy from "preact-iso/lazy";
import { listen } from "../data/live.ts";
import { Problem } from "./basics.tsx";

/** If the sandbox doesn't answer then, the whole page is loaded again once it does. */
export function later<Props>(
	load: () => Promise<{ default: ComponentType<Props> }>,
): ComponentType<Props> {
	return lazy(() =>
		load().catch((error: unknown) => {
			listen("reset", () => location.reload());
			return { default: () => <Problem error={error} /> };
		}),
	);
}
