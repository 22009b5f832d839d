import type { Block, Finding } from '../shared/report';
import { formatMs } from './formatMs';
import { english, type Translate } from './message';
import { builtinCallRules } from './rules/builtinCalls';
import { javascriptRules } from './rules/javascript';
import { runtimeRules } from './rules/runtime';
import type { FindingRule, IndexedBlock } from './rules/rule';

/** Most blocks that a finding points to: the longest ones. */
const evidenceCap = 50;
/** A block of this many milliseconds in a running program is felt by whoever waits for an answer. */
const errorMs = 200;
const warningMs = 50;

const rules: readonly FindingRule[] = [...builtinCallRules, ...javascriptRules, ...runtimeRules];

/** What the blocks say and what to do about it, worst first. Total: a rule that fails becomes a finding that says so. */
export function findings(blocks: readonly Block[], t: Translate = english): Finding[] {
  return applyRules(rules, blocks, t);
}

/** `findings` with given rules. */
export function applyRules(
  given: readonly FindingRule[],
  blocks: readonly Block[],
  t: Translate = english,
): Finding[] {
  const found: { readonly finding: Finding; readonly totalMs: number }[] = [];
  for (const rule of given) {
    try {
      const matched = blocks
        .map((block, index) => ({ index, block }))
        .filter(({ block }) => rule.matches(block))
        .sort((a, b) => b.block.durationMs - a.block.durationMs);
      if (matched.length === 0) continue;
      const totalMs = matched.reduce((sum, { block }) => sum + block.durationMs, 0);
      found.push({ finding: assemble(rule, matched, totalMs, t), totalMs });
    } catch (error) {
      found.push({ finding: failure(rule, error, t), totalMs: 0 });
    }
  }
  const rank = { error: 0, warning: 1, info: 2 };
  found.sort((a, b) => rank[a.finding.severity] - rank[b.finding.severity] || b.totalMs - a.totalMs);
  return found.map(({ finding }) => finding);
}

function assemble(
  rule: FindingRule,
  matched: readonly IndexedBlock[],
  totalMs: number,
  t: Translate,
): Finding {
  const { subject, why, fix, docs } = rule.advise(matched, t);
  return {
    id: rule.id,
    title: titleOf(subject, matched, totalMs, t),
    severity: rule.blameless ? 'info' : severityOf(matched),
    evidence: matched.slice(0, evidenceCap).map(({ index }) => index),
    why,
    fix,
    docs,
  };
}

function titleOf(subject: string, matched: readonly IndexedBlock[], totalMs: number, t: Translate): string {
  const longest = formatMs(matched[0]?.block.durationMs ?? null, t);
  if (matched.length === 1) return t('{0} held the loop once, for {1}', subject, longest);
  return t(
    '{0} held the loop {1} times, {2} in all, {3} at the longest',
    subject,
    matched.length,
    formatMs(totalMs, t),
    longest,
  );
}

/** Start-up is no trouble to anyone who waits for an answer, so only blocks of the running program weigh. */
function severityOf(matched: readonly IndexedBlock[]): Finding['severity'] {
  const longest = matched.find(({ block }) => block.phase === 'running')?.block.durationMs ?? 0;
  return longest >= errorMs ? 'error' : longest >= warningMs ? 'warning' : 'info';
}

function failure(rule: FindingRule, error: unknown, t: Translate): Finding {
  return {
    id: `${rule.id}-failed`,
    title: t('The rule "{0}" failed', rule.id),
    severity: 'info',
    evidence: [],
    why: error instanceof Error ? error.message : String(error),
    fix: t('The other findings are complete. Report this as a defect of Looplens.'),
    docs: [],
  };
}
