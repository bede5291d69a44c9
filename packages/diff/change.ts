/** A change between two descriptions, as reports show it. */
import { type Owner, ownerName } from "./find/owners.ts";
import type { Severity } from "./find/severity.ts";

export interface Change {
	severity: Severity;
	/** One sentence on what changed. */
	what: string;
	/**
	 * What that means for users of the client: one sentence, or one about requests and one about responses. None for an editorial change.
	 */
	consequences: string[];
	place: Place;
}

/** Where a change is: at one operation or event, in something that several share, or in the API as a whole. */
export interface Place {
	/** `createCustomer`, `PAYMENT_SUCCEEDED`, `Customer`, `The API as a whole`. */
	name: string;
	/** The operations and events that are affected, in the order of the document. */
	owners: Owner[];
}

const WHOLE = "The API as a whole";

/**
 * The place of a change that affects some operations and events.
 *
 * @param shared The name of what they share, if there are several.
 */
export function placeOf(owners: Owner[], shared = WHOLE): Place {
	const [only, ...others] = owners;
	return {
		name: only && others.length === 0 ? ownerName(only) : shared,
		owners,
	};
}

/** The result of a comparison. */
export interface Comparison {
	/** Grouped by place: the places with the most severe changes first, and the most severe change of each place first. */
	changes: Change[];
	/** All operations and events of both descriptions. */
	owners: Owner[];
}
