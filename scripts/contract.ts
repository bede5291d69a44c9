/**
 * `npm run contract -- --url http://127.0.0.1:4010/v1 --key lomi_sk_test_…`: holds a server against the description. contract/README.md
 * has the options. Ends with 0 where it holds, 1 where it differs, 2 where it could not be told.
 */
import { readContractOptions } from "../contract/options.ts";
import { describeResult, progressBar } from "../contract/report/terminal.ts";
import { runContract } from "../contract/run.ts";
import { readTarget } from "../contract/target.ts";
import { readOperations } from "../description/operations.ts";
import { createLocate } from "./places.ts";
import { readBundle } from "./root.ts";
import { fail } from "./terminal.ts";

const bar = progressBar(process.stderr);
try {
	const document = await readBundle();
	const options = readContractOptions(
		process.argv.slice(2),
		readOperations(document),
	);
	const target = readTarget(options, document);
	const result = await runContract(document, {
		...options,
		...target,
		rate: options.rate ?? target.rate,
		mayWrite: !target.live || options.knowsLive,
		locate: await createLocate(),
		onProgress: bar.draw,
	});
	bar.clear();
	console.log(describeResult(result));
	process.exitCode = result.failures.length > 0 ? 1 : 0;
} catch (error) {
	bar.clear();
	fail(error);
}
