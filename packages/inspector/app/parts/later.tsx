/** Components whose code is loaded when they are first shown. */
import type { ComponentType } from "preact";
import lazy from "preact-iso/lazy";
import { isConnected, listen } from "../data/live.ts";
import { Problem } from "./basics.tsx";

/** Milliseconds in which a page isn't loaded again by itself a second time. */
const PAUSE = 10_000;
const LOADED = "lomi.loaded-again";

/** If the code can't be loaded, the whole page is loaded again once the sandbox answers, which may be of another version then. */
export function later<Props>(
	load: () => Promise<{ default: ComponentType<Props> }>,
): ComponentType<Props> {
	return lazy(() =>
		load().catch((error: unknown) => {
			if (isConnected.value && isFirstTime()) location.reload();
			listen("reset", () => location.reload());
			return { default: () => <Problem error={error} /> };
		}),
	);
}

function isFirstTime(): boolean {
	const last = Number(sessionStorage.getItem(LOADED));
	sessionStorage.setItem(LOADED, String(Date.now()));
	return Date.now() - last > PAUSE;
}
