import type { DemoLoader, DemoSummary } from '../app/demo.ts';
import { systemClock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { DemoBar, grouped } from './demo-progress.ts';

const BAR_EVERY_MS = 250;
const LINE_EVERY_MS = 10_000;

/**
 * Shows how the demo is loaded while the hub serves: a bar on a terminal, else a line in the log
 * every ten seconds; and one line when it is in. Call the result to end it.
 */
export function watchDemo(demo: DemoLoader, log: Log, out: NodeJS.WriteStream): () => void {
  const bar = out.isTTY ? new DemoBar(out, systemClock) : null;
  const timer = setInterval(
    () => {
      if (bar) bar.draw(demo.progress());
      else log.info({ ...demo.progress() }, 'loading the demo');
    },
    bar ? BAR_EVERY_MS : LINE_EVERY_MS,
  );
  timer.unref();
  const end = (): void => {
    clearInterval(timer);
    bar?.clear();
  };
  void demo.done.then((summary) => {
    end();
    if (summary?.outcome !== 'filled') return;
    if (bar) out.write(`${loaded(summary)}\n`);
    else log.info({ ...summary }, 'the demo is loaded');
  });
  return end;
}

function loaded({ events, members, seconds, perSecond }: DemoSummary): string {
  return (
    `The demo is in: ${grouped(events)} events of ${grouped(members)} members ` +
    `in ${seconds.toFixed(0)} s (${grouped(perSecond)} a second). Look at the status page; ` +
    '`hachi serve --no-demo --data DIR` starts an empty hub of your own.'
  );
}
