/** Finds values of the description that code repeats where the compiler doesn't compare them with it. */
import { join } from "node:path";
import ts from "typescript";
import { ROOT } from "../../packages/spec/generated-files.ts";
import type { Node } from "../../packages/spec/operations.ts";

export interface Literal {
	/** Relative to the project folder. */
	file: string;
	line: number;
	value: string;
}

/** All values of open and closed enums. */
export function valuesOf(node: unknown): string[] {
	if (Array.isArray(node)) return node.flatMap(valuesOf);
	if (typeof node !== "object" || node === null) return [];
	return Object.entries(node as Node).flatMap(([key, value]) => {
		if (key === "example" || key === "examples") return [];
		if (key === "x-enumDescriptions") return Object.keys(value);
		if (key === "x-error-codes") return Object.values<string>(value);
		if (key === "enum")
			return value.filter((each: unknown) => typeof each === "string");
		return valuesOf(value);
	});
}

/** Words of everyday code, too, are values: as a key, only those count that can't be anything else. */
const UNMISTAKABLE = /^[A-Z]|[_.-]/;

/**
 * Finds, in files,
 *
 * - a value as a string whose place has the type `string`, so that a misspelt one would compile,
 * - a value as a type that isn't compared with another one,
 * - a value as the key of an object without a type that names it,
 * - a value in quotes in SQL,
 * - a prefix of an ID or a secret, anywhere in a string.
 *
 * @param files Relative to the project folder.
 * @param texts Files that exist only here.
 */
export function findLiterals(
	files: string[],
	values: readonly string[],
	prefixes: readonly string[],
	texts: Record<string, string> = {},
): Literal[] {
	const { config } = ts.readConfigFile(join(ROOT, "tsconfig.json"), (name) =>
		ts.sys.readFile(name),
	);
	const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
	options.allowJs = true;
	const host = ts.createCompilerHost(options);
	const readFile = host.readFile;
	const textOf = (name: string) => texts[name.slice(ROOT.length)];
	host.readFile = (name) => textOf(name) ?? readFile(name);
	host.fileExists = (name) =>
		textOf(name) !== undefined || ts.sys.fileExists(name);
	const names = files.map((file) => join(ROOT, file));
	const program = ts.createProgram(names, options, host);
	const checker = program.getTypeChecker();
	const known = new Set(values);
	const inSql = new RegExp(`'(${values.map(escaped).join("|")})'`, "g");
	const withPrefix = new RegExp(`\\b(${prefixes.map(escaped).join("|")})`, "g");

	/** The type that a string has to fit, or is compared with. */
	const expectedOf = (node: ts.Expression): ts.Type | undefined => {
		const { parent } = node;
		if (ts.isCaseClause(parent))
			return checker.getTypeAtLocation(parent.parent.parent.expression);
		if (ts.isBinaryExpression(parent) && isComparison(parent))
			return checker.getTypeAtLocation(
				parent.left === node ? parent.right : parent.left,
			);
		return checker.getContextualType(node);
	};

	const isNamedIn = (node: ts.ObjectLiteralElementLike, name: string) => {
		const type =
			ts.isObjectLiteralExpression(node.parent) &&
			checker.getContextualType(node.parent);
		return !!type && type.getProperty(name) !== undefined;
	};

	const found: Literal[] = [];
	for (const [index, file] of files.entries()) {
		const source = program.getSourceFile(names[index] ?? "");
		if (!source) throw new Error(`${file} doesn't exist.`);
		const visit = (node: ts.Node): void => {
			const report = (value: string) => {
				const { line } = source.getLineAndCharacterOfPosition(node.getStart());
				found.push({ file, line: line + 1, value });
			};
			if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
			if (ts.isPropertyAssignment(node) && isNamed(node.name)) {
				const { text } = node.name;
				if (known.has(text) && UNMISTAKABLE.test(text))
					if (!isNamedIn(node, text)) report(text);
			} else if (isText(node)) {
				const { text, parent } = node;
				for (const [, prefix = ""] of text.matchAll(withPrefix)) report(prefix);
				for (const [, value = ""] of text.matchAll(inSql)) report(value);
				const isKey = ts.isPropertyAssignment(parent) && parent.name === node;
				if (known.has(text) && ts.isLiteralTypeNode(parent)) {
					if (!isCheckedType(checker, parent)) report(text);
				} else if (known.has(text) && !isKey && ts.isStringLiteralLike(node))
					if (!isClosed(checker, expectedOf(node))) report(text);
			}
			ts.forEachChild(node, visit);
		};
		visit(source);
	}
	return found;
}

function escaped(text: string): string {
	return text.replaceAll(/\W/g, "\\$&");
}

function isText(node: ts.Node): node is ts.LiteralLikeNode {
	return ts.isStringLiteral(node) || ts.isTemplateLiteralToken(node);
}

function isNamed(
	name: ts.PropertyName,
): name is ts.Identifier | ts.StringLiteral {
	return ts.isIdentifier(name) || ts.isStringLiteral(name);
}

function isComparison({ operatorToken: { kind } }: ts.BinaryExpression) {
	return (
		kind === ts.SyntaxKind.EqualsEqualsEqualsToken ||
		kind === ts.SyntaxKind.ExclamationEqualsEqualsToken
	);
}

/** Whether a type accepts some strings only. */
function isClosed(checker: ts.TypeChecker, type: ts.Type | undefined): boolean {
	if (!type) return false;
	const constraint = checker.getBaseConstraintOfType(type) ?? type;
	const parts = constraint.isUnion() ? constraint.types : [constraint];
	const isOpen = parts.some(
		({ flags }) =>
			flags &
			(ts.TypeFlags.Any |
				ts.TypeFlags.Unknown |
				ts.TypeFlags.String |
				// The rest of an open list, `string & {}`.
				ts.TypeFlags.Intersection),
	);
	return !isOpen && parts.some((part) => part.isStringLiteral());
}

/** Whether a type is a key of another one, or an argument that has to be part of another type: `Only<Status, "open">`. */
function isCheckedType(checker: ts.TypeChecker, node: ts.Node): boolean {
	const { parent } = node;
	if (ts.isUnionTypeNode(parent)) return isCheckedType(checker, parent);
	if (ts.isIndexedAccessTypeNode(parent)) return parent.indexType === node;
	if (!ts.isTypeReferenceNode(parent)) return false;
	const index = parent.typeArguments?.indexOf(node as ts.TypeNode) ?? -1;
	const name = checker.getSymbolAtLocation(parent.typeName);
	const symbol =
		name && name.flags & ts.SymbolFlags.Alias
			? checker.getAliasedSymbol(name)
			: name;
	const [declaration] = symbol?.declarations ?? [];
	if (!declaration || !ts.isTypeAliasDeclaration(declaration)) return false;
	const { constraint } = declaration.typeParameters?.[index] ?? {};
	return !!constraint && !/^(string|keyof any)$/.test(constraint.getText());
}
