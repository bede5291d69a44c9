/** With seeded clock and randomness, the same script of requests produces the same bytes. */
import { expect, test } from "vitest";
import { countingClock } from "../../packages/sandbox/clock.ts";
import { seededRandom } from "../../packages/sandbox/random.ts";
import type { Node, Operation } from "../../packages/spec/operations.ts";
import {
	documentedRequest,
	targetOf,
} from "../../packages/spec/requests/request.ts";
import { operations } from "../bundle.ts";
import { FIRST, type RunningSandbox, startSandbox } from "./setup/sandbox.ts";

/** Sends every example of every operation, using the IDs from earlier responses, and returns the responses. */
async function script(sandbox: RunningSandbox): Promise<string[]> {
	const ids: Node = { merchant_id: FIRST.merchant_id };
	const answers: string[] = [];
	const order = ({ method }: Operation) =>
		["post", "get", "patch", "delete"].indexOf(method);
	// Products and plans first, since others reference them.
	const named = ({ id }: Operation) =>
		id === "createProduct" || id === "createSubscriptionPlan" ? 0 : 1;
	const inTurn = operations.toSorted(
		(a, b) => named(a) - named(b) || order(a) - order(b),
	);
	for (const operation of inTurn)
		for (const example of operation.body?.examples ?? [undefined]) {
			const request = documentedRequest(operation, example);
			for (const name of Object.keys(request.path))
				request.path[name] =
					ids[name === "id" ? operation.tag : name] ?? request.path[name];
			const body = request.body as Node | undefined;
			for (const name of Object.keys(body ?? {}))
				if (body && name in ids) request.body = { ...body, [name]: ids[name] };
			const {
				status,
				text,
				body: got,
			} = await sandbox.send(targetOf(request), {
				method: request.method,
				body: request.body,
			});
			// Hosted pages contain the port.
			const said = text.replaceAll(sandbox.origin, "");
			answers.push(`${operation.id} ${status} ${said}`);
			if (status !== 201) continue;
			for (const [name, value] of Object.entries<string>(got.data))
				if (name.endsWith("_id") || name === "id") ids[name] ??= value;
			ids[operation.tag] = Object.values<string>(got.data)[0];
		}
	return answers;
}

const run = async (seed: number) => {
	const sandbox = await startSandbox({
		random: seededRandom(seed),
		clock: countingClock(new Date("2026-01-01T00:00:00.000Z")),
	});
	const answers = await script(sandbox);
	await sandbox.stop();
	expect(sandbox.faults).toStrictEqual([]);
	return answers;
};

test("a seed repeats IDs, secrets and times; another seed changes them", async () => {
	const [first, second, other] = [await run(7), await run(7), await run(8)];
	expect(first).toStrictEqual(second);
	expect(first.length).toBeGreaterThan(operations.length);
	for (const said of [
		"createWebhook 201",
		"testWebhook 400",
		"deleteProduct 204",
	])
		expect(first.join("\n")).toContain(said);
	const created = (answers: string[]) =>
		answers.filter((answer) => / 201 /.test(answer));
	for (const [index, answer] of created(first).entries())
		expect(created(other)[index]).not.toBe(answer);
});
