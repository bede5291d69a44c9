/** What a bench can be told. */
export interface BenchOptions {
	/** How often everything is measured, after a first time that warms up. */
	rounds?: number;
	/** As little as there can be of everything, to see that the bench runs: its figures mean nothing. */
	quick?: boolean;
}
