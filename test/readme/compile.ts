/** Compiles TypeScript examples. */
import { join } from "node:path";
import ts from "typescript";
import { ROOT } from "../../packages/spec/generated-files.ts";

/**
 * Compiles sources in one program, each as a module next to package.json, where `lomi-openapi` resolves to the package.
 *
 * @returns The errors of each source by index; empty if there are none.
 */
export function compile(texts: string[]): (index: number) => string[] {
	const nameOf = (index: number) => join(ROOT, `block-${index}.ts`);
	const files = new Map(texts.map((text, index) => [nameOf(index), text]));
	const { config } = ts.readConfigFile(`${ROOT}tsconfig.json`, ts.sys.readFile);
	const { options } = ts.parseJsonConfigFileContent(
		{ ...config, include: [], files: ["x.ts"] },
		ts.sys,
		ROOT,
	);
	const host = ts.createCompilerHost(options);
	const { getSourceFile, fileExists, readFile } = host;
	host.fileExists = (name) => files.has(name) || fileExists(name);
	host.readFile = (name) => files.get(name) ?? readFile(name);
	host.getSourceFile = (name, ...rest) => {
		const text = files.get(name);
		return text === undefined
			? getSourceFile(name, ...rest)
			: ts.createSourceFile(name, text, ts.ScriptTarget.ES2024);
	};
	const program = ts.createProgram([...files.keys()], options, host);
	return (index) => {
		const source = program.getSourceFile(nameOf(index));
		if (!source) throw new Error(`There is no text ${index}.`);
		return [
			...program.getSyntacticDiagnostics(source),
			...program.getSemanticDiagnostics(source),
		].map(({ messageText }) =>
			ts.flattenDiagnosticMessageText(messageText, "\n"),
		);
	};
}
