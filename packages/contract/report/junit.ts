/** The JUnit report, for the test views of GitLab, Jenkins and GitHub: a suite per operation, a test case per check. */

import type { Operation } from "@lomi/spec";
import { create } from "xmlbuilder2";
import type { CheckName } from "../checks/names.ts";
import { cellOf, type Failure, type Result } from "../result.ts";
import { detailsOf } from "./terminal.ts";
import { toSingleLine } from "./text.ts";

/** Formats a result as JUnit XML. Characters that XML can't contain, such as NUL, become �. */
export function junitReport(result: Result): string {
	const { operations } = result;
	const suites = operations.map((operation) => suite(result, operation));
	const sum = (name: "@tests" | "@failures" | "@skipped") =>
		suites.reduce((total, each) => total + each[name], 0);
	const document = create(
		{ version: "1.0", encoding: "UTF-8", invalidCharReplacement: "�" },
		{
			testsuites: {
				"@name": `${result.title} ${result.version} at ${result.subject}`,
				"@tests": sum("@tests"),
				"@failures": sum("@failures"),
				"@errors": 0,
				"@skipped": sum("@skipped"),
				"@time": result.duration.toFixed(3),
				"@timestamp": result.startedAt,
				testsuite: suites,
			},
		},
	);
	return `${document.end({ prettyPrint: true })}\n`;
}

function suite(result: Result, operation: Operation) {
	const { checks, operations, notes, seed } = result;
	const cells = checks.map((check) => cellOf(result, operation, check));
	const count = (cell: string) => cells.filter((each) => each === cell).length;
	const properties = {
		operation: `${operation.method.toUpperCase()} ${operation.path}`,
		...(seed !== undefined && { seed }),
	};
	return {
		"@name": operation.id,
		"@tests": checks.length,
		"@failures": count("differs"),
		"@errors": 0,
		"@skipped": count("not applicable"),
		"@time": (result.times.get(operation.id) ?? 0).toFixed(3),
		"@timestamp": result.startedAt,
		properties: {
			property: Object.entries(properties).map(([name, value]) => ({
				"@name": name,
				"@value": value,
			})),
		},
		testcase: checks.map((check, index) => ({
			"@classname": operation.id,
			"@name": check,
			// One request is checked by many checks, so that none has a time of its own. Some readers require the attribute.
			"@time": 0,
			...(cells[index] === "differs" && differs(result, operation, check)),
			...(cells[index] === "not applicable" && {
				skipped: { "@message": "not applicable" },
			}),
		})),
		// JUnit has no place for notes on the whole run.
		...(operation === operations[0] &&
			notes.length > 0 && { "system-out": notes.join("\n") }),
	};
}

/** Most readers show only the first failure of a test case, so that it describes all of them. */
function differs(result: Result, operation: Operation, check: CheckName) {
	const failures = result.failures.filter(
		(failure) => failure.operation === operation && failure.check === check,
	);
	const [first] = failures;
	const more = failures.length - 1;
	return {
		...(first?.place && {
			"@file": first.place.file,
			"@line": first.place.line,
		}),
		failure: {
			"@type": check,
			"@message": `${toSingleLine(first?.message ?? "")}${more > 0 ? ` (and ${more} more)` : ""}`,
			"#": failures.map(describe).join("\n\n"),
		},
	};
}

function describe(failure: Failure): string {
	const rows = detailsOf(failure).map(
		([name, text]) => `${name}: ${toSingleLine(text)}`,
	);
	return [toSingleLine(failure.message), failure.curl, ...rows].join("\n");
}
