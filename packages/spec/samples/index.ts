/** Writes requests as code: in curl, PHP, Python and TypeScript. */
export { type CurlRequest, curlSample } from "./curl.ts";
export { JSON_SYNTAX, literal } from "./literal.ts";
export { phpSample } from "./php.ts";
export { pythonSample } from "./python.ts";
export type { OperationRequest, SampleRequest } from "./sample-request.ts";
export { typescriptSample } from "./typescript.ts";
