import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pageFor } from '../../../../src/model/explainPage';
import { english } from '../../../../src/model/message';
import { categories } from '../../../../src/shared/report';
import { pageIds } from '../../../../src/shared/panels';
import { sitesFor } from '../../../../src/webview/explain/concerns';
import {
  labelLines,
  labelTop,
  letterWidth,
  lineHeight,
  pillHeight,
  sceneAt,
  type Pill,
} from '../../../../src/webview/explain/layout';
import { pageNames, pageTexts } from '../../../../src/webview/explain/pages/all';
import type { Box, Diagram } from '../../../../src/webview/explain/pageText';
import { sources } from '../../../../src/webview/explain/sources';
import { translator } from '../../../../src/webview/translate';
import { siteView } from '../../../fakes/reports';
import { repoRoot } from '../../../nodes';

/** Those who make the thing that a fact is about, and the standards. */
const origins = [
  /^https:\/\/nodejs\.org\//,
  /^https:\/\/v8\.dev\//,
  /^https:\/\/docs\.libuv\.org\//,
  /^https:\/\/github\.com\/(nodejs|v8|libuv)\//,
  /^https:\/\/(tc39\.es|developer\.mozilla\.org)\//,
];

const german = JSON.parse(readFileSync(join(repoRoot, 'l10n', 'bundle.l10n.de.json'), 'utf8')) as Record<
  string,
  string
>;
const languages = [
  ['English', english],
  ['German', translator(german)],
] as const;

describe('pages that explain', () => {
  it('are all in the navigation', () => {
    assert.deepEqual(
      pageNames(english).map(([id]) => id),
      [...pageIds],
    );
  });

  it('rest on documents of those who make it', () => {
    for (const { url } of Object.values(sources))
      assert.ok(
        origins.some((origin) => origin.test(url)),
        url,
      );
    const urls = Object.values(sources).map(({ url }) => url);
    assert.equal(new Set(urls).size, urls.length);
  });

  it('are about the lines whose kind leads to them', () => {
    for (const category of categories) {
      const page = pageFor(category, null);
      assert.equal(sitesFor(page, [siteView({ category })]).length, 1, category);
    }
  });

  for (const page of pageIds) {
    describe(page, () => {
      const text = pageTexts[page](english);
      const { diagram } = text;

      it('gives a source for every sentence', () => {
        const sentences = proseOf(text);
        assert.ok(sentences.length >= 12, `only ${sentences.length}`);
        for (const { sentence, source } of sentences) {
          assert.ok(source && Object.values(sources).includes(source as never), sentence);
          assert.match(sentence, /^\S.*\.$/, sentence);
          assert.doesNotMatch(sentence, /[.!?] [A-Z]/, `more than one sentence: ${sentence}`);
        }
      });

      it('has a diagram whose steps speak of what is in it', () => {
        const boxes = new Set(diagram.boxes.map(({ id }) => id));
        assert.equal(boxes.size, diagram.boxes.length);
        assert.ok(diagram.steps.length >= 5);
        for (const { active, held = {}, at } of diagram.steps) {
          for (const id of [...active, ...Object.keys(held), ...Object.values(at)])
            assert.ok(boxes.has(id), id);
          for (const id of Object.keys(at)) assert.ok(id in diagram.tokens, id);
        }
        const seen = new Set(diagram.steps.flatMap(({ at }) => Object.keys(at)));
        assert.deepEqual([...seen].sort(), Object.keys(diagram.tokens).sort());
      });

      for (const [language, t] of languages)
        it(`draws nothing outside of its box or over a label, in ${language}`, () => {
          const { diagram } = pageTexts[page](t);
          for (const box of diagram.boxes)
            assertInside(box, { x: 0, y: 0, width: 400, height: diagram.height });
          for (const [index, step] of diagram.steps.entries()) {
            const { tokens, held } = sceneAt(diagram, step);
            for (const { id, pill } of tokens) {
              const box = boxOf(diagram, step.at[id]);
              if (pill && box) assertFree(pill, box, `${page}, step ${index + 1}, ${id}`);
            }
            for (const pill of held) assertFree(pill, boxOf(diagram, pill.id)!, `${page}, step ${index + 1}`);
          }
        });
    });
  }
});

/** Every sentence of a page with its source, wherever it stands: strings that are no names. */
function proseOf(value: unknown): { sentence: string; source: unknown }[] {
  if (value === null || typeof value !== 'object') return [];
  const own =
    'text' in value ? [{ sentence: String(value.text), source: (value as { source?: unknown }).source }] : [];
  const strayed = Object.entries(value)
    .filter(([key, one]) => key !== 'text' && typeof one === 'string' && /\w\.$/.test(one))
    .map(([, one]) => ({ sentence: String(one), source: undefined }));
  return [...own, ...strayed, ...Object.values(value).flatMap(proseOf)];
}

function boxOf({ boxes }: Diagram, id: string | undefined): Box | undefined {
  return boxes.find((box) => box.id === id);
}

function assertInside(
  inner: { x: number; y: number; width: number; height: number },
  outer: { x: number; y: number; width: number; height: number },
  what = '',
): void {
  assert.ok(
    inner.x >= outer.x &&
      inner.y >= outer.y &&
      inner.x + inner.width <= outer.x + outer.width &&
      inner.y + inner.height <= outer.y + outer.height,
    `${what}: ${JSON.stringify(inner)} in ${JSON.stringify(outer)}`,
  );
}

/** In the box, and below its label or beside it. */
function assertFree(pill: Pill, box: Box, what: string): void {
  assertInside({ ...pill, height: pillHeight }, box, what);
  const lines = labelLines(box);
  const bottom = labelTop(box) + (lines.length - 1) * lineHeight;
  const right = box.x + 8 + Math.max(...lines.map((line) => line.length)) * letterWidth;
  assert.ok(pill.y > bottom || pill.x > right, `${what}: over the label of ${box.id}`);
}
