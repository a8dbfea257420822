import { readFileSync } from 'node:fs';

/** Whether a process with this id exists (and, where the machine can tell, is not a zombie). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return statusFields(pid)?.[0] !== 'Z';
}

/**
 * When the process began, in a form that only its own boot repeats: a process id alone comes back
 * after a restart, and in a container it nearly always does. Undefined where there is no /proc.
 */
export function birthOf(pid: number): string | undefined {
  const ticks = statusFields(pid)?.[19];
  return ticks === undefined ? undefined : `${bootId()}:${ticks}`;
}

/** What the process was started with, `''` where the machine does not tell. */
export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

function statusFields(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}
