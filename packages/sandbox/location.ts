/** Where a sandbox is, and where its docs are. */
import type { Server } from "node:http";
import {
	createHostCheck,
	type HostRules,
	networkOrigins,
	ownOrigin,
} from "@lomi/http";

export interface Location {
	/** As clients use it, or a browser on this machine: `http://127.0.0.1:4020`. */
	origin(): string;
	/** The one that it was given, if all clients use that. */
	publicOrigin: string | undefined;
	/** The port that it listens on. Undefined while it doesn't. */
	port(): number | undefined;
	/** As other machines reach it. */
	networkOrigins(): string[];
	/** The docs' address, without a trailing slash. */
	docsUrl: string | undefined;
	/** Whether its data outlive it. */
	isKept: boolean;
}

export interface LocationOptions extends HostRules {
	/** The address at which clients reach it through something else. */
	publicUrl?: string | undefined;
	docsUrl?: string | undefined;
}

/**
 * @param server Undefined while it isn't listening.
 * @throws {TypeError} If one of the addresses isn't one.
 */
export function createLocation(
	server: () => Server | undefined,
	{ publicUrl, docsUrl, ...rules }: LocationOptions,
	isKept: boolean,
): Location {
	/** Undefined also where it listens on something else than an address. */
	const place = () => {
		const address = server()?.address() ?? undefined;
		return typeof address === "object" ? address : undefined;
	};
	const isAnswered = createOriginCheck(rules);
	const publicOrigin =
		publicUrl === undefined
			? undefined
			: checked("publicUrl", () => readPublicUrl(publicUrl));
	return {
		origin: () => publicOrigin ?? ownOrigin(place()),
		publicOrigin,
		port: () => place()?.port,
		networkOrigins: () => networkOrigins(place()).filter(isAnswered),
		docsUrl:
			docsUrl === undefined
				? undefined
				: checked("docsUrl", () => readDocsUrl(docsUrl)),
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
		`must be an address such as http://127.0.0.1:4000, not ${quote(text)}`,
	);
}

/**
 * The origin at which clients reach it.
 *
 * @throws {Error} If it isn't one, or has a path. The message follows the name of the option.
 */
export function readPublicUrl(text: string): string {
	const url = URL.parse(text);
	const isOrigin =
		url &&
		/^https?:$/.test(url.protocol) &&
		!url.username &&
		!/^(0\.0\.0\.0|\[::\])$|[*%]/.test(url.hostname);
	if (isOrigin && /^\/?$/.test(url.pathname + url.search + url.hash))
		return url.origin;
	throw new Error(
		`must be an address without a path, such as https://sandbox.example.ci, not ${quote(text)}`,
	);
}

/** An address in an error message, without its password. */
function quote(text: string): string {
	return JSON.stringify(text.replace(/\/\/[^/]*@/, "//…@"));
}

function checked(name: string, read: () => string): string {
	try {
		return read();
	} catch (error) {
		throw new TypeError(`${name} ${(error as Error).message}.`);
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
