/** A list that must have something in it. A loop over nothing, or `test.each` of nothing, would pass and test nothing. */
export function some<Item>(list: Iterable<Item>): [Item, ...Item[]] {
	const [first, ...others] = list;
	if (first === undefined)
		throw new Error("There is nothing here to be tested.");
	return [first, ...others];
}
