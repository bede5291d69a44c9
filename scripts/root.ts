/** Where the project is, and what its last build wrote. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Description } from "../description/operations.ts";
import { CommandError } from "./terminal.ts";

/** The project's folder, with a slash at its end. */
export const ROOT = fileURLToPath(new URL("../", import.meta.url));

/**
 * The bundle that the last build wrote.
 *
 * @throws {CommandError} Where there is none.
 */
export async function readBundle(): Promise<Description> {
	const text = await readFile(`${ROOT}generated/openapi.json`, "utf8").catch(
		() => {
			throw new CommandError(
				"There is no generated/openapi.json. Run npm run build first.",
			);
		},
	);
	return JSON.parse(text);
}
