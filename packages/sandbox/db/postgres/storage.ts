/** PostgreSQL: a database on a server. */
import type { Storage } from "../storage.ts";
import { DataFileError } from "../stored-json.ts";
import { connect } from "./connect.ts";
import { nameOf } from "./errors.ts";
import { migrate } from "./migrate.ts";
import { createRequests } from "./requests.ts";
import { createSession } from "./session.ts";
import { createSnapshots } from "./snapshots.ts";

export function openPostgres(url: string): Storage {
	if (!isReadable(url))
		throw new DataFileError(
			"The address of the database can't be read. Write it as postgres://USER:PASSWORD@HOST/DATABASE, with %XX for special characters in the password.",
		);
	const name = nameOf(url);
	const session = createSession(url, name, () => cut());
	const { database, shared, onCommit, connections, cut } = connect(
		url,
		session.close,
	);
	return {
		database,
		connections,
		peers: { ...session, ...shared, ...createRequests(database) },
		snapshots: createSnapshots(database),
		async migrate(seed) {
			await session.open();
			await migrate(database, name, seed);
			await shared.sync();
		},
		read: (act) =>
			database
				.transaction()
				.setIsolationLevel("repeatable read")
				.setAccessMode("read only")
				.execute(act),
		onCommit,
		damaged: (cause) =>
			new DataFileError(
				`${name} is damaged. Restore a copy, or choose another database.`,
				{ cause },
			),
		findDamage: async () => undefined,
	};
}

function isReadable(url: string): boolean {
	try {
		const { username, password, pathname } = new URL(url);
		decodeURIComponent(username + password + pathname);
		return true;
	} catch {
		return false;
	}
}
