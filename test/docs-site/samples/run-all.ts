/**
 * Runs the samples next to this file one after the other, and prints each response as a line of JSON. The test copies it into a folder of
 * readers' programs, to run all of them in one process.
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
