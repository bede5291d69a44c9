/** What a sandbox is filled with, for benches that fill one themselves. Not part of the published package. */
export { uuid } from "../random.ts";
export { readSchedule } from "../schedule.ts";
export { merchantsOf } from "./merchants.ts";
