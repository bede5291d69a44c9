/** Serves a sandbox until it is told to stop. */
import { existsSync } from "node:fs";
import { listen, stopOnSignal } from "../../scripts/serve.ts";
import { CommandError, fail } from "../../scripts/terminal.ts";
import { createSandbox, DataFileError, readDescription } from "../index.ts";
import { namesOf, warnOf } from "./hosts.ts";
import { describeOptions, readCommandLine, readDelays } from "./options.ts";
import { describeSandbox } from "./welcome.ts";

const {
	port,
	host,
	data,
	seed,
	"seed-size": seedSize,
	...options
} = readCommandLine();
if (options.help) {
	console.log(describeOptions());
	process.exit();
}
if (seed !== undefined && data && existsSync(data))
	fail(
		new CommandError(
			`--seed gives the IDs of its first run again, and ${data} has them already. Leave --seed out, or choose another file.`,
		),
	);
const document = readDescription();
const webhookRetries = readOrFail(() => readDelays(options["webhook-retries"]));
const sandbox = await createSandbox({
	document,
	hosts: namesOf(host),
	webhookRetries,
	allowedHosts: (options["allow-host"] ?? "")
		.split(",")
		.filter(Boolean)
		.map((name) => name.trim().toLowerCase()),
	empty: options.empty,
	rateLimit: options["rate-limit"],
	...(options["no-control"] && { control: false }),
	...(data !== undefined && { data }),
	...(seed !== undefined && { seed }),
	...(seedSize !== undefined && { seedSize }),
	...(!options.quiet && { log: console.log }),
}).catch((error) =>
	fail(
		error instanceof DataFileError ? new CommandError(error.message) : error,
	),
);
const { app } = sandbox;
const url = await listen(app.server, port, host, (place) => app.listen(place));
stopOnSignal([app.server], sandbox.close);
console.log(describeSandbox(document, url, sandbox.merchants, data));
const warning = warnOf(host);
if (warning) console.warn(warning);

function readOrFail<Value>(read: () => Value): Value {
	try {
		return read();
	} catch (error) {
		return fail(error as Error);
	}
}
