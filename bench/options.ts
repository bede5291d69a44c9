/** The options of a bench. */
export interface BenchOptions {
	/** Number of rounds after the warm-up. */
	rounds?: number;
	/** Minimal load, to check that the bench runs. The figures mean nothing. */
	quick?: boolean;
}
