/** Loads data for a component, and loads it again when something has happened. */
import { signal } from "@preact/signals";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { listen, type StreamKind } from "./live.ts";

/** Milliseconds between two automatic reloads, at least. */
const PAUSE = 400;

export interface Query<Data> {
	/** The last data, also while newer ones are loading. */
	data: Data | undefined;
	error: unknown;
	isLoading: boolean;
	reload(): void;
}

/**
 * Loads data when the component appears and whenever a key changes.
 *
 * @param load Starts the request.
 * @param keys What the request depends on.
 * @param kinds The kinds of messages after which it is loaded again. A reset always counts.
 */
export function useQuery<Data>(
	load: () => Promise<Data>,
	keys: readonly unknown[],
	kinds: readonly StreamKind[] = [],
): Query<Data> {
	const [state, setState] = useState<Omit<Query<Data>, "reload">>({
		data: undefined,
		error: undefined,
		isLoading: true,
	});
	/** The number of the last request: the answers of earlier ones are out of date. */
	const last = useRef(0);
	const loader = useRef(load);
	loader.current = load;

	const reload = useCallback(async () => {
		const number = ++last.current;
		const isCurrent = () => number === last.current;
		try {
			const data = await loader.current();
			if (isCurrent()) setState({ data, error: undefined, isLoading: false });
		} catch (error) {
			if (isCurrent()) setState({ data: undefined, error, isLoading: false });
		}
	}, []);

	// The keys stand for what `load` uses.
	useEffect(() => {
		setState((state) => ({ ...state, error: undefined, isLoading: true }));
		reload();
		return () => {
			last.current++;
		};
	}, [reload, ...keys]);

	// The kinds never change in a component.
	useEffect(() => {
		let timer: ReturnType<typeof setTimeout> | undefined;
		const soon = () => {
			timer ??= setTimeout(() => {
				timer = undefined;
				reload();
			}, PAUSE);
		};
		const ends = [...kinds, "reset" as const].map((kind) => listen(kind, soon));
		return () => {
			clearTimeout(timer);
			for (const end of ends) end();
		};
	}, [reload]);

	return { ...state, reload };
}

/** Number of actions that have succeeded, which screen readers are told of. */
export const succeeded = signal(0);

/** Runs an action, and holds its state for the button that starts it. */
export function useAction<Args extends unknown[]>(
	act: (...args: Args) => Promise<unknown>,
) {
	const [state, setState] = useState<{ isBusy: boolean; error: unknown }>({
		isBusy: false,
		error: undefined,
	});
	const run = async (...args: Args): Promise<void> => {
		setState({ isBusy: true, error: undefined });
		try {
			await act(...args);
			setState({ isBusy: false, error: undefined });
			succeeded.value++;
		} catch (error) {
			setState({ isBusy: false, error });
		}
	};
	return { ...state, run };
}
