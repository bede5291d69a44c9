/**
 * Runs programs beside this file, one after the other, and writes what was wrong with each into a file: a list of texts, empty if nothing. A test
 * copies it into a folder of readers' programs, so that one process does for all of them. It ends by itself only if each of them would.
 *
 * @example node run-all.ts problems.json block-1.ts block-2.ts
 */
import { writeFileSync } from "node:fs";

const [problemsFile = "", ...files] = process.argv.splice(2);
const problems: string[] = [];

for (const file of files) {
	let problem = "";
	const take = (error: unknown) => {
		problem ||= error instanceof Error ? (error.stack ?? "?") : String(error);
	};
	process.once("uncaughtException", take);
	await import(`./${file}`).catch(take);
	process.off("uncaughtException", take);
	problems.push(problem);
	writeFileSync(problemsFile, JSON.stringify(problems));
}
