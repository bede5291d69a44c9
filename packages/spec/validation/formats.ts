/**
 * The formats of JSON Schema 2020-12: RFC 3339 for times, 5321 for email addresses, 3986 for URIs, 9562 for UUIDs. ajv-formats is more
 * lenient in some cases (a space instead of the `T` in a time, `urn:uuid:`), and stricter in others (no `awa@localhost`).
 */

const DATE =
	"\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29";
const FULL_DATE = new RegExp(`^(?:${DATE})$`);
const DATE_TIME = new RegExp(
	`^(?:${DATE})[Tt](?:[01]\\d|2[0-3]):[0-5]\\d:(?:[0-5]\\d|(60))(?:\\.\\d+)?(?:[Zz]|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)$`,
);
/** Days that ended with a leap second (UTC): years by month and day. The IERS announces leap seconds half a year ahead; none is pending. */
const LEAP_SECONDS: Record<string, string> = {
	"06-30": "1972 1981 1982 1983 1985 1992 1993 1994 1997 2012 2015",
	"12-31":
		"1972 1973 1974 1975 1976 1977 1978 1979 1987 1989 1990 1995 1998 2005 2008 2016",
};

/** RFC 3339, section 5.6. Second 60 is only valid for real leap seconds (section 5.7). */
function isDateTime(text: string): boolean {
	const match = DATE_TIME.exec(text);
	if (!match?.[1]) return match !== null;
	const minute = new Date(text.replace(/:60(\.\d+)?/, ":00").toUpperCase());
	const [, year = "", day = ""] =
		/^(\d{4})-(.{5})T23:59/.exec(minute.toISOString()) ?? [];
	return LEAP_SECONDS[day]?.includes(year) ?? false;
}

const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;

const DURATION_TIME = "T(?:\\d+H(?:\\d+M(?:\\d+S)?)?|\\d+M(?:\\d+S)?|\\d+S)";
/** RFC 3339, appendix A: units between the largest and the smallest one can't be omitted. */
const DURATION = new RegExp(
	`^P(?:\\d+W|${DURATION_TIME}|(?:\\d+D|\\d+M(?:\\d+D)?|\\d+Y(?:\\d+M(?:\\d+D)?)?)(?:${DURATION_TIME})?)$`,
);

const OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const IPV4 = `${OCTET}(?:\\.${OCTET}){3}`;
const H16 = "[\\dA-Fa-f]{1,4}";
const LS32 = `(?:${H16}:${H16}|${IPV4})`;
/** The nine alternatives of RFC 3986, by the number of groups before and after `::`. */
const IPV6 = `(?:${[
	`(?:${H16}:){6}${LS32}`,
	...[5, 4, 3, 2, 1, 0].map(
		(after, before) => `${upTo(before)}::(?:${H16}:){${after}}${LS32}`,
	),
	`${upTo(6)}::${H16}`,
	`${upTo(7)}::`,
].join("|")})`;

function upTo(groups: number): string {
	return groups === 0 ? "" : `(?:(?:${H16}:){0,${groups - 1}}${H16})?`;
}

const ATOM = "[\\w!#$%&'*+\\-/=?^`{|}~]+";
const QUOTED = '"(?:[ !#-[\\]-~]|\\\\[ -~])*"';
const LABEL = "[\\dA-Za-z](?:[\\dA-Za-z-]*[\\dA-Za-z])?";
/** A mailbox of RFC 5321, section 4.1.2. */
const EMAIL = new RegExp(
	`^(?:${ATOM}(?:\\.${ATOM})*|${QUOTED})@(?:${LABEL}(?:\\.${LABEL})*|\\[(?:${IPV4}|[Ii][Pp][Vv]6:${IPV6})\\])$`,
);

const UNRESERVED = "\\w.~!$&'()*+,;=\\-";
const ENCODED = "%[\\dA-Fa-f]{2}";
const SEGMENT = `(?:[${UNRESERVED}:@]|${ENCODED})`;
const AUTHORITY = `(?:(?:[${UNRESERVED}:]|${ENCODED})*@)?(?:\\[(?:${IPV6}|[Vv][\\dA-Fa-f]+\\.[${UNRESERVED}:]+)\\]|(?:[${UNRESERVED}]|${ENCODED})*)(?::\\d*)?`;
const TAIL = `(?:[${UNRESERVED}:@/?]|${ENCODED})*`;
/** RFC 3986, appendix A. */
const URI = new RegExp(
	`^[A-Za-z][\\dA-Za-z+.-]*:(?://${AUTHORITY}(?:/${SEGMENT}*)*|/(?:${SEGMENT}+(?:/${SEGMENT}*)*)?|(?:${SEGMENT}+(?:/${SEGMENT}*)*)?)(?:\\?${TAIL})?(?:#${TAIL})?$`,
);

/**
 * All formats that our descriptions use. A `password` can be any string. A `whatwg-url` is an absolute URL as browsers parse it: accents and the
 * braces of a placeholder are allowed in it, which a `uri` has to escape. It isn't called `url`, which ajv-formats checks more strictly.
 */
export const FORMATS = {
	date: FULL_DATE,
	"date-time": isDateTime,
	duration: DURATION,
	email: EMAIL,
	password: true,
	uri: URI,
	uuid: UUID,
	"whatwg-url": URL.canParse,
} as const;
