/** A sandbox in a separate process, to be killed or measured. Takes the descriptions' files as its arguments, and orders from process.ts. */
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import {
	createSandbox,
	type Sandbox,
} from "../../../packages/sandbox/server.ts";
import type { Order, Report } from "./process.ts";
import { seedFor } from "./seed.ts";

const report = (message: Report) => process.send?.(message);
let sandbox: Sandbox | undefined;
const [document, control] = process.argv
	.slice(2)
	.map((file) => JSON.parse(readFileSync(file, "utf8")));

async function start({ data, key }: Exclude<Order["start"], undefined>) {
	sandbox = await createSandbox(document, {
		...(data !== undefined && { data }),
		// With a log of requests, which a measurement of memory doesn't want.
		...(data !== undefined && { control, inspector: false }),
		seed: seedFor(key),
		onFault: (fault) => report({ fault }),
	});
	await sandbox.app.listen({ port: 0, host: "127.0.0.1" });
	report({ port: (sandbox.app.server.address() as AddressInfo).port });
}

/** Pays sessions one after the other, reporting each. */
async function pay(sessions: string[]) {
	for (const session of sessions) {
		await sandbox?.engine.pay(session);
		report({ paid: session });
	}
}

process.on("message", async (order: Order) => {
	if (order.start) return start(order.start);
	if (order.pay) return pay(order.pay);
	globalThis.gc?.();
	const { heapUsed, external } = process.memoryUsage();
	report({ memory: heapUsed + external });
});
