/** Serves a sandbox until it is stopped. */
import { existsSync } from "node:fs";
import { type CommandContext, CommandError, listen, serve } from "@lomi/cli";
import { warnOf } from "@lomi/http";
import { createSandbox, DataFileError, readDescription } from "../index.ts";
import { describeSandbox } from "./banner.ts";
import { createLog } from "./log.ts";
import { readDelays, readServeOptions } from "./options.ts";

export async function serveCommand(context: CommandContext): Promise<void> {
	const given = readServeOptions(context);
	if (!given) return;
	const { port, host, data, seed, "seed-size": seedSize, ...options } = given;
	if (seed !== undefined && data && existsSync(data))
		throw new CommandError(
			`--seed gives the IDs of its first run again, and ${data} has them already. Leave --seed out, or choose another file.`,
		);
	const log = createLog(options.log, context);
	const document = readDescription();
	const sandbox = await createSandbox({
		document,
		listensOn: host,
		allowedHosts: options["allowed-hosts"],
		publicUrl: options["public-url"],
		webhookHosts: options["webhook-hosts"],
		webhookRetries: readDelays(options["webhook-retries"]),
		empty: options.empty,
		rateLimit: options["rate-limit"],
		docsUrl: options.docs,
		metrics: options.metrics,
		...(options["no-control"] && { control: false }),
		inspector: !options["no-inspector"],
		...(data !== undefined && { data }),
		...(seed !== undefined && { seed }),
		...(seedSize !== undefined && { seedSize }),
		onSeedProgress: showProgress(context),
		onFault: log.fault,
		...(!options.quiet && { log: log.request }),
	}).catch((error) => {
		throw error instanceof DataFileError
			? new CommandError(error.message)
			: error;
	});
	const { app, merchants, close } = sandbox;
	const begin = async () => {
		const url = await listen(app.server, port, host, (place) =>
			app.listen(place),
		);
		const hasInspector = !options["no-control"] && !options["no-inspector"];
		log.ready(
			describeSandbox(document, options["public-url"] ?? url, merchants, {
				data,
				hasInspector,
			}),
			url,
		);
		const warning = warnOf(host);
		if (warning) log.warning(warning);
	};
	await serve(context, [app.server], begin, close);
}

/** Milliseconds after which a seed is worth showing its progress. */
const LONG = 1_000;

/** Shows on a terminal how far a long seed is. Ends it if the command is to stop. */
function showProgress({
	stderr,
	signal,
}: CommandContext): (share: number) => void {
	const start = performance.now();
	return (share) => {
		signal.throwIfAborted();
		if (!stderr.isTTY || performance.now() - start < LONG) return;
		const end = share === 1 ? "\n" : "";
		stderr.write(
			`\rSeeding a year of business: ${Math.round(100 * share)} %${end}`,
		);
	};
}
