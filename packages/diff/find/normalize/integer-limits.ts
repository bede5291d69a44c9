/** Limits of integers, which can be written in several ways. */
import { isDeepStrictEqual } from "node:util";
import type { Node } from "@lomi/spec";

const LIMITS = ["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"];

export function isLimit(keyword: string): boolean {
	return LIMITS.includes(keyword);
}

/** For integers, `exclusiveMinimum: 0` is `minimum: 1`, and so is `minimum: 0.5`. Returns any other schema unchanged. */
export function tightenIntegerLimits(node: Node): Node {
	const types: unknown[] = [node.type].flat();
	if (!types.includes("integer") || types.includes("number")) return node;
	const { minimum, exclusiveMinimum, maximum, exclusiveMaximum, ...rest } =
		node;
	const lowest = [
		...(typeof minimum === "number" ? [Math.ceil(minimum)] : []),
		...(typeof exclusiveMinimum === "number"
			? [Math.floor(exclusiveMinimum) + 1]
			: []),
	];
	const highest = [
		...(typeof maximum === "number" ? [Math.floor(maximum)] : []),
		...(typeof exclusiveMaximum === "number"
			? [Math.ceil(exclusiveMaximum) - 1]
			: []),
	];
	if (lowest.length + highest.length === 0) return node;
	return {
		...rest,
		...(lowest.length > 0 && { minimum: Math.max(...lowest) }),
		...(highest.length > 0 && { maximum: Math.min(...highest) }),
	};
}

/** Whether a schema of integers and one of numbers allow the same integers, as far as their limits go. */
export function limitSameIntegers(one: Node, other: Node): boolean {
	const types = [one, other].map(({ type }) => [type].flat().join());
	if (types[0] === types[1]) return false;
	const limitsOf = (schema: Node) => {
		const tight = tightenIntegerLimits({ ...schema, type: "integer" });
		return LIMITS.map((keyword) => tight[keyword]);
	};
	return isDeepStrictEqual(limitsOf(one), limitsOf(other));
}
