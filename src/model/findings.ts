import type { Block, Finding } from '../shared/report';
import { formatMs } from './formatMs';
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
export function findings(blocks: readonly Block[]): Finding[] {
  return applyRules(rules, blocks);
}

/** `findings` with given rules. */
export function applyRules(given: readonly FindingRule[], blocks: readonly Block[]): Finding[] {
  const found: { readonly finding: Finding; readonly totalMs: number }[] = [];
  for (const rule of given) {
    try {
      const matched = blocks
        .map((block, index) => ({ index, block }))
        .filter(({ block }) => rule.matches(block))
        .sort((a, b) => b.block.durationMs - a.block.durationMs);
      if (matched.length === 0) continue;
      const totalMs = matched.reduce((sum, { block }) => sum + block.durationMs, 0);
      found.push({ finding: assemble(rule, matched, totalMs), totalMs });
    } catch (error) {
      found.push({ finding: failure(rule, error), totalMs: 0 });
    }
  }
  const rank = { error: 0, warning: 1, info: 2 };
  found.sort((a, b) => rank[a.finding.severity] - rank[b.finding.severity] || b.totalMs - a.totalMs);
  return found.map(({ finding }) => finding);
}

function assemble(rule: FindingRule, matched: readonly IndexedBlock[], totalMs: number): Finding {
  const { subject, why, fix, docs } = rule.advise(matched);
  return {
    id: rule.id,
    title: `${subject} held the loop ${tally(matched, totalMs)}`,
    severity: rule.blameless ? 'info' : severityOf(matched),
    evidence: matched.slice(0, evidenceCap).map(({ index }) => index),
    why,
    fix,
    docs,
  };
}

function tally(matched: readonly IndexedBlock[], totalMs: number): string {
  const longest = formatMs(matched[0]?.block.durationMs ?? null);
  if (matched.length === 1) return `once, for ${longest}`;
  return `${matched.length} times, ${formatMs(totalMs)} in all, ${longest} at the longest`;
}

/** Start-up is no trouble to anyone who waits for an answer, so only blocks of the running program weigh. */
function severityOf(matched: readonly IndexedBlock[]): Finding['severity'] {
  const longest = matched.find(({ block }) => block.phase === 'running')?.block.durationMs ?? 0;
  return longest >= errorMs ? 'error' : longest >= warningMs ? 'warning' : 'info';
}

function failure(rule: FindingRule, error: unknown): Finding {
  return {
    id: `${rule.id}-failed`,
    title: `The rule "${rule.id}" failed`,
    severity: 'info',
    evidence: [],
    why: error instanceof Error ? error.message : String(error),
    fix: 'The other findings are complete. Report this as a defect of Looplens.',
    docs: [],
  };
}
