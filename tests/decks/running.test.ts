/** The guide's files for whoever runs several servers: they name what there is, and are what their readers take. */
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { Ingress } from 'kubernetes-models/networking.k8s.io/v1/Ingress';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { Service } from 'kubernetes-models/v1/Service';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { flagTable } from '../../server/cli/flags.ts';
import { createMetrics } from '../../server/metrics/metrics.ts';
import { guideCode, guideFile } from '../setup/guide.ts';

const file = (name: string) => guideFile(`running/${name}`);

/** The names of all figures, without the endings that a histogram adds. */
async function figures(): Promise<ReadonlySet<string>> {
  const { registry } = createMetrics({
    version: '',
    revision: () => undefined,
    rooms: () => [],
    decks: () => new Map(),
    isDraining: () => false,
  });
  const all = await registry.getMetricsAsJSON();
  return new Set(all.map(({ name }) => name));
}

/** The names of figures in a text. */
function namesIn(text: string): string[] {
  const names = text.match(/\b(?:lectern|nodejs|process)_[a-z\d_]+/g) ?? [];
  return [...new Set(names.map((name) => name.replace(/_(?:bucket|sum|count)$/, '')))];
}

test('every figure of the dashboard and of the alerts exists', async () => {
  const known = await figures();
  const dashboard = JSON.parse(file('dashboard.json'));
  const asked = dashboard.panels.flatMap(({ targets }: { targets: { expr: string }[] }) =>
    targets.map(({ expr }) => expr),
  );
  const { groups } = parse(file('alerts.yml'));
  const alerts = groups.flatMap(({ rules }: { rules: { expr: string }[] }) => rules.map(({ expr }) => expr));
  expect(alerts).toHaveLength(5);
  const names = namesIn([...asked, ...alerts].join('\n'));
  expect(names.length).toBeGreaterThan(15);
  expect(names.filter((name) => !known.has(name))).toEqual([]);
});

test('every figure of Lectern is on the dashboard or in an alert, but for a state of seconds', async () => {
  const own = [...(await figures())].filter((name) => name.startsWith('lectern_'));
  const shown = namesIn(`${file('dashboard.json')}${file('alerts.yml')}`);
  expect(own.filter((name) => !shown.includes(name))).toEqual(['lectern_draining']);
});

test('the guide names the five alerts', () => {
  const { groups } = parse(file('alerts.yml'));
  const names = groups.flatMap(({ rules }: { rules: { alert: string }[] }) =>
    rules.map(({ alert }) => alert),
  );
  const listed = guideFile('several-servers.md').match(/`Lectern[A-Z]\w+`/g) ?? [];
  expect(listed.map((name) => name.replaceAll('`', ''))).toEqual(names);
});

test.each(['compose.yml', 'kubernetes.yml', 'lectern@.service'])(
  '%s names variables that there are',
  (name) => {
    const known = new Set(Object.values(flagTable).map(({ variable }) => variable));
    // Of Caddy and of compose itself, and what carries rooms between servers.
    for (const more of ['LECTERN_SERVERS', 'LECTERN_HOST']) known.add(more);
    const named = file(name).match(/\bLECTERN_[A-Z_]+/g) ?? [];
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((variable) => !known.has(variable))).toEqual([]);
  },
);

describe('the manifest for Kubernetes', () => {
  const kinds = { Deployment, Service, PodDisruptionBudget, Ingress };
  const resources = parseAllDocuments(file('kubernetes.yml')).map((document) => document.toJS());

  test('is of resources that Kubernetes takes', () => {
    expect(resources.map(({ kind }) => kind)).toEqual(Object.keys(kinds));
    for (const resource of resources) {
      const kind: keyof typeof kinds = resource.kind;
      expect(() => new kinds[kind](resource).validate()).not.toThrow();
    }
  });

  test('does not pass without what a resource must have', () => {
    const [deployment] = resources;
    const { selector: _, ...spec } = deployment.spec;
    expect(() => new Deployment({ ...deployment, spec }).validate()).toThrow();
  });

  test('gives a server time to drain', () => {
    const { terminationGracePeriodSeconds, containers } = resources[0].spec.template.spec;
    const waits = containers[0].lifecycle.preStop.sleep.seconds;
    // Draining, closing, and as much again.
    expect(terminationGracePeriodSeconds).toBeGreaterThanOrEqual(waits + 2 * 5);
  });
});

test('the files are linked from the guide', () => {
  const links = guideFile('several-servers.md').match(/\(running\/[^)]+\)/g) ?? [];
  expect([...links].sort()).toEqual(
    [
      'Caddyfile',
      'alerts.yml',
      'compose.yml',
      'dashboard.json',
      'kubernetes.yml',
      'lectern@.service',
      'nginx.conf',
    ]
      .map((name) => `(running/${name})`)
      .sort(),
  );
  expect(guideCode('By systemd', 'console')).toContain('lectern@8001 lectern@8002');
});
