/** Resets, and snapshots: taken, restored, and carried from one sandbox to another. */

import type { SnapshotFile } from "@lomi/control";
import { type Description, readOperations } from "@lomi/spec";
import type { Engine } from "../../engine/engine.ts";
import {
	type ControlContext,
	type ControlHandlers,
	refuseAs,
} from "../context.ts";
import { InvalidSnapshotError, type SnapshotStore } from "../snapshots.ts";

interface Parts {
	/** The description of the control plane. */
	document: Description;
	engine: Pick<Engine, "clock">;
	snapshots: SnapshotStore;
}

const MEGABYTE = 1_000_000;

export function snapshots({
	document,
	engine,
	snapshots,
}: Parts): ControlHandlers {
	const now = () => engine.clock().now.toISOString();
	const importing = readOperations(document).find(
		({ id }) => id === "importSnapshot",
	);
	const largest = importing?.bodyLimit ?? Infinity;
	return {
		async resetData({ body: { to = "seed" } }) {
			await snapshots.reset(to);
			return { data: { to, now: now() } };
		},
		async createSnapshot({ body: { name = "default" } }) {
			return { data: await snapshots.take(name) };
		},
		async listSnapshots() {
			return { data: await snapshots.list() };
		},
		async deleteSnapshot(context) {
			const { name } = context.path;
			if (!(await snapshots.remove(name)))
				refuseAs(context, 404, unknownSnapshot(name));
			return {};
		},
		async restoreSnapshot(context) {
			const { name } = context.path;
			const restored = await snapshots.restore(name);
			return {
				data: restored ?? refuseAs(context, 404, unknownSnapshot(name)),
			};
		},
		async exportSnapshot(context) {
			const { name } = context.path;
			const file =
				(await snapshots.export(name)) ??
				refuseAs(context, 404, unknownSnapshot(name));
			checkSize(context, file, largest);
			return { data: file };
		},
		async importSnapshot(context) {
			const snapshot = await snapshots
				.import(context.body)
				.catch((error: Error) => {
					if (!(error instanceof InvalidSnapshotError)) throw error;
					return refuseAs(context, 400, error.message);
				});
			return { data: snapshot };
		},
	};
}

/** Refuses to export what couldn't be imported. */
function checkSize(
	context: ControlContext,
	file: SnapshotFile,
	largest: number,
): void {
	// Table by table: all of it may be longer than a string can be.
	const size = Object.values(file.tables).reduce(
		(sum, table) => sum + Buffer.byteLength(JSON.stringify(table)),
		0,
	);
	if (size > largest)
		refuseAs(
			context,
			409,
			`The snapshot takes ${Math.ceil(size / MEGABYTE)} MB, and at most ${largest / MEGABYTE} MB can be imported. Keep the data in a file with \`--data\`, and copy that.`,
		);
}

function unknownSnapshot(name: string): string {
	return `There is no snapshot \`${name}\`. Take it first.`;
}
