/** `lomi-sandbox open`: opens the inspector of a running sandbox in the browser. */
import { spawn } from "node:child_process";
import { type CommandContext, CommandError, readCommandLine } from "@lomi/cli";
import { checkSandbox, connect } from "./remote/connect.ts";
import { URL_OPTION } from "./remote/url-option.ts";

/** The command that opens an address in the browser, by platform. */
const OPENERS: Partial<Record<NodeJS.Platform, readonly string[]>> = {
	darwin: ["open"],
	win32: ["cmd", "/c", "start", ""],
};
const OTHERS = ["xdg-open"];

export async function openCommand(context: CommandContext): Promise<void> {
	const line = readCommandLine(context, {
		command: "lomi-sandbox open",
		about: "Opens the inspector of a running sandbox in your browser.",
		options: { url: URL_OPTION },
	});
	if (!line) return;
	const { url } = line.options;
	await checkSandbox(connect(url), url);
	const page = `${new URL(url).origin}/`;
	const { status, headers } = await fetch(page, { method: "HEAD" });
	if (status !== 200 || !headers.get("content-type")?.includes("text/html"))
		throw new CommandError(
			`The sandbox at ${url} has no inspector: it was started with --no-inspector.`,
		);
	await openInBrowser(page, context.env);
	context.console.log(page);
}

/** @throws {CommandError} If no browser can be started. */
function openInBrowser(page: string, env: NodeJS.ProcessEnv): Promise<void> {
	const [command = "", ...args] = OPENERS[process.platform] ?? OTHERS;
	const failed = (reason: string) =>
		new CommandError(
			`No browser could be opened: ${reason}. Open ${page} yourself.`,
		);
	return new Promise((resolve, reject) => {
		const opener = spawn(command, [...args, page], { stdio: "ignore", env });
		opener.once("error", () => reject(failed(`there is no ${command}`)));
		opener.once("exit", (code) =>
			code === 0 ? resolve() : reject(failed(`${command} ended with ${code}`)),
		);
	});
}
