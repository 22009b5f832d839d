import type { ApiEntry, ApiVariant, CallbackPhase, CostDriver, Replacement, Where } from './entry';
import { docUrl } from './docUrl';

/** The form in which entries are kept, as scripts/knowledge/encode.mjs writes it. */
export interface ApiData {
  /** Lists of variants; many callables share one. */
  readonly profiles: readonly (readonly ShortVariant[])[];
  /** Class by class that extends it. */
  readonly parents: Readonly<Record<string, string>>;
  /** Class of what a function returns. */
  readonly results: Readonly<Record<string, string>>;
  /** `id|module|kind and provenance|majors|profile|since|anchor|aliases` */
  readonly entries: readonly string[];
}

/** What is absent is null, false or, for versions, every major that has the callable. */
interface ShortVariant {
  readonly when?: string;
  readonly versions?: readonly number[];
  readonly stages: readonly string[];
  readonly phase?: string;
  readonly blocks?: number;
  readonly cost?: string;
  readonly use?: string;
  readonly fix?: string;
}

/** Majors that are known, ascending; the bits of a callable's majors are in this order. */
export const majors = [20, 22, 24, 26] as const;

const kinds = { f: 'function', m: 'method', c: 'constructor', g: 'getter', G: 'global' } as const;
const provenances = { pr: 'probed', de: 'derived', do: 'doc', df: 'default' } as const;

/** Id and aliases of a line, without decoding the rest. */
export function idsOf(line: string): readonly string[] {
  const aliases = line.slice(line.lastIndexOf('|') + 1);
  const id = line.slice(0, line.indexOf('|'));
  return aliases ? [id, ...aliases.split(' ')] : [id];
}

export function decodeEntry(line: string, { profiles }: ApiData): ApiEntry {
  const [id, module, how, mask, profile, since, anchor, aliases] = line.split('|') as [
    ...[string, string, string, string, string, string, string, string],
  ];
  const present = majors.filter((_, index) => parseInt(mask, 16) & (1 << index));
  const newest = present.at(-1)!;
  return {
    id,
    aliases: aliases ? aliases.split(' ') : [],
    module,
    kind: kinds[how[0] as keyof typeof kinds],
    since: since || null,
    removed: majors.find((major) => major > newest) ?? null,
    variants: profiles[Number(profile)]!.map((variant) => decodeVariant(variant, present)),
    provenance: provenances[how.slice(1) as keyof typeof provenances],
    docUrl: docUrl(id, module, anchor),
  };
}

function decodeVariant(short: ShortVariant, present: readonly number[]): ApiVariant {
  const { when, versions, stages, phase, blocks, cost, use, fix } = short;
  return {
    when: when ?? null,
    versions: versions ?? present,
    stages: stages.map((text) => {
      const end = text.indexOf(' ');
      return { where: text.slice(0, end) as Where, what: text.slice(end + 1) };
    }),
    callbackPhase: (phase ?? null) as CallbackPhase | null,
    blocksMain: blocks === 1,
    cost: (cost ?? null) as CostDriver | null,
    replacement: use ? { api: use, fixId: (fix ?? null) as Replacement['fixId'] } : null,
  };
}
