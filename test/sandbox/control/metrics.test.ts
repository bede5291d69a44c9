/** Metrics for Prometheus. */
import { expect, test } from "vitest";
import { METRICS_TYPE } from "../../../packages/spec/operations.ts";
import { startControlled } from "../setup/control.ts";
import { isOnPostgres } from "../setup/data.ts";
import { FIRST } from "../setup/sandbox.ts";

/** Values by name and labels. */
async function read(url: string): Promise<Map<string, number>> {
	const response = await fetch(`${url}/_sandbox/metrics`, {
		// As Prometheus asks.
		headers: {
			accept:
				"application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
		},
	});
	expect(response.status).toBe(200);
	expect(response.headers.get("content-type")).toContain(METRICS_TYPE);
	const text = await response.text();
	expect(text.endsWith("# EOF\n")).toBe(true);
	// None of it is anybody's.
	expect(text).not.toContain(FIRST.api_key);
	const lines = text.split("\n").filter((line) => !/^(#|$)/.test(line));
	return new Map(
		lines.map((line) => {
			const [, name = "", value] = /^(.+) (\S+)$/.exec(line) ?? [];
			return [name, Number(value)];
		}),
	);
}

const PREFIX = "lomi_sandbox_";

test("count requests by operation and status, attempts, and what is due", async () => {
	const sandbox = await startControlled({ metrics: true });
	await sandbox.lomi.customers.create({ name: "Awa" });
	await sandbox.lomi.customers.create({ name: "Awa" });
	await sandbox.lomi.customers.get("nothing").catch(() => {});
	await sandbox.lomi.webhooks.create({
		url: "http://127.0.0.1:1/",
		authorized_events: ["PAYMENT_SUCCEEDED"],
	});
	const { data } = await sandbox.control.checkoutSessions.list();
	const open = data.find(({ status }) => status === "open");
	await sandbox.control.checkoutSessions.pay(
		open?.checkout_session_id ?? "",
		{},
	);
	await sandbox.engine.idle();
	await sandbox.control.clock.freeze();
	const metrics = await read(sandbox.url);
	const count = (operation: string, status: number) =>
		metrics.get(
			`${PREFIX}request_duration_seconds_count{operation="${operation}",status="${status}"}`,
		);
	expect(count("createCustomer", 201)).toBe(2);
	expect(count("getCustomer", 400)).toBe(1);
	expect(
		metrics.get(`${PREFIX}delivery_attempts_total{success="false"}`),
	).toBeGreaterThan(0);
	expect(metrics.get(`${PREFIX}due{kind="jobs"}`)).toBe(0);
	expect(metrics.get(`${PREFIX}behind_seconds{kind="deliveries"}`)).toBe(0);
	expect(metrics.get("process_cpu_seconds_total")).toBeGreaterThan(0);
	expect(metrics.has(`${PREFIX}database_connections{state="idle"}`)).toBe(
		isOnPostgres,
	);
	await sandbox.close();
	expect(sandbox.faults).toStrictEqual([]);
});

test("are kept if asked for", async () => {
	const sandbox = await startControlled();
	const { status, body } = await sandbox.ask("GET", "/metrics");
	expect(status).toBe(404);
	expect(body).toMatchObject({
		error: { details: expect.stringContaining("`--metrics`") },
	});
	await sandbox.close();
});
