/** What is wrong with a database server, and what to do. */
import { DataFileError, UnavailableError } from "../stored-json.ts";
import { MOST_CONNECTIONS } from "./connection.ts";

/** Codes of errors after which it is worth trying again, by their beginning (PostgreSQL's manual, appendix A; Node's for sockets). */
const GONE = [
	"08",
	"57P0",
	"ECONN",
	"EPIPE",
	"ETIMEDOUT",
	"EHOSTUNREACH",
	"ENETUNREACH",
];
/** Those of `pg` have no code. */
const LOST = /^Connection terminated|timeout exceeded|is not queryable/;
const UNKNOWN_HOST = ["ENOTFOUND", "EAI_AGAIN"];

/** The name of a database in messages: without user and password. */
export function nameOf(url: string): string {
	const { protocol, host, pathname } = new URL(url);
	return `${protocol}//${host}${pathname}`;
}

/** The error that says what is wrong with the server; the error itself if it isn't about that. */
export function explain(name: string, error: unknown): unknown {
	const { code = "", message = "" } = error as NodeJS.ErrnoException;
	const starts = (all: string[]) => all.some((each) => code.startsWith(each));
	const say = (sentence: string) =>
		new DataFileError(sentence, { cause: error });
	if (starts(GONE) || LOST.test(message))
		return new UnavailableError(
			`${name} can't be reached. Start the database server, or check the address.`,
			{ cause: error },
		);
	if (code === "53300")
		return new UnavailableError(
			`${name} has no free connection. Raise its connection limit, or run fewer instances: each uses up to ${MOST_CONNECTIONS + 1}.`,
			{ cause: error },
		);
	if (starts(UNKNOWN_HOST))
		return say(`${name} can't be reached: its host is unknown. Check it.`);
	if (code.startsWith("28"))
		return say(`${name} refuses the user or the password. Check both.`);
	if (/does not support SSL/.test(message))
		return say(
			`${name} doesn't support TLS. Remove \`sslmode\` from its address, or enable TLS on the server.`,
		);
	if (code === "3D000")
		return say(
			`${name} doesn't exist. Create the database, or choose another one.`,
		);
	if (code === "42501")
		return say(
			`${name} can't be written: permission denied. Let the user create schemas in it, or choose another one.`,
		);
	if (code === "53100")
		return say(`${name} can't be written: the server's disk is full.`);
	return error;
}
