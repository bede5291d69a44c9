/** Makes the types of what is sent accept whatever is sent alike: readonly arrays, and undefined for an optional field. */
import type { Description, Node } from "@lomi/spec";
import ts from "typescript";

/** The names around a declaration, from the outside: `components`, `schemas`, `CustomerCreate`. */
type Place = string[];
type IsSent = (place: Place) => boolean;

/**
 * Returns copies of the types of a description in which parameters, and all schemas that requests contain, have readonly arrays, and
 * optional fields that may be undefined. JSON and queries leave undefined out, but `exactOptionalPropertyTypes` would reject it.
 *
 * @param nodes The declarations that openapi-typescript made of the description.
 */
export function acceptMore(nodes: ts.Node[], document: Description): ts.Node[] {
	const isSent = sentBy(document);
	return nodes.map((node) => widen(node, isSent, []));
}

/** Returns a function that tells whether a place is in the parameters of an operation, or in a component that requests contain. */
function sentBy(document: Description): IsSent {
	const components = new Set<string>();
	const collect = (node: unknown): void => {
		if (Object(node) !== node) return;
		const { $ref, ...rest } = node as Node;
		const [, kind = "", name = ""] =
			/^#\/components\/(\w+)\/(.+)$/.exec($ref) ?? [];
		if (name && !components.has(`${kind} ${name}`)) {
			components.add(`${kind} ${name}`);
			collect(document.components[kind]?.[name]);
		}
		Object.values(rest).forEach(collect);
	};
	for (const path of Object.values(document.paths))
		for (const { parameters, requestBody } of Object.values(path))
			collect([parameters, requestBody]);
	return ([root, kind, name]) =>
		root === "operations"
			? name === "parameters"
			: root === "components" && components.has(`${kind} ${name}`);
}

function widen(node: ts.Node, isSent: IsSent, place: Place): ts.Node {
	const { factory, SyntaxKind } = ts;
	const inside =
		ts.isPropertySignature(node) || ts.isInterfaceDeclaration(node)
			? [...place, (node.name as ts.Identifier).text]
			: place;
	const visit = (child: ts.Node) => widen(child, isSent, inside);
	const copy = ts.visitEachChild(node, visit, undefined);
	if (!isSent(place)) return copy;
	if (ts.isArrayTypeNode(copy))
		return factory.createTypeOperatorNode(SyntaxKind.ReadonlyKeyword, copy);
	if (!ts.isPropertySignature(copy) || !copy.questionToken) return copy;
	const { modifiers, name, questionToken, type } = copy;
	// `never` is a field that there is not, and `unknown` accepts undefined.
	const { NeverKeyword, UnknownKeyword } = SyntaxKind;
	if (!type || [NeverKeyword, UnknownKeyword].includes(type.kind)) return copy;
	const types = ts.isUnionTypeNode(type) ? type.types : [type];
	return factory.updatePropertySignature(
		copy,
		modifiers,
		name,
		questionToken,
		factory.createUnionTypeNode([
			...types,
			factory.createKeywordTypeNode(SyntaxKind.UndefinedKeyword),
		]),
	);
}
