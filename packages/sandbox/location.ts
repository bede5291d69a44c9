/** Where a sandbox is, and where its docs are. */
import type { Server } from "node:http";
import {
	createHostCheck,
	type HostRules,
	networkOrigins,
	ownOrigin,
} from "@lomi/http";

export interface Location {
	/** As a browser on this machine uses it: `http://127.0.0.1:4020`. */
	origin(): string;
	/** As other machines reach it. */
	networkOrigins(): string[];
	/** The docs' address, without a trailing slash. */
	docsUrl: string | undefined;
	/** Whether its data outlive it. */
	isKept: boolean;
}

export interface LocationOptions extends HostRules {
	docsUrl?: string | undefined;
}

/**
 * @param server Undefined while it isn't listening.
 * @throws {TypeError} If the docs' address isn't one.
 */
export function createLocation(
	server: () => Server | undefined,
	{ docsUrl, ...rules }: LocationOptions,
	isKept: boolean,
): Location {
	/** Undefined also where it listens on something else than an address. */
	const place = () => {
		const address = server()?.address() ?? undefined;
		return typeof address === "object" ? address : undefined;
	};
	const isAnswered = createOriginCheck(rules);
	return {
		origin: () => ownOrigin(place()),
		networkOrigins: () => networkOrigins(place()).filter(isAnswered),
		docsUrl: docsUrl === undefined ? undefined : checkedUrl(docsUrl),
		isKept,
	};
}

/**
 * The docs' address, without a trailing slash, so that paths can follow.
 *
 * @throws {Error} If it isn't one of a page. The message follows the name of the option.
 */
export function readDocsUrl(text: string): string {
	const url = URL.parse(text);
	if (url && /^https?:$/.test(url.protocol))
		return url.origin + url.pathname.replace(/\/+$/, "");
	throw new Error(
		`must be an address such as http://127.0.0.1:4000, not ${JSON.stringify(text)}`,
	);
}

function checkedUrl(docsUrl: string): string {
	try {
		return readDocsUrl(docsUrl);
	} catch (error) {
		throw new TypeError(`docsUrl ${(error as Error).message}.`);
	}
}

/** Creates the function that tells whether the sandbox answers requests to an origin. */
function createOriginCheck(rules: HostRules): (origin: string) => boolean {
	const check = createHostCheck("sandbox", rules);
	return (origin) => {
		try {
			check({ headers: { host: new URL(origin).host } });
			return true;
		} catch {
			return false;
		}
	};
}
