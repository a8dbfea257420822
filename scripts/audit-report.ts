/** What the registry knows against a package that we use. */
export interface Advisory {
  readonly name: string;
  readonly severity: string;
  readonly title: string;
}

/** The answer of `npm audit --json`, as far as it is read. */
interface NpmAudit {
  readonly vulnerabilities?: Record<
    string,
    { readonly severity: string; readonly via: readonly (string | { readonly title: string })[] }
  >;
}

const STOPS = new Set(['high', 'critical']);

/** Advisories in the registry's answer; undefined when it is none. */
export function readAudit(text: string): Advisory[] | undefined {
  const { vulnerabilities } = asJson(text) as NpmAudit;
  if (!vulnerabilities) return undefined;
  return Object.entries(vulnerabilities).map(([name, { severity, via }]) => ({
    ...{ name, severity },
    title: via.map((one) => (typeof one === 'string' ? `by ${one}` : one.title)).join('; '),
  }));
}

/** Those for which nothing should be released. */
export function stopping(found: readonly Advisory[]): Advisory[] {
  return found.filter(({ severity }) => STOPS.has(severity));
}

/** Packages of a lockfile whose content nothing vouches for. */
export function withoutIntegrity(lockfile: string): string[] {
  const { packages } = JSON.parse(lockfile) as {
    packages: Record<string, { integrity?: string; link?: boolean; inBundle?: boolean }>;
  };
  return Object.entries(packages)
    .filter(([path, { integrity, link, inBundle }]) => {
      return path !== '' && !link && !inBundle && !integrity?.startsWith('sha512-');
    })
    .map(([path]) => path);
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
