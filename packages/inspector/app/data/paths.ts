/** Addresses of what has no method in the client. */
import { control } from "@lomi/control/facts";

/** An address of the control plane, for the browser to open. */
export function controlPath(path: string): string {
	return new URL(control.url).pathname + path;
}
