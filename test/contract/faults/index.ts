/** Every deliberate fault of the tests' server, in the order of the checks that should find them. */
import { EXCHANGES } from "./exchanges.ts";
import type { KnownFault } from "./fault.ts";
import { MEMORIES } from "./memories.ts";

export const FAULTS: KnownFault[] = [...EXCHANGES, ...MEMORIES];
