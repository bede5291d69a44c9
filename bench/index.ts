/** `npm run bench -- build`: measures ours against a named peer in one run, as a ratio. Machines differ; ratios hardly do. */
import { CommandError, fail } from "../scripts/terminal.ts";

const BENCHES: Record<string, () => Promise<unknown>> = {
	build: () => import("./build.ts"),
	client: () => import("./client.ts"),
	clock: () => import("./clock.ts"),
	contract: () => import("./contract.ts"),
	dev: () => import("./dev.ts"),
	docs: () => import("./docs.ts"),
	payments: () => import("./payments.ts"),
	sandbox: () => import("./sandbox.ts"),
	size: () => import("./size.ts"),
	sizes: () => import("./sizes.ts"),
	types: () => import("./types.ts"),
};
const name = process.argv[2] ?? "";
const bench = BENCHES[name];
if (!bench) {
	fail(
		new CommandError(
			`There is no bench ${JSON.stringify(name)}. There is: ${Object.keys(BENCHES).join(", ")}. Run npm run bench -- build.`,
		),
	);
}
await bench();
