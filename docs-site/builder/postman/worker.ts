/** The worker thread of cache.ts: receives a description, and replies with the collection as JSON. */
import { enableCompileCache } from "node:module";
import { parentPort, workerData } from "node:worker_threads";

enableCompileCache();
const { postmanCollection } = await import("./collection.ts");
const collection = await postmanCollection(workerData);
parentPort?.postMessage(`${JSON.stringify(collection, null, "\t")}\n`);
