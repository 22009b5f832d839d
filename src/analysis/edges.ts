import type { FunctionEntity } from './entities';
import type { Span } from './finding';

/** A call from one function of a file to a function of the project. */
export interface Edge {
  readonly from: number;
  readonly to: FunctionEntity;
  readonly span: Span;
  /** Given to something that calls it, rather than called. */
  readonly isCallback: boolean;
  /**
   * The function around, of the same file, whose parameter is called: the target is what any caller gave. On a way that goes through that
   * function the edge does not count, since what this caller gave is a callback of its call.
   */
  readonly parameterOf: number | null;
}

const fields = 5;

const isPlace = (field: number): boolean => field === 2 || field === 3;

/** The edges of one file in little memory, by the function they lead from; each file has dozens. */
export class Edges {
  private readonly targets: readonly FunctionEntity[];
  /** Per edge: from, index of its target, start, end, and twice `parameterOf` + 1 with one more for a callback. */
  private readonly numbers: Int32Array;

  constructor(edges: readonly Edge[]) {
    const targets = new Map<FunctionEntity, number>();
    const sorted = [...edges].sort((a, b) => a.from - b.from);
    this.numbers = new Int32Array(edges.length * fields);
    sorted.forEach(({ from, to, span, isCallback, parameterOf }, at) => {
      let target = targets.get(to);
      if (target === undefined) targets.set(to, (target = targets.size));
      const kind = 2 * ((parameterOf ?? -1) + 1) + (isCallback ? 1 : 0);
      this.numbers.set([from, target, span.start, span.end, kind], at * fields);
    });
    this.targets = [...targets.keys()];
  }

  /** In the order in which they were found. */
  from(index: number): readonly Edge[] {
    const { numbers } = this;
    let [low, high] = [0, numbers.length / fields];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (numbers[middle * fields]! < index) low = middle + 1;
      else high = middle;
    }
    const found: Edge[] = [];
    for (let at = low * fields; numbers[at] === index; at += fields) {
      const kind = numbers[at + 4]!;
      found.push({
        from: index,
        to: this.targets[numbers[at + 1]!]!,
        span: { start: numbers[at + 2]!, end: numbers[at + 3]! },
        isCallback: (kind & 1) === 1,
        parameterOf: kind > 1 ? (kind >> 1) - 1 : null,
      });
    }
    return found;
  }

  /** Whether the same functions call the same, wherever in the text. */
  isAlike(other: Edges): boolean {
    const { targets, numbers } = this;
    return (
      targets.length === other.targets.length &&
      numbers.length === other.numbers.length &&
      targets.every((target, at) => target === other.targets[at]) &&
      numbers.every((number, at) => isPlace(at % fields) || number === other.numbers[at])
    );
  }

  /** Other files that they lead to. */
  filesBesides(file: string): readonly string[] {
    return [...new Set(this.targets.map((target) => target.file))].filter((one) => one !== file);
  }
}
