/**
 * Runs the programs next to this file one after the other, and writes a list of errors to a file: one string per program, empty if it passed.
 * A test copies it into a folder of readers' programs, to run all of them in one process. It only exits if each of them would.
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
