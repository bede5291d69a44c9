/** Scheduled work that has failed. */
import type { Engine, FailedJob } from "../../engine/engine.ts";
import type { ControlHandlers } from "../context.ts";

interface Parts {
	engine: Pick<Engine, "failedJobs" | "retryJob">;
}

export function failedJobs({ engine }: Parts): ControlHandlers {
	return {
		async listFailedJobs() {
			return { data: (await engine.failedJobs()).map(serializeJob) };
		},
		async retryFailedJob({ path: { job_id } }) {
			const [kind = "", ...rest] = job_id.split(":");
			await engine.retryJob(kind, rest.join(":"));
			return {};
		},
	};
}

function serializeJob(job: FailedJob) {
	return { job_id: `${job.kind}:${job.resource_id}`, ...job };
}
