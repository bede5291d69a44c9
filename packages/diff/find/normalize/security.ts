/** Writes the authentication that most operations require once, at the root. */
import type { Description, Node } from "@lomi/spec";
import { canonical } from "./schemas.ts";

/** An operation without a list of its own has that of the root. Written there or in each operation, it means the same. */
export function shareSecurity(document: Description): Description {
	const { security: root = [], ...rest } = document as Node;
	const lists = Object.values<Node>(document.paths)
		.flatMap((item) => Object.values<Node>(item))
		.filter((operation) => operation?.responses)
		.map(({ security = root }) => security);
	// That of the root stays if others are as frequent.
	const common = mostFrequent([root, ...lists]);
	const share = (items: Node) =>
		mapEach(items, (item) =>
			mapEach(item, (operation) => {
				if (!operation?.responses) return operation;
				const { security = root, ...others } = operation;
				return identityOf(security) === identityOf(common)
					? others
					: { ...others, security };
			}),
		);
	return {
		...rest,
		...(common.length > 0 && { security: common }),
		paths: share(document.paths),
		webhooks: share(document.webhooks),
	} as Description;
}

/** Equal for alternatives in any order. */
function identityOf(alternatives: Node[]): string {
	return JSON.stringify(alternatives.map(canonical).sort());
}

/** The first one of those that are there most often. */
function mostFrequent(lists: Node[][]): Node[] {
	const groups = [...Map.groupBy(lists, identityOf).values()];
	const [largest] = groups.toSorted((a, b) => b.length - a.length);
	return largest?.[0] ?? [];
}

function mapEach(nodes: Node, change: (node: Node) => Node): Node {
	return Object.fromEntries(
		Object.entries<Node>(nodes).map(([key, node]) => [key, change(node)]),
	);
}
