// Goal: the guide tells the truth: its mappings are read, and the preset it shows is the preset.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readMapping } from './core/read-mapping.ts';
import { loadMapping, presetNames } from './presets.ts';

const guide = readFileSync(new URL('../../../../docs/guides/import.md', import.meta.url), 'utf8');
const shown = [...guide.matchAll(/```yaml\n(.*?)```/gs)].map((match) => match[1]!);

test('every mapping of the guide is a mapping', () => {
  assert.ok(shown.length >= 4);
  for (const text of shown) readMapping(text);
});

test('the guide shows the preset cdnow as it is', async () => {
  assert.deepEqual(readMapping(shown[0]!), await loadMapping('cdnow'));
});

test('every preset is named in the guide', async () => {
  for (const name of presetNames()) {
    await loadMapping(name);
    assert.ok(guide.includes(`\`${name}\``), name);
  }
});
