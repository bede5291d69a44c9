/** Groups changes by location for a report. */
import type { Change, Comparison } from "../change.ts";
import { type Owner, ownerDetail, ownerName } from "../find/owners.ts";

export interface ChangeGroup {
	/** `createCustomer`, `Customer`, `The API as a whole`. */
	name: string;
	/** `POST /customers`; undefined unless it is a single operation or event. */
	detail: string | undefined;
	/** The operations and events that share it, by name, or `all operations` and `all events`. */
	within: string[];
	changes: Change[];
}

/** Groups changes by place, in their order. */
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
	// Added and removed ones can't be affected by other changes.
	const unchanged = namesOf(
		all.filter(({ base, revision }) => base && revision),
		kind,
	);
	const names = namesOf(owners, kind);
	return names.length > 1 && unchanged.every((name) => names.includes(name))
		? [`all ${kind}s`]
		: names;
}

/** The names of all owners of a kind. */
export function namesOf(owners: Owner[], kind: Owner["kind"]): string[] {
	return owners
		.filter((owner) => owner.kind === kind)
		.map((owner) => ownerName(owner));
}
