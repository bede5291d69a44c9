/**
 * Ends a command together with the package manager that started it. `npm run` passes signals on to the shell of its script only, and SIGKILL
 * to nobody: the command would live on, and a server keep its port.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { setInterval } from "node:timers";

/** A running process. */
export interface ProcessInfo {
	parent: number;
	/** ID of its process group. */
	group: number;
	/** Its command line, or what it shows instead: `npm run mock`. */
	command: string;
}

/** Milliseconds between two looks at the package manager. */
const INTERVAL = 250;

/**
 * Calls back once if the package manager that started this process ends. Does nothing if none did: what `nohup` or systemd started outlives
 * its shell.
 *
 * @param env The environment, in which package managers introduce themselves.
 * @param ending Aborted when the command ends anyway.
 * @param onEnd Ends the command.
 */
export function watchPackageManager(
	env: NodeJS.ProcessEnv,
	ending: AbortSignal,
	onEnd: () => void,
): void {
	if (!env.npm_execpath && !env.npm_config_user_agent) return;
	const groups = findPackageManagers(process.pid, listProcesses());
	const timer = setInterval(() => {
		const isOver = groups.some((pids) => !pids.some(isRunning));
		if (isOver || ending.aborted) clearInterval(timer);
		if (isOver && !ending.aborted) onEnd();
	}, INTERVAL);
	timer.unref();
}

/** The first words of a package manager's command line: itself, or Node and its file, such as `npm-cli.js` or `yarn-4.9.1.cjs`. */
const PACKAGE_MANAGER =
	/^(?:\S*node(?: -\S+)* )?(?:\S*\/)?(?:p?np[mx]|yarn(?:pkg)?|bunx?)(?:-cli|-\d[\w.-]*?)?(?:\.[cm]?js)?(?: |$)/;

/**
 * The package managers that run a process: the one that runs its script, and those that run that one. Shells and scripts in between don't
 * count, because they may end before, as in `"pretest": "lomi-sandbox & npx wait-on tcp:4020"`.
 *
 * If its shell has ended already, nothing tells any more which of its process group it was: any that runs no other one. A process that has
 * left the group, as with `setsid`, was meant to stay.
 *
 * @param processes All processes, by their ID.
 * @returns Sets of IDs. The process has lost its package manager when all of one set have ended.
 */
export function findPackageManagers(
	pid: number,
	processes: Map<number, ProcessInfo>,
): number[][] {
	const group = processes.get(pid)?.group;
	const candidates = [...processes.keys()].filter((at) => {
		const other = processes.get(at);
		return other?.group === group && PACKAGE_MANAGER.test(other?.command ?? "");
	});
	const runs = (at: number, other: number) =>
		ancestorsOf(other, processes).has(at);
	const own = candidates.filter((at) => runs(at, pid));
	if (own.length > 0) return own.map((at) => [at]);
	const innermost = candidates.filter(
		(at) => !candidates.some((other) => runs(at, other)),
	);
	return innermost.length > 0 ? [innermost] : [];
}

function ancestorsOf(
	pid: number,
	processes: Map<number, ProcessInfo>,
): Set<number> {
	const found = new Set<number>();
	let at = processes.get(pid)?.parent;
	while (at && !found.has(at)) {
		found.add(at);
		at = processes.get(at)?.parent;
	}
	return found;
}

/** All processes, by their ID; none if this platform doesn't tell. */
function listProcesses(): Map<number, ProcessInfo> {
	try {
		return new Map(
			process.platform === "linux" ? readProcFolder() : readProcessStatus(),
		);
	} catch {
		return new Map();
	}
}

function readProcFolder(): [number, ProcessInfo][] {
	return readdirSync("/proc")
		.filter((name) => /^\d+$/.test(name))
		.flatMap((name) => {
			try {
				const pid = Number(name);
				const [, parent, group] = readStat(pid);
				const command = readFileSync(`/proc/${pid}/cmdline`, "utf8")
					.replaceAll("\0", " ")
					.trim();
				return [
					[pid, { parent: Number(parent), group: Number(group), command }],
				];
			} catch {
				// It has ended meanwhile.
				return [];
			}
		});
}

function readProcessStatus(): [number, ProcessInfo][] {
	const columns = ["-A", "-o", "pid=,ppid=,pgid=,args="];
	const lines = execFileSync("ps", columns, {
		encoding: "utf8",
		stdio: ["ignore", "pipe", "ignore"],
	}).matchAll(/^ *(\d+) +(\d+) +(\d+) +(.*)$/gm);
	return [...lines].map(([, pid, parent, group, command = ""]) => [
		Number(pid),
		{ parent: Number(parent), group: Number(group), command },
	]);
}

/** A process's state, parent, group and so on. The name before them, in brackets, may contain anything. */
function readStat(pid: number): string[] {
	const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
	return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		// A process that has ended stays until its parent asks how.
		return process.platform !== "linux" || readStat(pid)[0] !== "Z";
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === "EPERM";
	}
}
