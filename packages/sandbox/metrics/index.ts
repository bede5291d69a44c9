/** What a Prometheus server reads of a sandbox. */
import type { OpenMetricsContentType } from "prom-client";
import type { Backlog, Engine } from "../engine/engine.ts";

export interface Metrics {
	/** @param operation Its operationId; empty for what is none, such as a page. */
	requestAnswered(operation: string, status: number, seconds: number): void;
	attemptMade(isSuccess: boolean): void;
	/** The metrics as they are now. `type` is a content type. */
	read(): Promise<{ type: string; text: string }>;
}

export interface MetricsParts {
	engine: () => Pick<Engine, "backlog">;
	/** Connections to the database, by state. Absent if there is none to a server. */
	connections: (() => Record<string, number>) | undefined;
}

/** Upper bounds in seconds: from a read in memory to a request that waits. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 30];

/** Metrics in OpenMetrics text. Their names begin with `lomi_sandbox_`, those of the process as Prometheus names them. */
export async function createMetrics({
	engine,
	connections,
}: MetricsParts): Promise<Metrics> {
	// Few need it.
	const { default: client } = await import("prom-client");
	const registry = new client.Registry<OpenMetricsContentType>();
	registry.setContentType(client.Registry.OPENMETRICS_CONTENT_TYPE);
	const registers = [registry];
	client.collectDefaultMetrics({ register: registry });
	const durations = new client.Histogram({
		name: "lomi_sandbox_request_duration_seconds",
		help: "How long requests took, by operation and status",
		labelNames: ["operation", "status"],
		buckets: BUCKETS,
		registers,
	});
	const attempts = new client.Counter({
		name: "lomi_sandbox_delivery_attempts",
		help: "Attempts of this instance to deliver events",
		labelNames: ["success"],
		registers,
	});
	const gauge = (name: string, help: string, label?: string) =>
		new client.Gauge({
			name: `lomi_sandbox_${name}`,
			help,
			labelNames: label ? [label] : [],
			registers,
		});
	const due = gauge(
		"due",
		"Deliveries and scheduled work that are due, up to 1,000, the same on all instances",
		"kind",
	);
	const behind = gauge(
		"behind_seconds",
		"Since when the earliest of them is due, the same on all instances",
		"kind",
	);
	const pool =
		connections &&
		gauge(
			"database_connections",
			"Connections to the database by state, and work that waits for one",
			"state",
		);
	return {
		requestAnswered: (operation, status, seconds) =>
			durations.observe({ operation, status }, seconds),
		attemptMade: (isSuccess) => attempts.inc({ success: String(isSuccess) }),
		async read() {
			due.reset();
			behind.reset();
			// Without the database the others are worth the more.
			const backlog = await engine()
				.backlog()
				.catch(() => ({}) as Partial<Backlog>);
			for (const [kind, { number, seconds }] of Object.entries(backlog)) {
				due.set({ kind }, number);
				behind.set({ kind }, seconds);
			}
			for (const [state, number] of Object.entries(connections?.() ?? {}))
				pool?.set({ state }, number);
			return { type: registry.contentType, text: await registry.metrics() };
		},
	};
}
