/**
 * Runs the samples beside this file, one after the other, and writes what each was answered: a line of JSON for each. The test copies it into
 * a folder of readers' programs, so that one process does for all of them.
 *
 * @example node run-all.ts 43
 */
const { fetch, process } = globalThis;
const log = process.stdout.write.bind(process.stdout);
console.log = () => {};

for (let index = 0; index < Number(process.argv[2]); index++) {
	const answers: { status: number; text: string }[] = [];
	globalThis.fetch = async (...request) => {
		const response = await fetch(...request);
		const text = await response.clone().text();
		answers.push({ status: response.status, text });
		return response;
	};
	await import(`./sample-${index}.ts`);
	log(`${JSON.stringify(answers)}\n`);
}
