/** What the benches measure or seed themselves. Not part of the published package. */
export { countByCounters } from "./db/counters.ts";
export { prepare } from "./db/statements.ts";
export { uuid } from "./random.ts";
export { readSchedule } from "./schedule.ts";
export { merchantsOf } from "./seed/merchants.ts";
