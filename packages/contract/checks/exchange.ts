/** What the checks are given. */
import type { Request } from "@lomi/spec";
import type { HttpResponse } from "../http/response.ts";

/** A request with its response, and what the description says about the request, if that is known. */
export interface CheckedExchange {
	request: Request;
	response: HttpResponse;
	/** `accepted` for a valid request, `rejected` for an invalid one. */
	expected?: "accepted" | "rejected" | undefined;
	/** JSON pointer to the constraint that the request violates, or whose boundary it tests. */
	pointer?: string | undefined;
}

export interface ConformanceOptions {
	/** The environment that the API key belongs to; undefined if it is unknown. */
	environment: string | undefined;
	/** True if the server has no memory, and so can't return the page that was asked for. */
	stateless: boolean;
}
