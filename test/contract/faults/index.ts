/** Every deliberate fault of the test server, in the order of the checks that find them. */
import { EXCHANGE_FAULTS } from "./exchange-faults.ts";
import type { KnownFault } from "./fault.ts";
import { STATE_FAULTS } from "./state-faults.ts";

export const FAULTS: KnownFault[] = [...EXCHANGE_FAULTS, ...STATE_FAULTS];
