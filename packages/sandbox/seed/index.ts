/** Seed data for benchmarks that seed a sandbox themselves. Not part of the published package. */
export { uuid } from "../random.ts";
export { readSchedule } from "../schedule.ts";
export { merchantsOf } from "./merchants.ts";
