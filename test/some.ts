/** Asserts that a list is not empty: a loop or `test.each` over an empty list would pass without testing anything. */
export function some<Item>(list: Iterable<Item>): [Item, ...Item[]] {
	const [first, ...others] = list;
	if (first === undefined)
		throw new Error("There is nothing here to be tested.");
	return [first, ...others];
}
