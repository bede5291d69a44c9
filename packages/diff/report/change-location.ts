/** The headings of a report: each place once, with what is concerned there. */
import type { Change, Comparison } from "../change.ts";
import { type Owner, ownerDetail, ownerName } from "../find/owners.ts";

export interface ChangeGroup {
	/** `createCustomer`, `Customer`, `The API as a whole`. */
	name: string;
	/** `POST /customers`; undefined where it is no isSingle operation or event. */
	detail: string | undefined;
	/** What has a part in something shared: the names of operations, then of events, or that it is all of them. */
	within: string[];
	changes: Change[];
}

/** Changes by place, in their order. */
export function groupByLocation({
	changes,
	owners: allOwners,
}: Pick<Comparison, "changes" | "owners">): ChangeGroup[] {
	const groups = Map.groupBy(changes, ({ place }) => place.name);
	return [...groups].map(([name, group]) => {
		const owners = group[0]?.place.owners ?? [];
		const [only] = owners;
		const isSingle = only && ownerName(only) === name;
		return {
			name,
			detail: isSingle ? ownerDetail(only) : undefined,
			within: isSingle
				? []
				: [
						...within(owners, allOwners, "operation"),
						...within(owners, allOwners, "event"),
					],
			changes: group,
		};
	});
}

function within(owners: Owner[], all: Owner[], kind: Owner["kind"]): string[] {
	// What is new or gone was never among all.
	const unchanged = namesOf(
		all.filter(({ base, revision }) => base && revision),
		kind,
	);
	const names = namesOf(owners, kind);
	return names.length > 1 && unchanged.every((name) => names.includes(name))
		? [`all ${kind}s`]
		: names;
}

/** The names of operations or of events. */
export function namesOf(owners: Owner[], kind: Owner["kind"]): string[] {
	return owners
		.filter((owner) => owner.kind === kind)
		.map((owner) => ownerName(owner));
}
