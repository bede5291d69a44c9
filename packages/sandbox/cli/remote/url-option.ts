/** The address of a running sandbox. */
import type { Option } from "@lomi/cli";
import { control } from "@lomi/control/facts";

/** The default address of a sandbox. */
export const USUAL_URL = new URL(control.url).origin;

/** `--url` of the commands for a running sandbox. */
export const URL_OPTION: Option<string> = {
	placeholder: "ADDRESS",
	default: USUAL_URL,
	about: "Address of the sandbox.",
	read(texts) {
		const url = texts.at(-1) ?? USUAL_URL;
		if (!isHttpAddress(url))
			throw new Error(
				`must be an address, such as ${USUAL_URL}, not ${JSON.stringify(url)}`,
			);
		return url;
	},
};

/** True for an http or https address. */
export function isHttpAddress(text: string): boolean {
	return /^https?:/.test(text) && URL.canParse(text);
}
